/** A room apart: who is in it, that nobody else hears it, how long it stays, the way back. */

import { h, icon, Keyed, mark, setText, show } from '../dom.js';
import { clockText } from '../clock.js';
import { t } from '../i18n.js';
import { Controls } from '../components/controls.js';
import { Stage } from '../components/stage.js';
import { channelsOf, Texts } from '../components/texts.js';

/** @param {import('../app.js').App} app */
export function privatePage(app) {
    return new PrivatePage(app);
}

class PrivatePage {
    #timer = 0;

    constructor(app) {
        this.app = app;
        this.title = h('h1', {});
        this.explain = h('p', {});
        this.time = h('p', { class: 'room-time', id: 'room-time', role: 'timer' });
        this.guests = h('ul', { class: 'room-guests', id: 'room-guests' });
        this.rows = new Keyed(this.guests, (key, guest) => new Guest(app, guest));
        this.lockWords = h('span', {});
        this.lock = h('button', {
            type: 'button', id: 'room-lock', onclick: () => this.#toggleLock(),
        }, icon('lock'), this.lockWords);
        this.back = h('button', {
            type: 'button', class: 'primary', id: 'room-leave', 'data-order': 'leaveRoom',
            onclick: () => app.order({ name: 'leaveRoom' }),
        }, icon('back'), t('room.leave'));
        this.stage = new Stage(app);
        this.texts = new Texts(app, { channels: ['side'] });
        this.controls = new Controls(app);
        this.element = h('div', { class: 'courtroom private-room' },
            h('div', { class: 'court-head' },
                h('div', { class: 'room-head' }, this.title, this.time),
                h('div', { class: 'note', 'data-tone': 'good' }, icon('lock'), this.explain)),
            h('div', { class: 'floor' }, this.stage.element),
            h('aside', { class: 'court-aside', 'aria-label': t('room.label') },
                h('section', { class: 'card' }, h('h2', {}, t('room.guests')), this.guests,
                    h('div', { class: 'buttons' }, this.back, this.lock)),
                this.texts.element),
            this.controls.element);
        mark(this.element, 'data-aside', 'tasks');
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        const room = (state.rooms ?? []).find(({ number }) => `room-${number}` === state.me.room);
        const kind = room?.kind ?? 'consultation';
        mark(this.element, 'data-room', state.me.room);
        mark(this.element, 'data-kind', kind);
        setText(this.title, t(`room.title.${kind}`));
        setText(this.explain, t(`room.explain.${kind}`));
        this.#showGuests(room);
        this.#showLock(room);
        this.stage.update();
        show(this.texts.element, channelsOf(state).includes('side'));
        this.texts.update();
        this.controls.update();
        this.#tick();
    }

    close() {
        clearTimeout(this.#timer);
        this.stage.close();
        this.controls.close();
    }

    #showGuests(room) {
        const inside = (room?.seats ?? []).map((seat) => [`in-${seat}`, { seat, invited: false }]);
        const invited = (room?.invited ?? []).map((seat) => [`invited-${seat}`, { seat, invited: true }]);
        this.rows.update([...inside, ...invited]);
    }

    #showLock(room) {
        const { orders } = this.app.state.me;
        const locked = room?.locked === true;
        show(this.lock, orders.includes(locked ? 'unlockRoom' : 'lockRoom'));
        mark(this.lock, 'aria-pressed', String(locked));
        mark(this.lock, 'data-order', locked ? 'unlockRoom' : 'lockRoom');
        setText(this.lockWords, t(locked ? 'room.unlock' : 'room.lock'));
    }

    #toggleLock() {
        const locked = this.lock.getAttribute('aria-pressed') === 'true';
        void this.app.order({ name: locked ? 'unlockRoom' : 'lockRoom' });
    }

    /** Time left goes on between two states. */
    #tick() {
        clearTimeout(this.#timer);
        const { state, connection } = this.app;
        const room = (state?.rooms ?? []).find(({ number }) => `room-${number}` === state.me.room);
        show(this.time, room?.minutes);
        if (!room?.minutes || !connection) return;
        const end = room.since + room.minutes * 60_000_000;
        const left = Math.max(0, end - connection.serverMicroseconds());
        setText(this.time, t('room.time', { time: clockText(left) }));
        mark(this.time, 'data-urgency', left < 60_000_000 ? 'minute' : 'none');
        this.#timer = setTimeout(() => this.#tick(), 500);
    }
}

/** Somebody who is here, or was invited. */
class Guest {
    constructor(app, { seat, invited }) {
        this.app = app;
        this.who = h('span', {});
        this.element = h('li', { 'data-seat': seat, 'data-invited': invited || null },
            icon(invited ? 'clock' : 'people'), this.who);
    }

    update({ seat, invited }) {
        const who = seat === this.app.state?.me.seat
            ? t('seat.me', { name: this.app.shell.who(seat) }) : this.app.shell.who(seat);
        setText(this.who, invited ? t('room.guest.invited', { who }) : who);
    }
}
