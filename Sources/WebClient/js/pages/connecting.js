/** Between link and hearing: a moment of patience, with the reason when it becomes a longer one. */

import { h, setText, show } from '../dom.js';
import { t } from '../i18n.js';

/** @param {import('../app.js').App} app */
export function connectingPage(app) {
    const text = h('p', { class: 'lead' });
    const again = h('button', {
        type: 'button', id: 'try-again', onclick: () => app.connection?.open(),
    }, t('banner.now'));
    const element = h('section', { class: 'step middle', 'aria-busy': 'true' },
        h('div', { class: 'turning', 'aria-hidden': 'true' }), h('h1', {}, t('connecting.title')),
        text, again);
    const update = () => {
        const waits = app.connection?.phase.name === 'waiting';
        setText(text, t(waits ? 'connecting.lost' : 'connecting.text'));
        show(again, waits);
    };
    return { element, update };
}
