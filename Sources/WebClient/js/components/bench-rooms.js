/** Rooms beside the courtroom: who is with whom, since when, how long still; and what opens one. */

import { h, icon, Keyed, mark, setText, show } from '../dom.js';
import { clockText } from '../clock.js';
import { t } from '../i18n.js';
import { roomLeft, roomsOf, sidesFor } from '../bench-rooms.js';
import { OrderButton } from './order-button.js';

export class BenchRooms {
    #timer = 0;

    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.list = h('ul', { class: 'rooms', id: 'rooms' });
        this.rooms = new Keyed(this.list, (key, room) => new RoomRow(app, room));
        this.none = h('p', { class: 'quiet' }, t('bench.rooms.none'));
        this.open = h('div', { class: 'course' });
        this.caucus = new Keyed(this.open, (side, order) => new OrderButton(app, order, {
            words: t('bench.caucus', { side: t(`role.party.${side}`) }),
        }));
        this.element = h('div', { class: 'bench-side rooms-side' },
            h('p', { class: 'quiet' }, t('bench.rooms.about')), this.list, this.none, this.open);
    }

    get count() {
        return this.app.state ? roomsOf(this.app.state).length : 0;
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        clearTimeout(this.#timer);
        const now = this.app.connection?.serverMicroseconds() ?? 0;
        const rooms = roomsOf(state);
        this.rooms.update(rooms.map((room) => [String(room.number), room]), state, now);
        show(this.none, rooms.length === 0);
        this.caucus.update(sidesFor(state).map((side) => [side, { name: 'caucus', side }]));
        show(this.open, this.open.childElementCount > 0);
        if (rooms.length > 0) this.#timer = setTimeout(() => this.update(), 1000);
    }

    close() {
        clearTimeout(this.#timer);
    }
}

class RoomRow {
    constructor(app, { number, kind }) {
        this.app = app;
        this.lock = icon('lock');
        this.title = h('span', { class: 'role' }, t(`bench.room.${kind}`));
        this.clock = h('span', { class: 'quiet' });
        this.people = h('p', {});
        this.invited = h('p', { class: 'quiet' });
        const order = kind === 'deliberation'
            ? { name: 'endDeliberation' } : { name: 'endRoom', room: number };
        this.end = new OrderButton(app, order, { look: 'small' });
        this.element = h('li', { 'data-room': number },
            h('div', { class: 'room-line' }, this.title, this.lock, this.clock, this.end.element),
            this.people, this.invited);
    }

    update(room, state, now) {
        const names = (seats) => seats.map((seat) => this.app.shell.who(seat)).join(t('list.and'));
        setText(this.people, names(room.seats));
        const invited = room.invited.length > 0;
        setText(this.invited, invited ? t('bench.room.invited', { who: names(room.invited) }) : '');
        show(this.invited, invited);
        mark(this.lock, 'hidden', room.locked ? null : '');
        const left = roomLeft(room, now);
        const since = room.since ? t('bench.room.since', { time: clockText(now - room.since) }) : '';
        setText(this.clock, left === null ? since : t('bench.room.left', { time: clockText(left) }));
        show(this.end.element, state.me.orders.includes(this.end.order.name));
        this.end.update();
    }
}
