/** Everything that can be ordered about the chosen seat, in groups of words. */

import { h, Keyed, show } from '../dom.js';
import { t } from '../i18n.js';
import { isBeside, reasonsOf } from '../bench.js';
import { isProtected } from '../bench-sight.js';
import { mayWrite } from '../bench-texts.js';
import { OrderMenu } from './bench-menu.js';
import { OrderButton } from './order-button.js';

/** Which orders stand together, in this order. */
const groups = {
    word: ['grantFloor', 'askToUnmute', 'lowerHand'],
    picture: ['stopVideo', 'allow', 'stopExhibit', 'spotlight', 'clearSpotlight'],
    course: ['allowConsultation', 'watch', 'unwatch', 'brief', 'warn'],
    duty: ['delegate', 'withdrawDuty'],
    end: ['remove'],
};

export class BenchDrawer {
    /**
     * @param {import('../app.js').App} app
     * @param {import('../pages/bench.js').BenchPage} bench
     * @param {number} number
     */
    constructor(app, bench, number) {
        this.app = app;
        this.number = number;
        this.groups = Object.entries(groups).map(([name, names]) => new Group(app, name, names));
        this.sight = h('button', {
            type: 'button', class: 'order word', 'data-sight': number, onclick: () => bench.openSight(number),
        }, h('span', {}));
        this.write = h('button', {
            type: 'button', class: 'order word', 'data-write': number,
            onclick: () => bench.openThread(String(number)),
        }, h('span', {}, t('bench.write')));
        this.groups[2].extra(this.sight, this.write);
        this.element = h('div', { class: 'drawer' }, ...this.groups.map(({ element }) => element));
    }

    update(orders, state) {
        const { me, seats } = state;
        const seat = seats[this.number];
        const may = orders.some(({ name }) => name === 'remove') || isProtected(seat);
        show(this.sight, may && me.orders.includes('protect'));
        this.sight.firstChild.textContent = t(isProtected(seat) ? 'sight.change' : 'sight.open');
        show(this.write, mayWrite(state, String(this.number)));
        for (const group of this.groups) group.update(orders);
    }

    close() {
        for (const group of this.groups) group.buttons.close();
    }
}

class Group {
    constructor(app, name, names) {
        this.app = app;
        this.names = names;
        this.box = h('div', { class: 'drawer-buttons' });
        this.label = h('span', { class: 'drawer-label', hidden: true }, t('bench.limited'));
        this.buttons = new Keyed(this.box, (key, order) => this.#button(order));
        this.element = h('div', {
            class: 'drawer-group', 'data-group': name, role: 'group', 'aria-label': t(`bench.group.${name}`),
        }, this.label, this.box);
    }

    extra(...elements) {
        this.extras = elements;
        this.element.append(h('div', { class: 'drawer-buttons' }, ...elements));
    }

    update(orders) {
        const mine = orders.filter((order) => this.names.includes(order.name) && !isBeside(order))
            .sort((one, other) => this.names.indexOf(one.name) - this.names.indexOf(other.name));
        show(this.label, mine.some(({ seconds }) => seconds));
        this.buttons.update(mine.map((order) => [JSON.stringify(order), order]));
        show(this.box, mine.length > 0);
        show(this.element, mine.length > 0 || this.extras?.some((element) => !element.hidden));
    }

    #button(order) {
        if (order.name === 'warn') return this.#menu(order);
        const { name, seconds, duty } = order;
        if (name === 'grantFloor') {
            return new OrderButton(this.app, order, {
                words: t('bench.minutes', { minutes: seconds / 60 }), sign: null,
            });
        }
        const words = duty && t(`bench.${name}.${duty}`);
        const button = new OrderButton(this.app, order, { words: words || undefined, sign: null });
        if (name === 'remove') button.element.classList.add('grave');
        return button;
    }

    #menu(order) {
        const menu = new OrderMenu(this.app, { words: t('order.warn'), name: 'warn' });
        const items = reasonsOf.warn.map((reason) =>
            ({ order: { ...order, reason }, words: t(`reason.${reason}`) }));
        return { element: menu.element, update: () => menu.update(items), close: () => menu.close() };
    }
}
