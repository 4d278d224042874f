/** Who perceives whom: shows exactly what each listener will perceive before it is ordered. */

import { h, icon, Keyed, mark, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import {
    aliasMax, aliasNumber, cellsNow, effective, isFull, isProtected, listenersOf, ordersToReach,
    presetCell, presets, voices,
} from '../bench-sight.js';

export class SightSheet {
    /** The seat that is to be protected. @type {number | null} */
    number = null;
    /** What each listener is to perceive. @type {Map<number, import('../bench-sight.js').Cell>} */
    #wanted = new Map();

    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.title = h('h2', { id: 'sight-title' });
        this.alias = h('input', {
            type: 'text', id: 'sight-alias', maxLength: aliasMax, autocomplete: 'off',
            oninput: () => this.#rename(),
        });
        this.presets = presets.map((name) => h('button', {
            type: 'button', class: 'preset', 'data-preset': name, onclick: () => this.#preset(name),
        }, h('strong', {}, t(`sight.preset.${name}`)),
        h('span', { class: 'quiet' }, t(`sight.preset.${name}.text`))));
        this.rows = h('tbody', {});
        this.listeners = new Keyed(this.rows, (key) =>
            new ListenerRow(app, Number(key), (cell) => this.#set(Number(key), cell)));
        this.changes = h('p', { class: 'quiet', role: 'status', id: 'sight-changes' });
        this.apply = h('button', {
            type: 'button', class: 'primary', id: 'sight-apply', onclick: () => this.#apply(),
        }, t('sight.apply'));
        this.element = h('section', {
            class: 'sight-sheet', id: 'sight', role: 'dialog', 'aria-labelledby': 'sight-title', hidden: true,
            onkeydown: (event) => event.key === 'Escape' && this.close(),
        }, this.#head(), h('div', { class: 'sight-body' }, this.#choices(), this.#table()), this.#foot());
    }

    /** @param {number} number */
    open(number) {
        this.number = number;
        const { state } = this.app;
        this.#wanted = cellsNow(state, number);
        const alias = [...this.#wanted.values()].find((cell) => cell.alias)?.alias;
        this.alias.value = alias || this.#newAlias(state);
        this.opener = document.activeElement;
        show(this.element, true);
        if (!isProtected(state.seats[number])) this.#preset('masked');
        this.update();
        this.element.querySelector('button')?.focus();
    }

    update() {
        const { state } = this.app;
        if (this.number === null || !state) return;
        const seat = state.seats?.[this.number];
        if (!seat || seat.removed) return this.close();
        setText(this.title, t('sight.title', { who: this.app.shell.who(this.number) }));
        const listeners = listenersOf(state, this.number);
        for (const each of listeners) {
            if (!this.#wanted.has(each)) this.#wanted.set(each, cellsNow(state, this.number).get(each));
        }
        this.listeners.update(listeners.map((each) => [String(each), this.#wanted.get(each)]), state, seat);
        const preset = this.#presetNow();
        for (const button of this.presets) {
            mark(button, 'aria-pressed', String(button.dataset.preset === preset));
        }
        const orders = ordersToReach(state, this.number, this.#wanted);
        const count = orders.reduce((sum, { seats }) => sum + seats.length, 0);
        setText(this.changes, count ? t('sight.changes', { count }) : t('sight.same'));
        this.apply.disabled = count === 0;
    }

    close() {
        if (this.number === null) return;
        this.number = null;
        show(this.element, false);
        this.opener?.focus?.();
    }

    #head() {
        return h('header', { class: 'sight-head' }, icon('eye-off'), this.title, h('button', {
            type: 'button', class: 'plain', 'aria-label': t('sight.close'), title: t('sight.close'),
            id: 'sight-close', onclick: () => this.close(),
        }, icon('close')));
    }

    #choices() {
        return h('div', { class: 'sight-choices' },
            h('div', { class: 'presets', role: 'group', 'aria-label': t('sight.presets') }, ...this.presets),
            h('label', { class: 'field', for: 'sight-alias' }, h('span', {}, t('sight.alias')), this.alias));
    }

    #table() {
        const head = ['listener', 'presence', 'name', 'picture', 'voice', 'result'];
        const court = h('tr', { class: 'sight-court' }, h('th', { scope: 'row' }, t('sight.court')),
            h('td', { colSpan: 5 }, t('sight.court.text')));
        return h('div', { class: 'sight-table' }, h('table', {},
            h('thead', {}, h('tr', {}, ...head.map((name) =>
                h('th', { scope: 'col' }, t(`sight.column.${name}`))))),
            h('tbody', {}, court), this.rows));
    }

    #foot() {
        return h('footer', { class: 'sight-foot' }, this.changes, this.apply);
    }

    /** 证人甲, 证人乙 …: by how many have an alias already. */
    #newAlias(state) {
        const letters = t('sight.letters').split(' ');
        const role = t(`role.${state.seats[this.number].role}`);
        const letter = letters[aliasNumber(state, this.number) % letters.length];
        return t('sight.newAlias', { role, letter });
    }

    #preset(name) {
        for (const listener of this.#wanted.keys()) {
            this.#wanted.set(listener, presetCell(name, this.alias.value.trim()));
        }
        this.update();
    }

    /** The preset that all listeners are at, if they are at one. */
    #presetNow() {
        const cells = [...this.#wanted.values()].map((cell) => JSON.stringify(effective(cell)));
        return presets.find((name) => {
            const cell = presetCell(name, this.alias.value.trim());
            return cells.length > 0 && cells.every((each) => each === JSON.stringify(effective(cell)));
        });
    }

    #rename() {
        const alias = this.alias.value.trim();
        for (const [listener, cell] of this.#wanted) {
            if (cell.presence && cell.alias !== null) this.#wanted.set(listener, { ...cell, alias });
        }
        this.update();
    }

    #set(listener, change) {
        const cell = { ...this.#wanted.get(listener), ...change };
        if (change.presence) Object.assign(cell, { alias: this.alias.value.trim() });
        if (change.alias === true) cell.alias = this.alias.value.trim();
        this.#wanted.set(listener, effective(cell));
        this.update();
    }

    async #apply() {
        const { number } = this;
        const orders = ordersToReach(this.app.state, number, this.#wanted);
        mark(this.apply, 'aria-busy', 'true');
        const done = await Promise.all(orders.map((order) => this.app.order(order)));
        mark(this.apply, 'aria-busy', null);
        if (done.every(Boolean) && this.number === number) this.close();
    }
}

/** One listener: what it may perceive, cell by cell, and in one sentence. */
class ListenerRow {
    constructor(app, listener, change) {
        this.app = app;
        this.listener = listener;
        this.who = h('th', { scope: 'row' });
        this.presence = tick(`sight-presence-${listener}`, (on) => change({ presence: on }));
        this.name = tick(`sight-name-${listener}`, (on) => change({ alias: on ? null : true }));
        this.picture = tick(`sight-picture-${listener}`, (on) => change({ picture: on }));
        this.voice = h('select', {
            class: 'small', onchange: () => change({ voice: this.voice.value }),
        }, ...voices.map((voice) => h('option', { value: voice }, t(`sight.voice.${voice}`))));
        this.result = h('td', { class: 'sight-result' });
        const cell = (name) => h('td', { 'data-label': t(`sight.column.${name}`) }, this[name]);
        this.element = h('tr', { 'data-listener': listener }, this.who,
            ...['presence', 'name', 'picture', 'voice'].map(cell), this.result);
    }

    update(cell, state, seat) {
        const who = this.app.shell.who(this.listener);
        setText(this.who, who);
        for (const name of ['presence', 'name', 'picture', 'voice']) {
            const control = this[name];
            control.setAttribute('aria-label', t('order.about', { order: t(`sight.column.${name}`), who }));
            control.disabled = name !== 'presence' && !cell.presence;
        }
        this.presence.checked = cell.presence;
        this.name.checked = cell.presence && !cell.alias;
        this.picture.checked = cell.picture;
        this.voice.value = cell.voice;
        setText(this.result, this.#sentence(cell, seat));
        mark(this.element, 'data-full', isFull(cell));
    }

    #sentence(cell, seat) {
        if (!cell.presence) return t('sight.perceives.nothing');
        return t('sight.perceives', {
            name: cell.alias || seat.name, picture: t(`sight.picture.${cell.picture ? 'seen' : 'unseen'}`),
            voice: t(`sight.heard.${cell.voice}`),
        });
    }
}

function tick(id, changed) {
    const box = h('input', { type: 'checkbox', id, onchange: () => changed(box.checked) });
    return box;
}
