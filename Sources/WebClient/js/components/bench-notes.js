/** Short texts: the panel's own notes, and words with people who are not in the courtroom. */

import { h, icon, Keyed, mark, setText, show } from '../dom.js';
import { timeOfDay } from '../clock.js';
import { language, t } from '../i18n.js';
import { messageIn, panelThread, readersOf, textMax, threadsOf, unreadIn } from '../bench-texts.js';

export class BenchNotes {
    /** What was seen of each thread: the number of its last text. @type {Map<string, number>} */
    #seen = new Map();

    /** @param {import('../app.js').App} app @param {import('../pages/bench.js').BenchPage} bench */
    constructor(app, bench) {
        this.app = app;
        this.bench = bench;
        this.thread = panelThread;
        const threads = h('div', { class: 'threads', role: 'group', 'aria-label': t('bench.threads') });
        this.threads = new Keyed(threads, (name) => new ThreadButton(app, name, () => this.open(name)));
        this.others = h('select', {
            class: 'small', id: 'write-to', 'aria-label': t('bench.writeTo'),
            onchange: () => this.others.value && this.open(this.others.value),
        });
        this.about = h('p', { class: 'quiet' });
        this.list = h('ol', { class: 'bench-texts', id: 'texts', role: 'log' });
        this.texts = new Keyed(this.list, (key, text) => textRow(app, text));
        this.body = h('textarea', {
            id: 'text-body', rows: 2, maxLength: textMax, 'aria-label': t('bench.text'),
            onkeydown: (event) => this.#enter(event),
        });
        this.send = h('button', { type: 'submit', class: 'primary small', id: 'text-send' }, t('bench.send'));
        this.form = h('form', {
            class: 'bench-text-form', onsubmit: (event) => this.#send(event),
        }, this.body, this.send);
        this.none = h('p', { class: 'quiet' }, t('bench.texts.none'));
        this.element = h('div', { class: 'bench-side notes' },
            h('div', { class: 'threads-line' }, this.threads.container, this.others),
            this.about, this.list, this.none, this.form);
    }

    /** How many texts this person has not seen. */
    get unread() {
        return unreadIn(this.app.state, this.#seen);
    }

    /** @param {string} name */
    open(name) {
        this.thread = name;
        this.update();
        this.body.focus();
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        const threads = threadsOf(state);
        if (!threads.some(({ name }) => name === this.thread) && this.thread === panelThread && threads[0]) {
            this.thread = threads[0].name;
        }
        const here = threads.find(({ name }) => name === this.thread);
        if (this.bench.tab === 'texts' && here) this.#seen.set(this.thread, here.texts.at(-1)?.id ?? 0);
        this.threads.update(threads.map((each) => [each.name, each]), this.thread, this.#seen, state);
        this.#updateReaders(state, threads);
        const own = this.thread === panelThread;
        setText(this.about, own ? t('bench.panel.about') : t('bench.seat.about'));
        show(this.about, here || !own);
        this.texts.update((here?.texts ?? []).map((text) => [String(text.id), text]));
        show(this.none, !here?.texts.length);
        show(this.form, (here?.mayWrite ?? (!own && readersOf(state).includes(Number(this.thread)))));
        this.#keepAtEnd(here?.texts.length ?? 0);
    }

    /** People to whom nothing was written yet. */
    #updateReaders(state, threads) {
        const known = new Set(threads.map(({ name }) => name));
        const readers = readersOf(state).filter((seat) => !known.has(String(seat)));
        const options = readers.map((seat) => [String(seat), this.app.shell.who(seat)]);
        const text = JSON.stringify([options, this.thread]);
        if (text !== this.others.dataset.options) {
            this.others.dataset.options = text;
            this.others.replaceChildren(h('option', { value: '' }, t('bench.writeTo')),
                ...options.map(([value, words]) =>
                    h('option', { value, selected: value === this.thread }, words)));
        }
        show(this.others, readers.length > 0);
    }

    #keepAtEnd(count) {
        if (count === this.shownCount) return;
        this.shownCount = count;
        this.list.scrollTop = this.list.scrollHeight;
    }

    /** Enter sends, as in every chat; with Shift it is a new line. */
    #enter(event) {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.form.requestSubmit();
    }

    async #send(event) {
        event.preventDefault();
        const body = this.body.value.trim();
        if (!body || this.send.getAttribute('aria-busy')) return;
        mark(this.send, 'aria-busy', 'true');
        const sent = await this.app.write(messageIn(this.thread, body));
        mark(this.send, 'aria-busy', null);
        if (sent && this.body.value.trim() === body) this.body.value = '';
    }
}

/** A thread's name, and how many of its texts are new. */
class ThreadButton {
    constructor(app, name, choose) {
        this.app = app;
        this.words = h('span', {});
        this.badge = h('span', { class: 'badge' });
        this.element = h('button', {
            type: 'button', class: 'thread small', 'data-thread': name, onclick: choose,
        }, icon(name === panelThread ? 'lock' : 'write'), this.words, this.badge);
    }

    update({ name, texts }, shown, seen, state) {
        setText(this.words, name === panelThread ? t('bench.panel') : this.app.shell.who(Number(name)));
        const unseen = texts.filter(({ id, from }) => id > (seen.get(name) ?? 0) && from !== state.me.seat);
        setText(this.badge, unseen.length ? String(unseen.length) : '');
        mark(this.element, 'aria-pressed', String(name === shown));
    }
}

function textRow(app, { from, body, at }) {
    const mine = from === app.state.me.seat;
    const element = h('li', { class: 'bench-text', 'data-mine': mine ? 'true' : undefined },
        h('p', { class: 'quiet' }, mine ? t('bench.me') : app.shell.who(from), ' ',
            h('time', {}, timeOfDay(at, language()))),
        h('p', { class: 'bench-text-body' }, body));
    return { element };
}
