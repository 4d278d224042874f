/** A button that gives one order, asks first when it cannot be undone, and shows that it tries. */

import { h, icon, mark } from '../dom.js';
import { t } from '../i18n.js';
import { dated, isIrreversible, reasonsOf } from '../bench.js';
import { confirm } from './confirm.js';

/** The sign of each order; those that have none are said in words alone. */
const icons = {
    admit: 'enter', callWitness: 'enter', recallWitness: 'enter', confront: 'enter',
    sendBack: 'back', releaseWitness: 'back', returnTo: 'back',
    mute: 'microphone-off', muteAll: 'microphone-off', lock: 'lock', silence: 'silence',
    restoreOrder: 'speaker', stopVideo: 'camera-off', stopExhibit: 'exhibit-off',
    'allow.microphone': 'microphone', 'allow.camera': 'camera', 'allow.exhibit': 'exhibit',
    askToUnmute: 'ask', grantFloor: 'word', endFloor: 'stop', spotlight: 'spotlight',
    clearSpotlight: 'spotlight', lowerHand: 'hand-down', lowerAllHands: 'hand-down',
    remove: 'remove', warn: 'warn', watch: 'eye', unwatch: 'eye-off',
    open: 'enter', begin: 'play', resume: 'play', recess: 'pause', advance: 'next',
    nextCase: 'next', closeRecord: 'stop', seal: 'lock', cancel: 'close', endRoom: 'close',
    admitDevice: 'check', refuseDevice: 'close', complete: 'check',
};

/** The key of an order's words. @param {import('../orders.js').Order} order */
export function orderKey({ name, medium, ruling, upheld }) {
    const kind = medium ?? ruling ?? (upheld === undefined ? null : upheld ? 'upheld' : 'dismissed');
    return kind ? `${name}.${kind}` : name;
}

export class OrderButton {
    /**
     * @param {import('../app.js').App} app
     * @param {import('../orders.js').Order} order
     * @param {{look?: 'sign' | 'word' | 'small' | 'primary', words?: string, sign?: string | null}} [how]
     *     `sign` as look: the icon alone, its name for a screen reader and under the pointer. `sign`
     *     as name: another icon; null for none.
     */
    constructor(app, order, { look = 'word', words, sign } = {}) {
        this.app = app;
        this.order = order;
        const key = orderKey(order);
        const name = words ?? t(`order.${key}`);
        const who = order.seat === undefined ? '' : app.shell.who(order.seat);
        const full = who ? t('order.about', { order: name, who }) : name;
        const picture = sign === undefined ? icons[key] ?? icons[order.name] : sign;
        this.element = h('button', {
            type: 'button', class: `order ${look}`, 'aria-label': full,
            title: look === 'sign' ? name : undefined, ...membersOf(order),
            // The second half of a double click is meant for the button that stood here before.
            onclick: (event) => event.detail < 2 && this.#give(),
        }, picture && icon(picture), look === 'sign' ? null : h('span', {}, name));
    }

    update() {
        const pending = this.app.orders?.pending.some(({ order }) => Object.keys(this.order)
            .every((name) => JSON.stringify(order[name]) === JSON.stringify(this.order[name])));
        mark(this.element, 'aria-busy', pending ? 'true' : null);
    }

    async #give() {
        if (this.element.getAttribute('aria-busy')) return;
        const order = isIrreversible(this.order) ? await this.#confirmed() : this.order;
        if (order) await this.app.order(order);
    }

    /** @returns {Promise<import('../orders.js').Order | null>} With what the dialog has added. */
    async #confirmed() {
        const { name, seat, reason } = this.order;
        const who = seat === undefined ? '' : this.app.shell.who(seat);
        const reasons = reason ? [] : reasonsOf[name] ?? [];
        const answer = await confirm({
            title: t(`confirm.${name}.title`, { who }), text: t(`confirm.${name}.text`, { who }),
            yes: t(`order.${orderKey(this.order)}`), date: dated.has(name) && t('confirm.until'),
            reasons: reasons.map((value) => ({ value, text: t(`reason.${value}`) })),
        });
        if (!answer) return null;
        const given = Object.entries(answer).filter(([, value]) => value !== null);
        return { ...this.order, ...Object.fromEntries(given) };
    }
}

/** The members of an order as `data-…` attributes: what style sheets and tests hold on to. */
function membersOf({ name, ...members }) {
    const attributes = Object.entries(members).map(([member, value]) => [`data-${member}`, String(value)]);
    return { 'data-order': name, ...Object.fromEntries(attributes) };
}
