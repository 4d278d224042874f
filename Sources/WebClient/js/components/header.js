/** The top of every page: emblem, court and case, state of the hearing, record, language. */

import { h, setText, show, mark } from '../dom.js';
import { language, languages, t } from '../i18n.js';
import { RecordLamp } from './record-lamp.js';

export class Header {
    /**
     * @param {import('../app.js').App} app
     * @param {(language: string) => void} speak
     */
    constructor(app, speak) {
        this.app = app;
        this.lamp = new RecordLamp(app);
        this.court = h('p', { class: 'court' });
        this.title = h('p', { class: 'case' });
        this.state = h('p', { class: 'chip', id: 'hearing-state', hidden: true });
        this.element = h('header', { class: 'header' },
            h('img', { class: 'emblem', src: '/emblem.svg', alt: t('emblem'), width: 40, height: 40 }),
            h('div', { class: 'names' }, this.court, this.title),
            this.state, this.lamp.element, languageSwitch(speak));
    }

    update() {
        const { state, session } = this.app;
        setText(this.court, state?.hearing.court || t('app.name'));
        setText(this.title, state?.hearing.title ?? session?.title ?? t('app.what'));
        show(this.state, state);
        if (state) {
            setText(this.state, t(`hearing.${state.hearing.state}`));
            mark(this.state, 'data-state', state.hearing.state);
        }
        this.lamp.update();
    }
}

/** A button for the other language: with two there is nothing to choose from a list. */
function languageSwitch(speak) {
    const other = Object.keys(languages).find((each) => each !== language()) ?? 'en';
    return h('button', {
        type: 'button', class: 'small language', id: 'language', lang: other,
        onclick: () => speak(other),
    }, languages[other]);
}
