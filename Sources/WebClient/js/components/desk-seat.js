/** A seat for somebody who was not booked: who it is, then the personal link, shown once. */

import { h, icon, mark, show } from '../dom.js';
import { t } from '../i18n.js';
import { roleKey } from '../courtroom-layout.js';

/** Whom the court may add to a hearing that was booked. */
const roles = [
    'party', 'agent', 'thirdParty', 'prosecutor', 'witness', 'expert', 'specialist', 'interpreter',
    'mediator', 'custodian', 'helper', 'observer',
];
const sides = ['plaintiff', 'defendant', 'thirdParty', 'applicant', 'respondent', 'prosecution'];
const withSide = new Set(['party', 'agent', 'witness', 'expert']);
const goesAlong = new Set(['interpreter', 'custodian', 'helper']);

/** The longest name of a person, in characters. */
const nameMax = 80;

export class DeskSeat {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.role = select('seat-role', roles.map((role) => [role, t(`role.${role}`)]), () => this.#fit());
        this.side = select('seat-side', sides.map((side) => [side, t(`role.party.${side}`)]));
        this.companion = select('seat-companion', []);
        this.name = h('input', {
            type: 'text', id: 'seat-name', required: true, maxLength: nameMax, autocomplete: 'off',
        });
        this.go = h('button', {
            type: 'submit', class: 'primary small', id: 'seat-add', 'data-order': 'addSeat',
        }, t('order.addSeat'));
        this.sideField = field('desk.seat.side', this.side);
        this.companionField = field('desk.seat.companion', this.companion);
        this.form = h('form', { class: 'seat-form', onsubmit: (event) => this.#add(event) },
            field('desk.seat.role', this.role), this.sideField, this.companionField,
            field('desk.seat.name', this.name), h('div', { class: 'buttons' }, this.go));
        this.link = h('div', { class: 'seat-link', id: 'seat-link', role: 'status', hidden: true });
        this.element = h('details', { class: 'add-seat', id: 'add-seat' },
            h('summary', {}, icon('plus'), t('desk.seat.title')), this.form, this.link);
        this.#fit();
    }

    /** @param {import('../replica.js').HearingState} state */
    update(state) {
        show(this.element, state.me.orders.includes('addSeat'));
        const served = Object.entries(state.seats ?? {})
            .filter(([, { removed, companion, role }]) => !removed && !companion
                && !['recorder', 'steward', 'courtroom', 'observer'].includes(role))
            .map(([number]) => [number, this.app.shell.who(Number(number))]);
        const text = JSON.stringify(served);
        if (text === this.companion.dataset.options) return;
        this.companion.dataset.options = text;
        const kept = this.companion.value;
        this.companion.replaceChildren(...served.map(([value, words]) =>
            h('option', { value, selected: value === kept }, words)));
    }

    #fit() {
        show(this.sideField, withSide.has(this.role.value));
        show(this.companionField, goesAlong.has(this.role.value));
    }

    async #add(event) {
        event.preventDefault();
        const [role, name] = [this.role.value, this.name.value.trim()];
        if (!name || this.go.getAttribute('aria-busy')) return;
        const order = {
            name: 'addSeat', role,
            ...(withSide.has(role) && { side: this.side.value }),
            ...(goesAlong.has(role) && this.companion.value && { companion: Number(this.companion.value) }),
        };
        mark(this.go, 'aria-busy', 'true');
        const answer = await this.app.order(order, { name });
        mark(this.go, 'aria-busy', null);
        if (!answer?.link) return;
        this.name.value = '';
        this.#showLink(`${location.origin}/j#${answer.link}`, t('seat.who', {
            role: t(roleKey({ role, side: order.side })), name,
        }));
    }

    /** The link is the only way in and is never shown again: it has to be handed on now. */
    #showLink(link, who) {
        const text = h('code', { class: 'link-text' }, link);
        const copy = h('button', {
            type: 'button', class: 'small', id: 'seat-copy',
            onclick: () => navigator.clipboard?.writeText(link).then(
                () => copy.replaceChildren(icon('check'), t('desk.seat.copied')),
                () => getSelection()?.selectAllChildren(text)),
        }, icon('copy'), t('desk.seat.copy'));
        const hide = h('button', {
            type: 'button', class: 'small', id: 'seat-hide', onclick: () => show(this.link, false),
        }, t('desk.seat.hide'));
        this.link.replaceChildren(h('p', {}, t('desk.seat.link', { who })), text,
            h('p', { class: 'quiet' }, t('desk.seat.once')), h('div', { class: 'buttons' }, copy, hide));
        show(this.link, true);
    }
}

function select(id, options, changed) {
    return h('select', { id, class: 'small', onchange: changed },
        ...options.map(([value, words]) => h('option', { value }, words)));
}

function field(key, control) {
    return h('label', { class: 'field', for: control.id }, h('span', {}, t(key)), control);
}
