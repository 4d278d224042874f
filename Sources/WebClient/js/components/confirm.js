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
 * @returns {Promise<{reason: string | null} | null>} Null when the person thought better of it.
 */
export function confirm({ title, text, yes, reasons = [] }) {
    open?.close();
    return new Promise((resolve) => {
        const choices = reasons.map(({ value, text: words }, index) => h('label', { class: 'tick' },
            h('input', { type: 'radio', name: 'reason', value, required: true, checked: index === 0 }),
            h('span', {}, words)));
        const form = h('form', { method: 'dialog' },
            h('h2', { id: 'confirm-title' }, title), h('p', {}, text),
            choices.length > 0 && h('fieldset', {}, h('legend', {}, t('confirm.reason')), ...choices),
            h('div', { class: 'buttons' },
                h('button', { value: 'yes', class: 'danger', id: 'confirm-yes' }, yes),
                h('button', {
                    value: 'no', id: 'confirm-no', formNoValidate: true, autofocus: true,
                }, t('confirm.no'))));
        const dialog = h('dialog', { 'aria-labelledby': 'confirm-title', id: 'confirm' }, form);
        dialog.addEventListener('close', () => {
            const reason = new FormData(form).get('reason');
            dialog.remove();
            if (open === dialog) open = null;
            resolve(dialog.returnValue === 'yes' ? { reason: reason && String(reason) } : null);
        });
        document.body.append(dialog);
        open = dialog;
        dialog.showModal();
    });
}
