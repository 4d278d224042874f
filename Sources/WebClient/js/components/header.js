/** The top of every page: emblem, court and case, state of the hearing, record, language. */

import { h, icon, mark, setText, show } from '../dom.js';
import { language, languages, t } from '../i18n.js';
import { choice, keepChoice } from '../store.js';
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
        this.language = languageChoice(speak);
        this.element = h('header', { class: 'header' },
            h('img', { class: 'emblem', src: '/emblem.svg', alt: t('emblem'), width: 40, height: 40 }),
            h('div', { class: 'names' }, this.court, this.title),
            this.state, this.lamp.element, typeSwitch(), this.language);
    }

    update() {
        const { state, session, staff } = this.app;
        setText(this.court, state?.hearing.court || t('app.name'));
        setText(this.title, state?.hearing.title ?? session?.title ?? t(staff ? 'app.day' : 'app.what'));
        show(this.state, state);
        if (state) {
            setText(this.state, t(`hearing.${state.hearing.state}`));
            mark(this.state, 'data-state', state.hearing.state);
        }
        this.lamp.update();
    }
}

/** The choice of language: each is named in its own words, for those who read no other. */
function languageChoice(speak) {
    const options = Object.entries(languages).map(([tag, name]) => h('option', {
        value: tag, lang: tag, selected: tag === language(),
    }, name));
    const select = h('select', {
        class: 'language', id: 'language', 'aria-label': t('language.choose'),
        onchange: () => speak(select.value),
    }, ...options);
    return select;
}

/** Larger letters for those who need them: one press, kept for the next time. */
function typeSwitch() {
    const button = h('button', {
        type: 'button', class: 'small type-size', id: 'large-type', title: t('type.large'),
        'aria-label': t('type.large'), 'aria-pressed': String(isLarge()),
        onclick: () => {
            keepChoice('type', isLarge() ? 'standard' : 'large');
            showTypeSize();
            mark(button, 'aria-pressed', String(isLarge()));
        },
    }, icon('type'));
    return button;
}

const isLarge = () => choice('type') === 'large';

/** Writes the page in the size that the person has chosen. */
export function showTypeSize() {
    mark(document.documentElement, 'data-type', isLarge() ? 'large' : null);
}
