/** The court's day: a person's hearings with how they stand, one click into each. */

import { h, icon, Keyed, mark, setText, show } from '../dom.js';
import { shortCode } from '../codes.js';
import { dayAndTime, timeOfDay } from '../clock.js';
import { dayBeside, dayWords, inOrder, mayEnter, peopleOf, standing } from '../day.js';
import { language, say, speaks, t } from '../i18n.js';
import { Refusal } from '../refusal.js';
import { keepChoice } from '../store.js';

/** How often the list comes anew while it is looked at. */
const refreshMilliseconds = 15_000;

/** Refusals after which the list is of no use: the way in has to be mended first. */
const fatal = new Set(['auth.badSignature', 'session.unknown', 'session.expired']);

/** @param {import('../app.js').App} app */
export function dayPage(app) {
    return new DayPage(app);
}

class DayPage {
    /** @type {import('../day.js').Line[] | null} */
    #hearings = null;
    #timer = 0;
    /** Counts requests: an answer for a day that was left is not shown. */
    #asked = 0;
    #listeners = new AbortController();

    constructor(app) {
        this.app = app;
        this.staff = app.staff;
        this.date = app.dayShown ?? '';
        this.today = '';
        this.heading = h('h1', { id: 'day-date' });
        this.who = h('p', { class: 'quiet' });
        this.said = h('p', { class: 'quiet', role: 'status', id: 'day-updated' });
        this.error = h('div', { class: 'note', 'data-tone': 'warn', role: 'alert', hidden: true },
            icon('warn'), h('p', {}));
        this.none = h('p', { class: 'day-none', hidden: true }, t('day.none'));
        this.more = h('p', { class: 'quiet', hidden: true }, t('day.more'));
        this.list = h('ol', { class: 'day-list', id: 'day-list', 'aria-label': t('day.list') });
        this.rows = new Keyed(this.list, (key, line) => new Row(this, line));
        this.element = this.#build();
        const { signal } = this.#listeners;
        document.addEventListener('keydown', (event) => this.#key(event), { signal });
        const looked = () => document.hidden || this.refresh();
        document.addEventListener('visibilitychange', looked, { signal });
        void this.refresh();
    }

    update() {
        const { role, name } = this.staff.member;
        setText(this.who, t('day.who', { role: t(`staff.${role}`), name }));
        setText(this.heading, this.date ? dayWords(this.date, language()) : t('day.loading'));
        const now = this.staff.serverMicroseconds();
        const hearings = inOrder(this.#hearings ?? []);
        this.rows.update(hearings.map((line) => [line.hid, line]), now);
        show(this.none, this.#hearings?.length === 0);
        mark(this.todayButton, 'aria-pressed', String(this.date === this.today));
        if (this.dateField.value !== this.date) this.dateField.value = this.date;
    }

    close() {
        clearTimeout(this.#timer);
        this.#listeners.abort();
    }

    /** Asks for the day anew, and again after a while. */
    async refresh() {
        clearTimeout(this.#timer);
        const asked = ++this.#asked;
        mark(this.element, 'aria-busy', 'true');
        try {
            const query = this.date ? `?date=${this.date}` : '';
            const day = await this.staff.request('GET', `/api/v1/day${query}`);
            if (asked === this.#asked) this.#take(day);
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            if (asked === this.#asked) this.#failed(error.code);
        } finally {
            if (asked === this.#asked) mark(this.element, 'aria-busy', null);
        }
        if (asked !== this.#asked || this.#listeners.signal.aborted) return;
        this.#timer = setTimeout(() => document.hidden || this.refresh(), refreshMilliseconds);
    }

    /** @param {string} date Empty for today. */
    goTo(date) {
        if (date === this.date && date) return;
        this.date = date;
        this.app.dayShown = date;
        this.#hearings = null;
        setText(this.said, '');
        this.update();
        void this.refresh();
    }

    /** Opens a hearing in a tab of its own: the tab comes first, or the browser would block it. */
    async enter(hid) {
        const tab = open('about:blank', '_blank');
        try {
            const { link } = await this.staff.request('POST', '/api/v1/day/enter', { hid });
            const label = await this.staff.key.keepFor(link);
            keepChoice('vouched', label);
            const address = `${location.origin}/j#${link}`;
            if (!tab) return location.assign(address);
            tab.opener = null;
            tab.location.replace(address);
        } catch (error) {
            tab?.close();
            if (!(error instanceof Refusal)) throw error;
            this.#say(error.code);
        }
    }

    #take({ date, time, hearings, more }) {
        if (!this.date) this.today = date;
        this.date = date;
        this.#hearings = hearings;
        show(this.error, false);
        show(this.more, more === true);
        setText(this.said, t('day.updated', { clock: timeOfDay(time, language(), true) }));
        this.update();
    }

    #failed(code) {
        if (fatal.has(code)) return this.app.fail(`staff.${code}`);
        this.#say(code);
    }

    #say(code) {
        const key = [`refusal.staff.${code}`, `refusal.${code}`].find(speaks) ?? 'refusal.unknown';
        const sentence = t('refusal.withCode', { sentence: t(key), code: shortCode(code) });
        setText(this.error.querySelector('p'), sentence);
        mark(this.error, 'data-code', code);
        show(this.error, true);
    }

    #build() {
        const step = (id, sign, days, key) => h('button', {
            type: 'button', id, class: 'small', 'aria-label': t(key), title: t(key),
            onclick: () => this.#move(days),
        }, icon(sign));
        this.dateField = h('input', {
            type: 'date', id: 'day-choose', 'aria-label': t('day.choose'),
            onchange: () => this.dateField.value && this.goTo(this.dateField.value),
        });
        this.todayButton = h('button', {
            type: 'button', class: 'small', id: 'day-today', onclick: () => this.goTo(this.today),
        }, t('day.today'));
        const refresh = h('button', {
            type: 'button', class: 'small', id: 'day-refresh', onclick: () => this.refresh(),
        }, icon('refresh'), t('day.refresh'));
        return h('section', { class: 'day' },
            h('header', { class: 'day-head' },
                h('div', {}, this.heading, this.who),
                h('div', { class: 'day-tools', role: 'group', 'aria-label': t('day.tools') },
                    step('day-before', 'back-day', -1, 'day.before'), this.todayButton,
                    step('day-after', 'next-day', 1, 'day.after'), this.dateField, refresh)),
            this.error, this.list, this.none, this.more,
            h('footer', { class: 'day-foot' }, this.said,
                h('p', { class: 'quiet keys-hint' }, t('day.keys'))));
    }

    #move(days) {
        if (this.date) this.goTo(dayBeside(this.date, days));
    }

    /** Up and down go from hearing to hearing, left and right from day to day. */
    #key(event) {
        const { key, target, ctrlKey, metaKey, altKey } = event;
        if (ctrlKey || metaKey || altKey || target.closest?.('input, select, textarea, dialog')) return;
        const acts = {
            ArrowLeft: () => this.#move(-1), ArrowRight: () => this.#move(1),
            ArrowUp: () => this.#focus(-1), ArrowDown: () => this.#focus(1),
            t: () => this.goTo(this.today), r: () => this.refresh(),
        };
        if (!Object.hasOwn(acts, key)) return;
        event.preventDefault();
        acts[key]();
    }

    #focus(step) {
        const rows = [...this.list.querySelectorAll('.day-row')];
        const here = rows.findIndex((row) => row.contains(document.activeElement));
        const row = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step];
        (row?.querySelector('button:not([hidden])') ?? row)?.focus();
    }
}

/** One hearing. */
class Row {
    constructor(page, { hid }) {
        this.page = page;
        this.time = h('time', { class: 'day-time' });
        this.title = h('h2', {});
        this.kind = h('p', { class: 'quiet' });
        this.state = h('span', { class: 'chip' });
        this.people = h('p', { class: 'day-people' });
        this.button = h('button', {
            type: 'button', class: 'primary', 'data-enter': hid,
            onclick: (event) => event.detail < 2 && this.#enter(),
        }, icon('enter'), h('span', {}, t('day.enter')));
        this.noSeat = h('p', { class: 'quiet' }, t('day.noSeat'));
        this.element = h('li', { class: 'day-row', 'data-hearing': hid, tabIndex: -1 },
            this.time, h('div', { class: 'day-what' }, this.title, this.kind),
            h('div', { class: 'day-how' }, this.state, this.people),
            h('div', { class: 'day-go' }, this.button, this.noSeat));
    }

