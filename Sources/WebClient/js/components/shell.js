/** What stands around every page: header, banner, messages, sounds, and the page in the middle. */

import { h, setText } from '../dom.js';
import { chooseLanguage, t } from '../i18n.js';
import { roleKey } from '../courtroom-layout.js';
import { Banner } from './banner.js';
import { Header } from './header.js';
import { Messages } from './messages.js';
import { Sounds } from './sounds.js';

export class Shell {
    /** The name of the page shown. */
    pageName = '';
    /** @type {import('../dom.js').View | null} */
    #page = null;
    #about = [];

    /**
     * @param {import('../app.js').App} app
     * @param {HTMLElement} body
     * @param {Record<string, (app: any, ...about: any[]) => import('../dom.js').View>} pages
     */
    constructor(app, body, pages) {
        this.app = app;
        this.body = body;
        this.pages = pages;
        this.messages = new Messages();
        this.sounds = new Sounds(app);
        this.main = h('main', { id: 'main', tabIndex: -1 });
        this.live = h('p', { class: 'news', id: 'news', role: 'status', 'aria-live': 'polite' });
        this.#build();
    }

    /** Shows a page; the same page about the same thing stays as it is. */
    show(name, ...about) {
        const same = name === this.pageName && JSON.stringify(about) === JSON.stringify(this.#about);
        if (same) return;
        this.pageName = name;
        this.#about = about;
        this.#makePage();
        this.main.focus({ preventScroll: true });
        scrollTo(0, 0);
    }

    update() {
        this.header.update();
        this.banner.update();
        this.sounds.update();
        this.#page?.update?.();
    }

    /** Another language: everything is written anew, in the same place. */
    async speak(language) {
        await chooseLanguage(language);
        this.#build();
        this.#makePage();
        this.header.language.focus();
    }

    /** News: heard by screen readers and seen as one line; a message if it is this person's. */
    sayChange({ key, seat, mine, tone, params, word }, before = null) {
        const who = seat === undefined ? '' : this.who(seat, before);
        const sentence = t(key, { who, word: word ? t(word) : '', ...params });
        setText(this.live, sentence);
        if (mine) this.messages.say(sentence, { tone });
    }

    sayRefusal(code, params) {
        this.messages.sayCode(code, params);
    }

    sayNotice(code, params) {
        this.messages.sayCode(code, params, 'notice');
    }

    /**
     * Role and name of a seat, as a court says them; of one that is not in sight, that it is somebody.
     *
     * @param {number} seat
     * @param {import('../replica.js').HearingState | null} [before] Where who has gone was last seen.
     */
    who(seat, before = null) {
        const { state } = this.app;
        const known = state?.seats?.[seat] ?? (seat === state?.me.seat ? state.me : null)
            ?? before?.seats?.[seat];
        if (!known) return t('seat.somebody');
        return t('seat.who', { role: t(roleKey(known)), name: known.name });
    }

    #build() {
        this.header = new Header(this.app, (language) => this.speak(language));
        this.banner = new Banner(this.app);
        this.body.replaceChildren(
            h('a', { class: 'skip', href: '#main' }, t('skip')),
            this.header.element, this.banner.element, this.messages.element,
            this.main, this.live, this.sounds.element);
    }

    #makePage() {
        this.#page?.close?.();
        this.body.dataset.page = this.pageName;
        this.#page = this.pages[this.pageName](this.app, ...this.#about);
        this.main.replaceChildren(this.#page.element);
        this.update();
    }
}
