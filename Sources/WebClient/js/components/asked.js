/** The court asks this person to open the microphone: big, in the middle, one press. */

import { h, icon, show } from '../dom.js';
import { t } from '../i18n.js';

export class Asked {
    #later = false;

    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.element = h('section', { class: 'asked', id: 'asked', role: 'alertdialog', hidden: true,
            'aria-labelledby': 'asked-title', 'aria-describedby': 'asked-text' },
        icon('microphone'),
        h('h2', { id: 'asked-title' }, t('asked.title')),
        h('p', { id: 'asked-text' }, t('asked.text')),
        h('div', { class: 'buttons' },
            h('button', {
                type: 'button', class: 'primary', id: 'asked-unmute', onclick: () => this.#unmute(),
            }, icon('microphone'), t('asked.unmute')),
            h('button', {
                type: 'button', id: 'asked-later', onclick: () => this.#dismiss(),
            }, t('asked.later'))));
    }

    update() {
        const { me } = this.app.state ?? {};
        const asked = me?.asked === true && me.room === 'courtroom' && me.microphone !== 'allowed';
        if (!asked) this.#later = false;
        const shown = asked && !this.#later;
        const appears = shown && this.element.hidden;
        show(this.element, shown);
        if (appears) this.element.querySelector('#asked-unmute')?.focus();
    }

    async #unmute() {
        if (await this.app.order({ name: 'unmute' })) {
            await this.app.capture.switch('microphone', true);
        }
    }

    #dismiss() {
        this.#later = true;
        this.update();
    }
}
