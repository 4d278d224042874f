/** The tabs beside the courtroom: one part is shown at a time, the others tell how much is in them. */

import { h, icon, mark, setText } from '../dom.js';
import { t } from '../i18n.js';

export class BenchTabs {
    /**
     * @param {{name: string, sign: string, element: HTMLElement}[]} parts
     * @param {(name: string) => void} chosen
     */
    constructor(parts, chosen) {
        this.parts = parts;
        this.chosen = chosen;
        this.tabs = parts.map((part, index) => this.#tab(part, index));
        this.element = h('div', {
            class: 'bench-tabs', role: 'tablist', 'aria-label': t('bench.tabs'),
            onkeydown: (event) => this.#move(event),
        }, ...this.tabs.map(({ button }) => button));
    }

    /**
     * @param {string} shown
     * @param {Record<string, {count: number, urgent?: boolean} | undefined>} badges
     */
    update(shown, badges) {
        for (const { button, badge, part } of this.tabs) {
            const { count = 0, urgent = false } = badges[part.name] ?? {};
            mark(button, 'aria-selected', String(part.name === shown));
            button.tabIndex = part.name === shown ? 0 : -1;
            setText(badge, count ? String(count) : '');
            mark(badge, 'data-urgent', urgent);
            mark(button, 'aria-controls', part.name === shown ? part.element.id : null);
        }
    }

    #tab(part, index) {
        const badge = h('span', { class: 'badge' });
        part.element.id ||= `side-${part.name}`;
        const button = h('button', {
            type: 'button', class: 'tab plain', role: 'tab', id: `tab-${part.name}`,
            'data-tab': part.name,
            onclick: () => this.chosen(this.parts[index].name),
        }, icon(part.sign), h('span', {}, t(`bench.tab.${part.name}`)), badge);
        part.element.setAttribute('role', 'tabpanel');
        part.element.setAttribute('aria-labelledby', button.id);
        return { button, badge, part };
    }

    /** Arrows move between tabs, as everywhere. */
    #move(event) {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const here = this.tabs.findIndex(({ button }) => button === document.activeElement);
        const seen = this.tabs.filter(({ button }) => button.offsetParent);
        const at = seen.indexOf(this.tabs[here]);
        const next = seen[(at + step + seen.length) % seen.length];
        event.preventDefault();
        this.chosen(next.part.name);
        next.button.focus();
    }
}
