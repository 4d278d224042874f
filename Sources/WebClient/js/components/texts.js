/** Short written words: silently with one's side, or with the court from the waiting room. */

import { h, icon, Keyed, setText, show } from '../dom.js';
import { timeOfDay } from '../clock.js';
import { language, t } from '../i18n.js';

/** The longest text, in characters, as the law has it. */
export const textMax = 500;

/** The ways on which people who are not of the court write, the most wanted first. */
const ways = ['side', 'court'];

/** @param {import('../replica.js').HearingState} state @returns {('side' | 'court')[]} */
export function channelsOf({ me }) {
    return ways.filter((channel) => me.channels?.includes(channel));
}

export class Texts {
    #newest = -1;
    #read = -1;
    #shownWays = '';

    /**
     * @param {import('../app.js').App} app
     * @param {{channels?: string[]}} [how] Only these ways.
     */
    constructor(app, { channels = ways } = {}) {
        this.app = app;
        this.channels = channels;
        this.list = h('ol', { class: 'text-lines', role: 'log', 'aria-label': t('texts.log') });
        this.lines = new Keyed(this.list, (key, text) => new Line(app, text));
        this.none = h('p', { class: 'quiet' });
        this.way = h('select', { id: 'text-channel', onchange: () => this.#explain() });
        this.wayField = h('label', { class: 'field', for: 'text-channel' },
            h('span', {}, t('texts.to')), this.way);
        this.box = h('textarea', {
            id: 'text-body', rows: 2, maxLength: textMax, 'aria-label': t('texts.body'),
            onkeydown: (event) => this.#key(event),
        });
        this.send = h('button', { type: 'submit', class: 'primary', id: 'text-send' }, t('texts.send'));
        this.form = h('form', {
            class: 'text-form',
            onsubmit: (event) => {
                event.preventDefault();
                void this.#write();
            },
        }, this.wayField, this.box, this.send);
        this.element = h('section', { class: 'texts', id: 'texts', 'aria-label': t('texts.title') },
            h('h2', {}, t('texts.title')), this.none, this.list, this.form);
    }

    /** How many texts came since they were last looked at. */
    get unread() {
        const { texts = [], me } = this.app.state ?? {};
        return texts.filter(({ id, from }) => id > this.#read && from !== me?.seat).length;
    }

    /** The person looks at them. */
    markRead() {
        this.#read = Math.max(this.#read, ...(this.app.state?.texts ?? []).map(({ id }) => id));
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        const { texts = [] } = state;
        this.lines.update(texts.map((text) => [String(text.id), text]));
        const newest = texts.at(-1)?.id ?? -1;
        if (newest !== this.#newest) this.list.scrollTop = this.list.scrollHeight;
        this.#newest = newest;
        this.#showWays(channelsOf(state).filter((each) => this.channels.includes(each)));
    }

    #showWays(channels) {
        show(this.form, channels.length > 0);
        show(this.wayField, channels.length > 1);
        if (channels.join() !== this.#shownWays) {
            this.#shownWays = channels.join();
            const before = this.way.value;
            const options = channels.map((value) => h('option', { value }, t(`texts.to.${value}`)));
            this.way.replaceChildren(...options);
            this.way.value = channels.includes(before) ? before : channels[0] ?? '';
        }
        this.#explain();
    }

    #explain() {
        const channel = this.way.value;
        setText(this.none, channel ? t(`texts.explain.${channel}`) : t('texts.closed'));
        this.box.placeholder = channel ? t(`texts.placeholder.${channel}`) : '';
    }

    /** Enter sends, Shift and Enter make a new line; never while characters are being composed. */
    #key(event) {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        void this.#write();
    }

    async #write() {
        const body = this.box.value.trim();
        if (!body || this.send.disabled) return;
        this.send.disabled = true;
        const done = await this.app.write({ channel: this.way.value, body });
        this.send.disabled = false;
        if (done) this.box.value = '';
        this.box.focus();
    }
}

/** One text: from whom, when, what. */
class Line {
    constructor(app, { channel, from, body, at }) {
        const mine = from === app.state?.me.seat;
        const who = mine ? t(`texts.mine.${channel}`) : senderOf(app, channel, from);
        this.element = h('li', { class: 'text-line', 'data-channel': channel, 'data-mine': mine || null },
            h('p', { class: 'text-from' }, icon(channel === 'side' ? 'people' : 'scales'), who,
                h('time', {}, timeOfDay(at, language()))),
            h('p', { class: 'text-body' }, body));
    }
}

/** A seat out of sight is named by what it is: the court, or one's own side. */
function senderOf(app, channel, from) {
    if (app.state?.seats?.[from]) return app.shell.who(from);
    return t(channel === 'side' ? 'texts.from.side' : 'texts.from.court');
}
