/** The rules of the court and the declaration to keep them, of which the court is told. */

import { h } from '../dom.js';
import { sha256Hex } from '../base64url.js';
import { t } from '../i18n.js';
import { isSummoned } from '../roles.js';
import { progress } from '../components/progress.js';

/** The rules: everybody's; who is summoned has one more, who only listens has fewer. */
const common = ['place', 'noRecording', 'order', 'leaving', 'recorded'];
const summoned = ['place', 'witness', 'noRecording', 'order', 'leaving', 'recorded'];
const listening = ['place', 'noRecording', 'silent', 'recorded'];

/** @param {{role: string}} session @returns {string[]} Every rule in the person's language. */
function rulesFor(session) {
    const keys = isSummoned(session) ? summoned : session.role === 'observer' ? listening : common;
    return keys.map((key) => t(`rules.${key}`));
}

/** @param {import('../app.js').App} app */
export function rulesPage(app) {
    const session = /** @type {import('../store.js').StoredSession} */ (app.session);
    const rules = rulesFor(session);
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
            if (agree.checked) void consent(app, [...rules, t('rules.agree')]);
        },
    },
    progress(session, 'rules'),
    h('h1', {}, t('rules.title')),
    h('ol', { class: 'rules card' }, ...rules.map((rule) => h('li', {}, rule))),
    h('label', { class: 'tick', for: 'rules-agree' }, agree, h('span', {}, t('rules.agree'))),
    h('div', { class: 'buttons' }, go));
    return { element };
}

/** Keeps what was agreed to: the text exactly as it was shown, a line for each rule. */
async function consent(app, lines) {
    await app.done('rules', { rules: await sha256Hex(lines.join('\n')) });
}
