/** The sheet of keys, and the switch that turns single keys off (WCAG 2.1.4). */

import { h } from '../dom.js';
import { t } from '../i18n.js';
import { hearingKeys, seatKeys } from '../bench-keys.js';
import { choice, keepChoice } from '../store.js';

/** Whether single keys give orders. */
export const keysAreOn = () => choice('keys') !== 'off';

/** Opens the sheet. */
export function showKeys() {
    if (document.querySelector('dialog[open]')) return;
    const off = h('input', {
        type: 'checkbox', id: 'keys-on', checked: keysAreOn(),
        onchange: () => keepChoice('keys', off.checked ? 'on' : 'off'),
    });
    const close = h('button', { class: 'small', value: 'close', autofocus: true }, t('bench.keys.close'));
    const dialog = h('dialog', { id: 'bench-keys', 'aria-labelledby': 'bench-keys-title' },
        h('form', { method: 'dialog' },
            h('h2', { id: 'bench-keys-title' }, t('bench.keys.title')),
            h('div', { class: 'keys-lists' },
                list('bench.keys.hearing', Object.entries(hearingKeys)),
                list('bench.keys.seat', Object.entries(seatKeys))),
            h('p', { class: 'quiet' }, t('bench.keys.about')),
            h('label', { class: 'tick', for: 'keys-on' }, off, h('span', {}, t('bench.keys.on'))),
            h('div', { class: 'buttons' }, close)));
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
}

function list(title, keys) {
    return h('section', {}, h('h3', {}, t(title)), h('dl', { class: 'keys' },
        ...keys.flatMap(([key, act]) => [
            h('dt', {}, h('kbd', {}, key.toUpperCase())), h('dd', {}, t(`bench.key.${act}`)),
        ])));
}
