/** The one dialog of the pages: an act that cannot be undone says what follows, and asks once. */

import { h } from '../dom.js';
import { t } from '../i18n.js';

/** @type {HTMLDialogElement | null} */
let open = null;

/**
 * @param {object} question
 * @param {string} question.title
 * @param {string} question.text What will follow.
 * @param {string} question.yes The act itself, as the button says it.
 * @param {{value: string, text: string}[]} [question.reasons] One must be chosen.
 * @param {string} [question.legend] What the reasons are, if they are none.
 * @param {string | false} [question.date] The words for a day and time that may be named.
 * @returns {Promise<{reason: string | null, until: number | null} | null>} Null when the person
 *     thought better of it; `until` in microseconds since 1970.
 */
export function confirm({ title, text, yes, reasons = [], date = false, legend }) {
    open?.close();
    return new Promise((resolve) => {
        const choices = reasons.map(({ value, text: words }, index) => h('label', { class: 'tick' },
            h('input', { type: 'radio', name: 'reason', value, required: true, checked: index === 0 }),
            h('span', {}, words)));
        const form = h('form', { method: 'dialog' },
            h('h2', { id: 'confirm-title' }, title), h('p', {}, text),
            choices.length > 0
                && h('fieldset', {}, h('legend', {}, legend ?? t('confirm.reason')), ...choices),
            date && h('label', { class: 'field', for: 'confirm-until' }, h('span', {}, date),
                h('input', { type: 'datetime-local', name: 'until', id: 'confirm-until' })),
            h('div', { class: 'buttons' },
                h('button', { value: 'yes', class: 'danger', id: 'confirm-yes' }, yes),
                h('button', {
                    value: 'no', id: 'confirm-no', formNoValidate: true, autofocus: true,
                }, t('confirm.no'))));
        const dialog = h('dialog', { 'aria-labelledby': 'confirm-title', id: 'confirm' }, form);
        dialog.addEventListener('close', () => {
            const given = new FormData(form);
            const [reason, day] = [given.get('reason'), String(given.get('until') ?? '')];
            const until = day ? new Date(day).getTime() * 1000 : null;
            dialog.remove();
            if (open === dialog) open = null;
            resolve(dialog.returnValue === 'yes' ? { reason: reason && String(reason), until } : null);
        });
        document.body.append(dialog);
        open = dialog;
        dialog.showModal();
    });
}
