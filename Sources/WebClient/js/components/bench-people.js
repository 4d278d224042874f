/** Everybody of the hearing beside the courtroom: who waits, who is here, who is away. */

import { h, icon, Keyed, mark, setIcon, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { isBeside, networkHealth, ordersFor, reasonsOf, rosterOf, whyOutside } from '../bench.js';
import { isProtected } from '../bench-sight.js';
import { equipmentNote, tasksOf } from '../bench-tasks.js';
import { roleKey } from '../courtroom-layout.js';
import { sends } from '../roles.js';
import { OrderMenu } from './bench-menu.js';
import { BenchDrawer } from './bench-drawer.js';
import { TaskList } from './desk-tasks.js';
import { OrderButton } from './order-button.js';

/** Orders beside a name that are said in words; the others are signs. */
const inWords = new Set(['admit', 'callWitness', 'confront']);

const lists = ['waiting', 'inside', 'apart', 'absent'];

export class BenchPeople {
    /** @param {import('../app.js').App} app @param {import('../pages/bench.js').BenchPage} bench */
    constructor(app, bench) {
        this.app = app;
        this.urgent = new TaskList(app, bench, 'urgent');
        this.lists = lists.map((name) => new RosterList(app, bench, name));
        this.element = h('div', { class: 'bench-side people' }, this.urgent.element,
            ...this.lists.map(({ element }) => element));
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        this.urgent.update(tasksOf(state).filter(({ weight }) => weight === 'now'));
        const roster = rosterOf(state);
        for (const list of this.lists) list.update(roster[list.name], state);
    }

    close() {
        for (const list of this.lists) list.rows.close();
    }
}

/** One of the lists of seats. */
class RosterList {
    constructor(app, bench, name) {
        this.name = name;
        this.count = h('span', { class: 'count' });
        this.list = h('ul', { class: 'roster' });
        this.rows = new Keyed(this.list, (key) => new PersonRow(app, bench, Number(key)));
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

/** A seat: its number as the keyboard's, role and name, what is wrong, and the orders most wanted. */
class PersonRow {
    constructor(app, bench, number) {
        this.app = app;
        this.bench = bench;
        this.number = number;
        this.role = h('span', { class: 'role' });
        this.name = h('span', { class: 'name' });
        this.note = h('span', { class: 'note-line' });
        this.about = h('span', { class: 'note-about' });
        this.marks = h('span', { class: 'person-marks' });
        this.signs = new Keyed(this.marks, (sign) => new SmallMark(sign));
        this.vitals = new Vitals();
        this.buttons = h('div', { class: 'row-orders' });
        this.orders = new Keyed(this.buttons, (key, order) => this.#button(order));
        this.choose = h('button', {
            type: 'button', class: 'person plain', 'data-person': number, 'aria-expanded': 'false',
            onclick: () => bench.choose(number),
        }, h('kbd', { 'aria-hidden': 'true' }, String(number)),
        h('span', { class: 'who' }, this.role, this.name, this.note, this.about), this.marks);
        this.element = h('li', { 'data-seat': number },
            h('div', { class: 'person-line' }, this.choose, this.vitals.element, this.buttons));
    }

    update(number, state) {
        const seat = state.seats[number];
        const orders = ordersFor(state, number);
        setText(this.role, t(roleKey(seat)));
        setText(this.name, seat.name);
        this.choose.title = seat.name;
        const words = (keys) => keys.map((key) => t(key)).join(t('list.comma'));
        setText(this.note, words(troublesOf(seat)));
        setText(this.about, words(aboutOf(state, seat)));
        mark(this.element, 'data-connected', seat.connected);
        this.signs.update(marksOf(state, seat, number).map((each) => [each.sign, each]));
        this.vitals.update(seat, this.bench.isDesk);
        this.orders.update(orders.filter(isBeside).sort((one, other) => placeOf(one) - placeOf(other))
            .map((order) => [JSON.stringify(order), order]));
        this.#updateDrawer(orders, state);
    }

    close() {
        this.drawer?.close();
        this.orders.close();
    }

    #updateDrawer(orders, state) {
        const open = this.bench.chosen === this.number;
        mark(this.element, 'data-chosen', open);
        mark(this.choose, 'aria-expanded', String(open));
        if (!open) {
            this.drawer?.close();
            this.drawer?.element.remove();
            this.drawer = null;
            return;
        }
        if (!this.drawer) {
            this.drawer = new BenchDrawer(this.app, this.bench, this.number);
            this.element.append(this.drawer.element);
        }
        this.drawer.update(orders, state);
    }

    #button(order) {
        if (order.name === 'recallWitness') {
            const menu = new OrderMenu(this.app, { words: t('order.recallWitness'), name: order.name });
            const items = reasonsOf.recallWitness.map((reason) =>
                ({ order: { ...order, reason }, words: t(`reason.${reason}`) }));
            return { element: menu.element, update: () => menu.update(items), close: () => menu.close() };
        }
        const said = inWords.has(order.name);
        return new OrderButton(this.app, order, {
            look: said ? 'word' : 'sign', sign: said ? null : undefined,
        });
    }
}

/** The signs stand in columns: door, microphone, lock, word. */
const places = { mute: 1, allow: 1, lock: 2, grantFloor: 3, endFloor: 3 };
const placeOf = ({ name }) => places[name] ?? 0;

/** A small sign beside a name, with its words. */
class SmallMark {
    constructor(sign) {
        this.words = h('span', { class: 'only-heard' });
        this.number = h('span', { class: 'mark-number' });
        this.element = h('span', { class: 'small-mark', 'data-mark': sign },
            icon(sign), this.number, this.words);
    }

    update({ words, number = '', tone }) {
        setText(this.words, words);
        setText(this.number, String(number));
        this.element.title = words;
        mark(this.element, 'data-tone', tone);
    }
}

/** What is worth a sign: a raised hand, the word, a protection, a watcher, warnings, a large picture. */
function marksOf({ hearing }, seat, number) {
    return [
        seat.hand && { sign: 'hand', words: t('bench.mark.hand'), tone: 'blue' },
        hearing.speech?.seat === number && { sign: 'word', words: t('bench.mark.word'), tone: 'green' },
        isProtected(seat) && { sign: 'eye-off', words: t('bench.mark.protected'), tone: 'court' },
        seat.watcher && { sign: 'eye', words: t('bench.mark.watched') },
        seat.exhibit && { sign: 'exhibit', words: t('bench.mark.exhibit') },
        hearing.spotlight === number && { sign: 'spotlight', words: t('bench.mark.spotlight') },
        seat.warnings > 0 && {
            sign: 'warn', number: seat.warnings, tone: 'amber',
            words: t('bench.mark.warnings', { count: seat.warnings }),
        },
    ].filter(Boolean);
}

/** Microphone, camera and network of a person at a glance: the clerk looks at them all the time. */
class Vitals {
    constructor() {
        this.signs = {};
        for (const name of ['microphone', 'camera', 'network']) {
            this.signs[name] = { picture: icon(name), words: h('span', { class: 'only-heard' }) };
            this.signs[name].element = h('span', { class: 'vital', 'data-vital': name },
                this.signs[name].picture, this.signs[name].words);
        }
        this.element = h('span', { class: 'vitals' },
            ...Object.values(this.signs).map(({ element }) => element));
    }

    update(seat, shown) {
        show(this.element, shown && seat.connected && sends(seat));
        if (this.element.hidden) return;
        for (const medium of ['microphone', 'camera']) {
            const report = seat.devices?.[medium] ?? 'unknown';
            const bad = report === 'none' || report === 'denied' || seat.equipment?.[medium] === 'bad';
            const off = report !== 'on';
            this.#set(medium, bad ? 'bad' : off ? 'weak' : 'good', off || bad ? `${medium}-off` : medium,
                t(bad ? `desk.${medium}.bad` : `desk.${medium}.${off ? 'off' : 'on'}`));
        }
        const { loss = null } = seat.network ?? {};
        const health = networkHealth(loss);
        this.#set('network', health, 'network', t(`desk.network.${health}`, { loss }));
    }

    #set(name, health, sign, words) {
        const { element, picture, words: heard } = this.signs[name];
        mark(element, 'data-health', health);
        setIcon(picture, sign);
        setText(heard, words);
        element.title = words;
    }
}

/** What is wrong with a seat, in keys of short words. */
function troublesOf({ connected, room, drop, microphone, camera, network, ...seat }) {
    if (!connected) {
        const never = room === 'outside' ? 'note.notHere' : 'note.lost';
        return [drop ? `desk.drop.${drop.cause}` : never];
    }
    const closed = room === 'courtroom' && microphone !== 'allowed' && !seat.asked;
    return [
        equipmentNote({ connected, room, ...seat }), closed && `note.microphone.${microphone}`,
        camera === 'stopped' && 'note.camera.stopped',
        networkHealth(network?.loss) === 'bad' && 'note.network.bad',
    ].filter(Boolean);
}

/** What is good to know about a seat, in keys of short words. */
function aboutOf(state, seat) {
    const { connected, room, released, called, asked, recused } = seat;
    const why = connected && room === 'waiting' ? whyOutside(state, seat) : null;
    return [
        recused && 'note.recused', released && !called && 'note.released', asked && 'note.asked',
        why !== 'note.recused' && why,
    ].filter(Boolean);
}
