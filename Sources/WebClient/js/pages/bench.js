/**
 * The page of judge and clerk: the order of the hearing at the left, the courtroom in the middle,
 * people, tasks, texts and rooms at the right. Everything is a click or a key away.
 */

import { h, icon, mark, setText, show } from '../dom.js';
import { speaks, t } from '../i18n.js';
import { afterKey, chordMillisecondsMax, hearingSelectors, orderForKey, seatKeys } from '../bench-keys.js';
import { keysAreOn, showKeys } from '../components/bench-help.js';
import { BenchNotes } from '../components/bench-notes.js';
import { BenchPeople } from '../components/bench-people.js';
import { BenchRooms } from '../components/bench-rooms.js';
import { BenchTabs } from '../components/bench-tabs.js';
import { BenchWatch } from '../components/bench-watch.js';
import { DeskTasks } from '../components/desk-tasks.js';
import { FloorBar } from '../components/floor-bar.js';
import { orderKey } from '../components/order-button.js';
import { ScriptRail } from '../components/script-rail.js';
import { SightSheet } from '../components/sight-sheet.js';
import { courtroomPage } from './courtroom.js';

/** An order that is on the way this long is said to be. */
const stillTryingMilliseconds = 250;

/** Below this width the script is one of the tabs. The same as in the style sheet. */
const narrow = matchMedia('(max-width: 1239px)');

/** @param {import('../app.js').App} app */
export function benchPage(app) {
    return new BenchPage(app);
}

export class BenchPage {
    /** The seat whose orders are unfolded. @type {number | null} */
    chosen = null;
    #typed = '';
    #chordTimer = 0;
    #tryingTimer = 0;

