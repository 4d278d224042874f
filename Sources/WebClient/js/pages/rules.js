/** The rules of the court and the declaration to keep them. */

import { h } from '../dom.js';
import { t } from '../i18n.js';
import { progress } from '../components/progress.js';

/** The rules by role: everybody's first; a witness has one more, who only listens has fewer. */
const common = ['place', 'noRecording', 'order', 'leaving', 'recorded'];
const byRole = {
    witness: ['place', 'witness', 'noRecording', 'order', 'leaving', 'recorded'],
    observer: ['place', 'noRecording', 'silent', 'recorded'],
};

/** @param {import('../app.js').App} app */
export function rulesPage(app) {
    const session = /** @type {import('../store.js').StoredSession} */ (app.session);
    const rules = byRole[session.role] ?? common;
    const agree = h('input', { type: 'checkbox', id: 'rules-agree', onchange: update });
    const go = h('button', {
        type: 'submit', class: 'primary', id: 'rules-continue', disabled: true,
    }, t('rules.continue'));
    function update() {
        go.disabled = !agree.checked;
    }
    const element = h('form', {
        class: 'step',
        onsubmit: (event) => {
            event.preventDefault();
            if (agree.checked) void app.done('rules');
        },
    },
    progress(session, 'rules'),
    h('h1', {}, t('rules.title')),
    h('ol', { class: 'rules card' }, ...rules.map((rule) => h('li', {}, t(`rules.${rule}`)))),
    h('label', { class: 'tick', for: 'rules-agree' }, agree, h('span', {}, t('rules.agree'))),
    h('div', { class: 'buttons' }, go));
    return { element };
}
