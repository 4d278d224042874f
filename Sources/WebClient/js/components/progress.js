/** Which of the steps before the hearing this is. */

import { h } from '../dom.js';
import { t } from '../i18n.js';
import { isBench } from '../roles.js';

/**
 * @param {{role: string}} session
 * @param {'identity' | 'equipment' | 'rules'} step
 */
export function progress(session, step) {
    const steps = ['identity', 'equipment', ...(isBench(session) ? [] : ['rules'])];
    const number = steps.indexOf(step) + 1;
    return h('p', { class: 'progress' }, t('step.of', { number, all: steps.length }));
}
