/** When it cannot go on: what happened, what to do, and the code for the help desk. */

import { h, icon } from '../dom.js';
import { speaks, t } from '../i18n.js';
import { shortCode } from '../codes.js';

/** Errors after which loading the page again is the next step. */
const reloadable = new Set([
    'connection.lost', 'request.timeout', 'rate.limited', 'seat.movedTab', 'session.unknown',
]);

/** Errors that the page itself keeps trying to get over. */
const waited = new Set(['seat.taken', 'seat.inUse']);

/** @param {import('../app.js').App} app @param {string} code @param {object} [params] */
export function errorPage(app, code, params = {}) {
    const plain = code.replace(/^staff\./, '');
    const known = [code, plain].find((each) => speaks(`refusal.${each}`)) ?? 'unknown';
    const title = speaks(`error.${code}`) ? t(`error.${code}`) : t('error.title');
    const helps = reloadable.has(plain) && known !== 'staff.session.unknown';
    const reason = code === 'seat.removed' ? `removed.${params.reason}` : '';
    const help = code === plain ? 'error.help' : 'error.help.staff';
    const element = h('section', { class: 'step middle error', 'data-code': code, role: 'alert' },
        waited.has(code) ? h('div', { class: 'turning', 'aria-hidden': 'true' }) : icon('warn'),
        h('h1', {}, title),
        h('p', { class: 'lead' }, speaks(reason) ? t(reason) : t(`refusal.${known}`, params)),
        helps && h('div', { class: 'buttons' }, h('button', {
            type: 'button', class: 'primary', id: 'reload', onclick: () => location.reload(),
        }, t('error.reload'))),
        h('p', { class: 'quiet' }, t(help, { code: shortCode(known) })));
    return { element };
}
