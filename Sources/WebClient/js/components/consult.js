/** Stepping out with one's own side: whom to invite and for how long. */

import { h } from '../dom.js';
import { t } from '../i18n.js';
import { confidantsOf } from '../sides.js';

/** Lengths that are offered, in minutes; the law allows up to 120. */
const minutesOffered = [5, 10, 15, 30, 60];

/** Who may step out, as the table of rights has it. */
const consulting = new Set(['party', 'agent', 'thirdParty', 'prosecutor', 'interpreter']);

/** States of the hearing in which there are rooms. */
const states = new Set(['open', 'inSession', 'recess', 'suspended', 'recordClosed']);

/**
 * Why stepping out is not possible now.
 *
 * @param {import('../replica.js').HearingState} state
 * @returns {'never' | 'nobody' | 'leave' | null} `never`: not for this person, so nothing is offered.
 */
export function whyNoConsultation(state) {
    const { me, hearing } = state;
    if (!consulting.has(me.role) || me.room !== 'courtroom' || !states.has(hearing.state)) return 'never';
    if (confidantsOf(state).length === 0) return me.role === 'interpreter' ? 'never' : 'nobody';
    if (hearing.state === 'inSession' && !me.consult) return 'leave';
    return me.orders.includes('consult') ? null : 'never';
}

/** Asks whom to invite, opens the room and invites. @param {import('../app.js').App} app */
export async function consultWithSide(app) {
    const seats = app.state ? confidantsOf(app.state) : [];
    if (seats.length === 0) return;
    const wanted = await ask(app, seats);
    if (!wanted) return;
    const minutes = wanted.minutes ? { minutes: wanted.minutes } : {};
    await app.order({ name: 'consult', seats: wanted.seats, ...minutes });
}

/** @returns {Promise<{seats: number[], minutes: number} | null>} */
function ask(app, seats) {
    const boxes = seats.map((seat) => h('input', {
        type: 'checkbox', name: 'seat', value: String(seat), checked: true, onchange: check,
    }));
    const minutes = h('select', { id: 'consult-minutes' },
        ...minutesOffered.map((each) => h('option', { value: each }, t('consult.minutes', { count: each }))),
        h('option', { value: 0 }, t('consult.unlimited')));
    const go = h('button', { value: 'yes', class: 'primary', id: 'consult-go' }, t('consult.go'));
    function check() {
        go.disabled = !boxes.some(({ checked }) => checked);
    }
    return new Promise((resolve) => {
        const form = h('form', { method: 'dialog' },
            h('h2', { id: 'consult-title' }, t('consult.title')), h('p', {}, t('consult.text')),
            h('fieldset', {}, h('legend', {}, t('consult.who')),
                ...boxes.map((box, index) => h('label', { class: 'tick' }, box,
                    h('span', {}, app.shell.who(seats[index]))))),
            h('label', { class: 'field', for: 'consult-minutes' }, h('span', {}, t('consult.long')), minutes),
            h('div', { class: 'buttons' }, go,
                h('button', { value: 'no', formNoValidate: true }, t('confirm.no'))));
        const dialog = h('dialog', { id: 'consult', 'aria-labelledby': 'consult-title' }, form);
        dialog.addEventListener('close', () => {
            dialog.remove();
            const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => Number(value));
            resolve(dialog.returnValue === 'yes' ? { seats: chosen, minutes: Number(minutes.value) } : null);
        });
        document.body.append(dialog);
        dialog.showModal();
    });
}
