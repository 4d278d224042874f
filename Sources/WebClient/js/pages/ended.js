/** After the hearing, or after walking out: what became of it, when it goes on, how to check it. */

import { h, icon } from '../dom.js';
import { dayAndTime } from '../clock.js';
import { language, speaks, t } from '../i18n.js';
import { integrityCard } from '../components/integrity.js';

/** @param {import('../app.js').App} app @param {'left' | 'sealed' | 'cancelled'} why */
export function endedPage(app, why) {
    const { hearing, integrity } = app.state ?? {};
    const cause = why === 'cancelled' && speaks(`ended.cancelled.${hearing?.cause}`) ? hearing?.cause : null;
    const next = why === 'sealed' ? hearing?.next : null;
    const element = h('section', { class: 'step middle ended', 'data-why': why },
        icon(why === 'left' ? 'leave' : why === 'cancelled' ? 'info' : 'check'),
        h('h1', {}, t(`ended.${why}.title`)),
        h('p', { class: 'lead' }, t(cause ? `ended.cancelled.${cause}` : `ended.${why}.text`)),
        next && h('p', { class: 'note', id: 'next-session' }, icon('calendar'),
            h('span', {}, t('outcome.next', { time: dayAndTime(next, language()) }))),
        why === 'sealed' && integrity && integrityCard(integrity),
        why === 'left' && h('div', { class: 'buttons' }, h('button', {
            type: 'button', class: 'primary', id: 'come-back', onclick: () => location.reload(),
        }, t('ended.comeBack'))));
    return { element };
}
