/** Second devices that ask for a seat: somebody has to look who is there before they get it. */

import { h, Keyed, show } from '../dom.js';
import { timeOfDay } from '../clock.js';
import { language, t } from '../i18n.js';
import { OrderButton } from './order-button.js';

export class DeviceRequests {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.list = h('ul', { class: 'roster' });
        this.rows = new Keyed(this.list, (key, request) => this.#row(request));
        this.element = h('section', {
            class: 'requests', id: 'device-requests', role: 'alert', hidden: true,
        }, h('h2', {}, t('devices.title')), h('p', { class: 'quiet' }, t('devices.text')), this.list);
    }

    update() {
        const requests = this.app.state?.devices ?? [];
        show(this.element, requests.length > 0);
        this.rows.update(requests.map((request) => [`${request.seat}/${request.key}`, request]));
    }

    /** @param {{seat: number, key: string, since: number}} request */
    #row({ seat, key, since }) {
        const clock = timeOfDay(since, language());
        const orders = ['admitDevice', 'refuseDevice'].map(
            (name) => new OrderButton(this.app, { name, seat, key }));
        return {
            element: h('li', { 'data-seat': seat },
                h('div', { class: 'who' },
                    h('span', { class: 'role' }, this.app.shell.who(seat)),
                    h('span', { class: 'note-line' }, t('devices.since', { clock }))),
                h('div', { class: 'row-orders' }, ...orders.map((order) => order.element))),
            update: () => orders.forEach((order) => order.update()),
        };
    }
}
