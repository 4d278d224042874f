/** A button that gives one order, asks first when it cannot be undone, and shows that it tries. */

import { h, icon, mark } from '../dom.js';
import { t } from '../i18n.js';
import { cancellationReasons, irreversible, removalReasons } from '../bench.js';
import { confirm } from './confirm.js';

/** The sign of each order. */
const icons = {
    admit: 'enter', callWitness: 'enter', sendBack: 'back', releaseWitness: 'back',
    mute: 'microphone-off', lock: 'lock', stopVideo: 'camera-off', stopExhibit: 'exhibit-off',
    'allow.microphone': 'microphone', 'allow.camera': 'camera', 'allow.exhibit': 'exhibit',
    remove: 'remove', open: 'enter', begin: 'play', resume: 'play', recess: 'pause',
    closeRecord: 'stop', seal: 'lock', cancel: 'close', admitDevice: 'check', refuseDevice: 'close',
};

const reasonsOf = { remove: removalReasons, cancel: cancellationReasons };

/** The key of an order's words. @param {import('../orders.js').Order} order */
export function orderKey({ name, medium }) {
    return medium ? `${name}.${medium}` : name;
}

export class OrderButton {
    /**
     * @param {import('../app.js').App} app
     * @param {import('../orders.js').Order} order
     * @param {{look?: 'sign' | 'word' | 'small' | 'primary', words?: string}} [how] `sign`: the icon
     *     alone, its name for a screen reader and under the pointer.
     */
    constructor(app, order, { look = 'word', words } = {}) {
        this.app = app;
        this.order = order;
        const key = orderKey(order);
        const name = words ?? t(`order.${key}`);
        const who = order.seat === undefined ? '' : app.shell.who(order.seat);
        const full = who ? t('order.about', { order: name, who }) : name;
        this.element = h('button', {
            type: 'button', class: `order ${look}`, 'aria-label': full,
            title: look === 'sign' ? name : undefined,
            'data-order': order.name, 'data-seat': order.seat, 'data-medium': order.medium,
            'data-reason': order.reason, 'data-key': order.key,
            // The second half of a double click is meant for the button that stood here before.
            onclick: (event) => event.detail < 2 && this.#give(),
        }, icon(icons[key]), look === 'sign' ? null : h('span', {}, name));
    }

    update() {
        const text = JSON.stringify(this.order);
        const pending = this.app.orders?.pending.some(
            ({ order }) => text === JSON.stringify({ ...order, reason: this.order.reason }));
        mark(this.element, 'aria-busy', pending ? 'true' : null);
    }

    async #give() {
        if (this.element.getAttribute('aria-busy')) return;
        const { name } = this.order;
        if (!irreversible.has(name)) return void await this.app.order(this.order);
        const who = this.order.seat === undefined ? '' : this.app.shell.who(this.order.seat);
        const answer = await confirm({
            title: t(`confirm.${name}.title`, { who }), text: t(`confirm.${name}.text`, { who }),
            yes: t(`order.${name}`),
            reasons: (reasonsOf[name] ?? []).map((value) => ({ value, text: t(`reason.${value}`) })),
        });
        if (!answer) return;
        const reason = answer.reason ? { reason: answer.reason } : {};
        await this.app.order({ ...this.order, ...reason });
    }
}
