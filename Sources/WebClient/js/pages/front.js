/** The front page: what this is, and that the way in is one's personal link. */

import { h, icon } from '../dom.js';
import { t } from '../i18n.js';

/** @param {import('../app.js').App} app @param {string} [why] `noSeat`: /j without a link. */
export function frontPage(app, why) {
    const steps = ['link', 'check', 'wait'].map((step, index) => h('li', {},
        h('span', { class: 'number', 'aria-hidden': 'true' }, String(index + 1)),
        h('p', {}, t(`front.${step}`))));
    const element = h('section', { class: 'step front' },
        h('h1', {}, t('front.title')),
        h('p', { class: 'lead' }, t('front.what')),
        why && h('div', { class: 'note', 'data-tone': 'warn', id: 'no-seat' },
            icon('warn'), h('p', {}, t('front.noSeat'))),
        h('h2', {}, t('front.how')),
        h('ol', { class: 'ways' }, ...steps),
        h('p', { class: 'quiet' }, t('front.help')));
    return { element };
}
