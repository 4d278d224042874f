/** After the hearing, or after walking out. */

import { h, icon } from '../dom.js';
import { t } from '../i18n.js';
import { integrityCard } from '../components/integrity.js';

/** @param {import('../app.js').App} app @param {'left' | 'sealed' | 'cancelled'} why */
export function endedPage(app, why) {
    const integrity = why === 'sealed' ? app.state?.integrity : null;
    const element = h('section', { class: 'step middle ended', 'data-why': why },
        icon(why === 'left' ? 'leave' : 'check'),
        h('h1', {}, t(`ended.${why}.title`)),
        h('p', { class: 'lead' }, t(`ended.${why}.text`)),
        integrity && integrityCard(integrity),
        why === 'left' && h('div', { class: 'buttons' }, h('button', {
            type: 'button', class: 'primary', id: 'come-back', onclick: () => location.reload(),
        }, t('ended.comeBack'))));
    return { element };
}