    /** @param {import('../day.js').Line} line @param {number} now */
    update(line, now) {
        const how = standing(line, now);
        mark(this.element, 'data-state', line.state ?? 'unknown');
        mark(this.element, 'data-standing', how);
        setText(this.time, timeOfDay(line.scheduled, language()));
        setText(this.title, line.title);
        setText(this.kind, this.#kind(line));
        setText(this.state, line.state ? t(`hearing.${line.state}`) : t('day.unreadable'));
        mark(this.state, 'data-state', line.state);
        this.#showPeople(line);
        show(this.button, mayEnter(line));
        mark(this.button, 'aria-label', t('day.enter.about', { title: line.title }));
        show(this.noSeat, !line.me);
        this.button.classList.toggle('primary', how !== 'later');
    }

    #kind({ script, cases, me, previous, next }) {
        const parts = [
            say(script?.title), cases.length > 1 && t('day.cases', { count: cases.length }),
            previous && t('day.continued'), me && t('day.me', { role: t(`role.${me.role}`) }),
            next && t('day.next', { date: dayAndTime(next, language()) }),
        ];
        return parts.filter(Boolean).join(t('list.dot'));
    }

    #showPeople(line) {
        const words = peopleOf(line).map(({ key, count, all, tone }) =>
            h('span', { 'data-tone': tone }, t(key, { count, all })));
        const text = words.map(({ textContent }) => textContent).join('');
        if (text !== this.people.dataset.text) {
            this.people.dataset.text = text;
            this.people.replaceChildren(...words);
        }
    }

    async #enter() {
        if (this.button.getAttribute('aria-busy')) return;
        mark(this.button, 'aria-busy', 'true');
        const entered = this.page.enter(this.element.dataset.hearing);
        await entered.finally(() => mark(this.button, 'aria-busy', null));
    }
}
