/**
 * Whom one watches in the waiting room: always in sight, whatever else is, so that nobody coaches a
 * witness unseen (ODR 26).
 */

import { h, Keyed, show } from '../dom.js';
import { t } from '../i18n.js';
import { watchedBy } from '../bench.js';
import { OrderButton } from './order-button.js';
import { Tile } from './tile.js';

export class BenchWatch {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.element = h('section', { class: 'watching', id: 'watching', 'aria-label': t('bench.watching') });
        this.people = new Keyed(this.element, (key) => new Watched(app, key));
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        const watched = watchedBy(state);
        this.people.update(watched.map((number) => [String(number), number]), state);
        show(this.element, watched.length > 0);
    }

    close() {
        this.people.close();
    }
}

class Watched {
    constructor(app, key) {
        this.app = app;
        this.tile = new Tile(key);
        this.stop = new OrderButton(app, { name: 'unwatch', seat: Number(key) }, { look: 'small' });
        this.element = h('div', { class: 'watched' }, this.tile.element, this.stop.element);
    }

    update(number, state) {
        const { media, network } = this.app;
        const slot = media?.slots.find(({ seat }) => seat === number);
        this.tile.update({
            seat: state.seats[number], picture: slot?.video ? slot.picture : null, mine: false,
            speaking: Boolean(slot?.audio && network?.speaking.has(slot.line)), network: '', pause: null,
        });
        show(this.stop.element, state.me.orders.includes('unwatch'));
        this.stop.update();
    }

    close() {
        this.tile.close();
    }
}
