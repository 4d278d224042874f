/** Who you are: role and name as the court booked them; nobody goes on as somebody else. */

import { h, icon, show } from '../dom.js';
import { t } from '../i18n.js';
import { progress } from '../components/progress.js';

/** @param {import('../app.js').App} app */
export function identityPage(app) {
    const session = /** @type {import('../store.js').StoredSession} */ (app.session);
    const denied = h('div', { class: 'note', 'data-tone': 'warn', role: 'alert', hidden: true },
        icon('warn'), h('p', {}, t('identity.denied')));
    const fact = (key, value) => [h('dt', {}, t(key)), h('dd', {}, value)];
    const element = h('section', { class: 'step' },
        progress(session, 'identity'),
        h('h1', {}, t('identity.title')),
        h('p', { class: 'lead' }, t('identity.text')),
        h('dl', { class: 'card facts' },
            ...fact('identity.case', session.title),
            ...fact('identity.role', t(`role.${session.role}`)),
            ...fact('identity.name', session.name)),
        denied,
        h('div', { class: 'buttons' },
            h('button', {
                type: 'button', class: 'primary', id: 'identity-confirm',
                onclick: () => app.done('identity'),
            }, t('identity.confirm')),
            h('button', {
                type: 'button', id: 'identity-deny', onclick: () => show(denied, true),
            }, t('identity.deny'))));
    return { element };
}
