/** A button that unfolds a few things to do; it closes by Escape, a click elsewhere, or a choice. */

import { h, icon, mark, show } from '../dom.js';

/**
 * @typedef {object} MenuItem
 * @property {string} id
 * @property {string} words
 * @property {() => void} act
 * @property {string} [why] Why it is not possible now: the item is shown, and cannot be chosen.
 * @property {Record<string, string>} [hooks] Attributes of its button.
 */

export class Menu {
    #shown = '';

    /** @param {{id: string, sign: string, words: string}} how */
    constructor({ id, sign, words }) {
        this.button = h('button', {
            type: 'button', class: 'switch', id, 'aria-expanded': 'false', onclick: () => this.toggle(),
        }, icon(sign), h('span', {}, words));
        this.list = h('ul', { class: 'menu-items', hidden: true, 'aria-label': words });
        this.element = h('div', {
            class: 'control-menu',
            onkeydown: (event) => event.key === 'Escape' && !this.list.hidden && this.#fold(event),
        }, this.button, this.list);
    }

    /** @param {MenuItem[]} items None hides the button. */
    update(items) {
        show(this.element, items.length > 0);
        if (items.length === 0) this.toggle(false);
        const shown = JSON.stringify(items);
        if (shown === this.#shown) return;
        this.#shown = shown;
        this.list.replaceChildren(...items.map((item) => this.#row(item)));
    }

    /** @param {boolean} [open] */
    toggle(open = this.list.hidden === true) {
        if (open === !this.list.hidden) return;
        show(this.list, open);
        mark(this.button, 'aria-expanded', String(open));
        if (open) {
            document.addEventListener('pointerdown', this.#elsewhere);
            this.list.querySelector('button:enabled')?.focus();
        } else document.removeEventListener('pointerdown', this.#elsewhere);
    }

    close() {
        this.toggle(false);
    }

    #row({ id, words, why, act, hooks = {} }) {
        const button = h('button', {
            type: 'button', class: 'plain', 'data-item': id, disabled: Boolean(why), ...hooks,
            onclick: () => {
                this.#fold();
                act();
            },
        }, words);
        return h('li', {}, button, why && h('p', { class: 'quiet' }, why));
    }

    #elsewhere = (event) => {
        if (!this.element.contains(event.target)) this.toggle(false);
    };

    #fold(event) {
        event?.stopPropagation();
        this.toggle(false);
        this.button.focus();
    }
}
