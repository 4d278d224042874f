/** A button that unfolds a few orders, such as one for each reason: two clicks, no dialog. */

import { h, icon, mark, show } from '../dom.js';
import { OrderButton } from './order-button.js';

export class OrderMenu {
    /** @type {OrderButton[]} */
    #buttons = [];
    #orders = '';

    /**
     * @param {import('../app.js').App} app
     * @param {{words: string, sign?: string, look?: 'sign' | 'word', name: string, danger?: boolean}} how
     *     `name` is the hook `data-menu`.
     */
    constructor(app, { words, sign, look = 'word', name, danger = false }) {
        this.app = app;
        this.button = h('button', {
            type: 'button', class: `order ${look}${danger ? ' grave' : ''}`, 'aria-expanded': 'false',
            'aria-label': words, title: look === 'sign' ? words : undefined, 'data-menu': name,
            onclick: () => this.toggle(),
        }, sign && icon(sign), look === 'sign' ? null : h('span', {}, words),
        look === 'sign' ? null : icon('unfold'));
        this.list = h('div', { class: 'menu-list', role: 'group', 'aria-label': words, hidden: true });
        this.element = h('div', {
            class: 'menu',
            onkeydown: (event) => event.key === 'Escape' && !this.list.hidden && this.#fold(event),
            onfocusout: (event) => {
                if (event.relatedTarget && !this.element.contains(event.relatedTarget)) this.toggle(false);
            },
        }, this.button, this.list);
    }

    /** @param {{order: import('../orders.js').Order, words: string}[]} items */
    update(items) {
        const orders = JSON.stringify(items.map(({ order }) => order));
        if (orders !== this.#orders) {
            this.#orders = orders;
            this.#buttons = items.map(({ order, words }) =>
                new OrderButton(this.app, order, { look: 'word', words, sign: null }));
            for (const { element } of this.#buttons) {
                element.addEventListener('click', () => this.toggle(false));
            }
            this.list.replaceChildren(...this.#buttons.map(({ element }) => element));
        }
        for (const button of this.#buttons) button.update();
        const busy = this.#buttons.some(({ element }) => element.getAttribute('aria-busy'));
        mark(this.button, 'aria-busy', busy ? 'true' : null);
    }

    /** @param {boolean} [open] */
    toggle(open = this.list.hidden === true) {
        show(this.list, open);
        mark(this.button, 'aria-expanded', String(open));
        document.removeEventListener('pointerdown', this.#outside);
        if (!open) return;
        document.addEventListener('pointerdown', this.#outside);
        this.list.scrollIntoView({ block: 'nearest' });
    }

    close() {
        document.removeEventListener('pointerdown', this.#outside);
    }

    #outside = (event) => {
        if (!this.element.contains(event.target)) this.toggle(false);
    };

    #fold(event) {
        event.stopPropagation();
        this.toggle(false);
        this.button.focus();
    }
}
