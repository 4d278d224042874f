/** The integrity value of a closed record (REC17 9), in groups that can be read out and compared. */

import { h } from '../dom.js';
import { t } from '../i18n.js';

/** Characters that an eye keeps together. */
const groupSize = 4;

/** @param {{value: string, size: number}} integrity */
export function integrityCard({ value, size }) {
    const groups = value.replaceAll(' ', '').match(new RegExp(`.{1,${groupSize}}`, 'g')) ?? [];
    return h('section', { class: 'card integrity', id: 'integrity' },
        h('h2', {}, t('integrity.title')),
        h('code', { id: 'integrity-value', 'data-value': value }, groups.join(' ')),
        h('p', { class: 'quiet' }, t('integrity.text', { size })));
}
