/** The panel of judge and clerk: the next step, who waits, who is here, who is missing. */

import { h, Keyed, mark, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { nextSteps, ordersFor, recessReasons, rosterOf } from '../bench.js';
import { roleKey } from '../courtroom-layout.js';
import { DeviceRequests } from './device-requests.js';
import { OrderButton, orderKey } from './order-button.js';

/** An order that is on the way this long is said to be. */
const stillTryingMilliseconds = 1_000;

/** Orders that stand beside a name in words; the others are signs. */
const inWords = new Set(['admit', 'callWitness', 'releaseWitness']);

export class BenchPanel {
    #timer = 0;

    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.steps = h('div', { class: 'steps', id: 'next-steps' });
        this.stepButtons = new Keyed(this.steps, (name) => this.#step(name));
        this.recess = this.#recess();
        this.requests = new DeviceRequests(app);
        this.trying = h('p', { class: 'quiet', role: 'status', id: 'orders-pending' });
        this.lists = ['waiting', 'inside', 'absent'].map((name) => new RosterList(app, name));
        this.element = h('aside', { class: 'bench-panel', 'aria-label': t('bench.label') },
            h('section', {}, h('h2', {}, t('bench.next')), this.recess, this.steps, this.trying),
            this.requests.element, ...this.lists.map((list) => list.element));
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        const steps = nextSteps(state);
        this.stepButtons.update(
            steps.filter((name) => name !== 'recess').map((name) => [name, name]));
        show(this.recess, steps.includes('recess'));
        for (const button of this.recessButtons) button.update();
        this.requests.update();
        const roster = rosterOf(state);
        for (const list of this.lists) list.update(roster[list.name], state);
        this.#sayPending();
    }

    close() {
        clearTimeout(this.#timer);
    }

    /** @param {string} name */
    #step(name) {
        const forward = ['open', 'begin', 'resume', 'seal'].includes(name);
        return new OrderButton(this.app, { name }, { look: forward ? 'primary' : 'word' });
    }

    /** Recess stands there with its reasons: one click, not two. */
    #recess() {
        this.recessButtons = recessReasons.map((reason) => new OrderButton(
            this.app, { name: 'recess', reason }, { look: 'small', words: t(`reason.${reason}`) }));
        return h('div', { class: 'recess', role: 'group', 'aria-label': t('order.recess') },
            h('p', {}, t('order.recess')), ...this.recessButtons.map((each) => each.element));
    }

    #sayPending() {
        clearTimeout(this.#timer);
        const pending = this.app.orders?.pending ?? [];
        const late = pending.find(({ given }) => Date.now() - given >= stillTryingMilliseconds);
        setText(this.trying, late ? t('bench.trying', { order: t(`order.${orderKey(late.order)}`) }) : '');
        if (pending.length > 0 && !late) {
            this.#timer = setTimeout(() => this.#sayPending(), stillTryingMilliseconds);
        }
    }
}

/** One of the three lists of seats. */
class RosterList {
    constructor(app, name) {
        this.name = name;
        this.count = h('span', { class: 'count' });
        this.list = h('ul', { class: 'roster' });
        this.rows = new Keyed(this.list, (key) => new RosterRow(app, Number(key)));
        this.none = h('p', { class: 'quiet' }, t(`bench.${name}.none`));
        this.element = h('section', { 'data-roster': name },
            h('h2', {}, t(`bench.${name}`), ' ', this.count), this.list, this.none);
    }

    update(numbers, state) {
        setText(this.count, numbers.length ? String(numbers.length) : '');
        show(this.none, numbers.length === 0);
        show(this.element, numbers.length > 0 || this.name === 'waiting');
        this.rows.update(numbers.map((number) => [String(number), number]), state);
    }
}

/** A seat with what is known of it and what can be ordered about it. */
class RosterRow {
    constructor(app, number) {
        this.app = app;
        this.number = number;
        this.role = h('span', { class: 'role' });
        this.name = h('span', { class: 'name' });
        this.note = h('span', { class: 'note-line' });
        this.buttons = h('div', { class: 'row-orders' });
        this.orders = new Keyed(this.buttons, (key, order) => new OrderButton(app, order, {
            look: order.name === 'admit' || order.name === 'callWitness' ? 'primary'
                : inWords.has(order.name) ? 'word' : 'sign',
        }));
        this.element = h('li', { 'data-seat': number },
            h('div', { class: 'who' }, this.role, this.name, this.note), this.buttons);
    }

    update(number, state) {
        const seat = state.seats[number];
        setText(this.role, t(roleKey(seat)));
        setText(this.name, seat.name);
        const notes = notesOn(seat).map((key) => t(key)).join(t('list.comma'));
        setText(this.note, notes);
        mark(this.element, 'data-connected', seat.connected);
        this.orders.update(ordersFor(state, number).map((order) => [JSON.stringify(order), order]));
    }
}

/** What a clerk wants to know about a seat, in keys of short words. */
function notesOn({ connected, room, devices, equipment, microphone, camera, released }) {
    const notes = released ? ['note.released'] : [];
    if (!connected) return [...notes, room === 'outside' ? 'note.notHere' : 'note.lost'];
    for (const medium of ['microphone', 'camera']) {
        const report = devices?.[medium];
        if (report === 'none' || report === 'denied') notes.push(`note.${medium}.${report}`);
        else if (equipment?.[medium] === 'bad') notes.push(`note.${medium}.none`);
    }
    if (microphone === 'locked' || microphone === 'muted') notes.push(`note.microphone.${microphone}`);
    if (camera === 'stopped') notes.push('note.camera.stopped');
    return notes;
}