    constructor(app) {
        this.app = app;
        const { me } = app.state;
        this.isDesk = me.role === 'clerk' || me.role === 'assistant';
        this.tab = this.isDesk && me.office !== 'presidingJudge' ? 'tasks' : 'people';
        this.room = courtroomPage(app);
        this.script = new ScriptRail(app);
        this.floor = new FloorBar(app);
        this.people = new BenchPeople(app, this);
        this.tasks = new DeskTasks(app, this);
        this.notes = new BenchNotes(app, this);
        this.rooms = new BenchRooms(app);
        this.sight = new SightSheet(app);
        this.watch = new BenchWatch(app);
        this.parts = this.#parts();
        this.tabs = new BenchTabs(this.parts, (name) => this.openTab(name));
        this.chord = h('p', { class: 'chord', id: 'chord', role: 'status', hidden: true });
        this.trying = h('p', { class: 'trying', role: 'status', id: 'orders-pending', hidden: true });
        this.element = this.#build();
        this.#place();
        document.addEventListener('keydown', this.#key);
        narrow.addEventListener('change', this.#widthChanged);
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        mark(this.element, 'data-tab', this.tab);
        this.#place();
        this.room.update();
        this.floor.update();
        this.script.update();
        for (const part of [this.people, this.tasks, this.notes, this.rooms]) part.update();
        this.sight.update();
        this.watch.update();
        this.tabs.update(this.tab, {
            tasks: this.tasks.badge, texts: { count: this.notes.unread }, rooms: { count: this.rooms.count },
        });
        this.#sayPending();
    }

    close() {
        document.removeEventListener('keydown', this.#key);
        narrow.removeEventListener('change', this.#widthChanged);
        clearTimeout(this.#chordTimer);
        clearTimeout(this.#tryingTimer);
        const parts = [
            this.room, this.floor, this.script, this.people, this.tasks, this.rooms, this.watch,
        ];
        for (const part of parts) part.close();
    }

    /** Unfolds the orders about a seat, or folds them when they are. @param {number} number */
    choose(number) {
        this.chosen = this.chosen === number ? null : number;
        if (this.chosen !== null) this.tab = 'people';
        this.update();
        const row = this.people.element.querySelector(`[data-seat="${this.chosen}"]`);
        row?.scrollIntoView({ block: 'nearest' });
    }

    /** @param {string} name */
    openTab(name) {
        this.tab = name;
        this.update();
    }

    /** @param {string} thread */
    openThread(thread) {
        this.openTab('texts');
        this.notes.open(thread);
    }

    /** @param {number} number */
    openSight(number) {
        this.sight.open(number);
    }

    /**
     * Puts beside the courtroom what the tab names; the script stands there by itself where there
     * is room. What is not shown is not in the page: every order is there once.
     */
    #place() {
        const { script } = this;
        const shown = this.parts.find(({ name }) => name === this.tab);
        for (const { element } of this.parts) {
            if (element === shown.element || (element === script.element && !narrow.matches)) continue;
            element.remove();
        }
        if (!narrow.matches && !script.element.parentElement) this.element.prepend(script.element);
        if (!shown.element.parentElement) this.element.append(shown.element);
    }

    #parts() {
        return [
            { name: 'script', sign: 'list', element: this.script.element },
            { name: 'tasks', sign: 'tasks', element: this.tasks.element },
            { name: 'people', sign: 'people', element: this.people.element },
            { name: 'texts', sign: 'write', element: this.notes.element },
            { name: 'rooms', sign: 'door', element: this.rooms.element },
        ];
    }

    #build() {
        const keys = h('button', {
            type: 'button', class: 'plain small keys-button', id: 'keys', onclick: showKeys,
            'aria-label': t('bench.keys.title'), title: t('bench.keys.title'),
        }, icon('keyboard'));
        this.tabs.element.append(keys);
        const middle = h('div', {
            class: 'bench-room', onclick: (event) => this.#chooseTile(event),
        }, this.room.element, this.sight.element, this.chord, this.trying);
        return h('div', { class: `bench-page${this.isDesk ? ' is-desk' : ''}` },
            h('div', { class: 'bench-middle' }, this.floor.element, middle),
            this.tabs.element, this.watch.element);
    }

    #widthChanged = () => {
        if (!narrow.matches && this.tab === 'script') this.tab = this.isDesk ? 'tasks' : 'people';
        this.update();
    };

    /** A click on a person in the courtroom chooses the seat. */
    #chooseTile(event) {
        if (event.target.closest('button, a, input, select, .sight-sheet')) return;
        const tile = event.target.closest('.tile[data-seat]');
        const number = Number(tile?.dataset.seat);
        if (tile && number !== this.app.state.me.seat && this.chosen !== number) this.choose(number);
    }

    /** Single keys: never while something is written, asked, or held with a modifier. */
    #key = (event) => {
        if (event.defaultPrevented || event.isComposing || event.repeat) return;
        if (event.ctrlKey || event.altKey || event.metaKey || !keysAreOn()) return;
        if (event.target.closest?.('input, textarea, select, [contenteditable], dialog')) return;
        if (document.querySelector('dialog[open]')) return;
        const { state } = this.app;
        if (!state) return;
        const seats = Object.keys(state.seats ?? {}).map(Number);
        const { typed, seat, act } = afterKey({ typed: this.#typed, seats }, event.key);
        if (typed || act) event.preventDefault();
        this.#arm(typed, seat);
        if (act) this.#act(act, seat);
    };

    /** Says which seat is chosen and what its letters do, for as long as they do it. */
    #arm(typed, seat) {
        this.#typed = typed;
        clearTimeout(this.#chordTimer);
        const known = seat !== null && typed && this.app.state.seats[seat];
        show(this.chord, known);
        if (!typed) return;
        if (known) {
            const letters = Object.entries(seatKeys).map(([key, act]) => `${key} ${t(`bench.key.${act}`)}`);
            this.chord.replaceChildren(h('strong', {}, this.app.shell.who(seat)),
                ...letters.map((words) => h('span', {}, words)));
        }
        this.#chordTimer = setTimeout(() => this.#arm('', null), chordMillisecondsMax);
    }

    /** @param {string} act @param {number | null} seat */
    #act(act, seat) {
        if (act === 'help') return showKeys();
        if (act === 'escape') return this.#escape();
        if (seat === null) {
            const buttons = this.element.querySelectorAll(hearingSelectors[act]);
            return [...buttons].find((button) => button.offsetParent)?.click();
        }
        if (act === 'protect') return this.openSight(seat);
        if (act === 'write') return this.openThread(String(seat));
        const order = orderForKey(this.app.state, seat, act);
        if (order) return void this.app.order(order);
        if (this.chosen !== seat) this.choose(seat);
    }

    #escape() {
        if (this.sight.number !== null) return this.sight.close();
        this.chosen = null;
        this.update();
    }

    #sayPending() {
        clearTimeout(this.#tryingTimer);
        const pending = this.app.orders?.pending ?? [];
        const late = pending.find(({ given }) => Date.now() - given >= stillTryingMilliseconds);
        const key = late && `order.${orderKey(late.order)}`;
        setText(this.trying, late ? t('bench.trying', { order: speaks(key) ? t(key) : '' }) : '');
        show(this.trying, late);
        if (pending.length > 0 && !late) {
            this.#tryingTimer = setTimeout(() => this.#sayPending(), stillTryingMilliseconds);
        }
    }
}
