/** What leads the hearing on, and what stops or ends it. */

import { h, Keyed, mark, setText, show } from '../dom.js';
import { dayAndTime } from '../clock.js';
import { language, say, t } from '../i18n.js';
import { courseOf, reasonsOf } from '../bench.js';
import { nextMove } from '../bench-script.js';
import { OrderMenu } from './bench-menu.js';
import { OrderButton } from './order-button.js';

/** As many acts are named that are missing; the script above shows them all. */
const actsMax = 2;

/** As many people are named in a line about what is missing. */
const namesMax = 2;

/** Ways to end a session early: a click unfolds them, for none is wanted every day. */
const endings = new Set(['adjourn', 'pronounceLater', 'moveOffline']);

export class ScriptCourse {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.next = h('div', { class: 'next', id: 'script-next' });
        this.nextButtons = new Keyed(this.next, (key, { order, words }) =>
            new OrderButton(app, order, { look: 'primary', words }));
        this.missing = h('ul', { class: 'missing', id: 'script-missing' });
        this.rows = new Keyed(this.missing, () => new MissingRow());
        this.steps = h('div', { class: 'course', id: 'next-steps' });
        this.buttons = new Keyed(this.steps, (key, name) => this.#button(name));
        this.ends = h('p', { class: 'quiet', id: 'next-session' });
        this.element = h('div', { class: 'script-course' },
            this.next, this.missing, this.steps, this.#public(), this.ends);
    }

    update() {
        const { state } = this.app;
        const move = nextMove(state);
        const item = { order: move.order, words: move.order && wordsOf(move) };
        this.nextButtons.update(move.order ? [[JSON.stringify(item), item]] : []);
        mark(this.next, 'data-held', move.acts.length + move.people.length > 0 || move.recusal);
        this.rows.update(this.#missing(move).map((words) => [words, words]));
        show(this.missing, this.missing.childElementCount > 0);
        this.buttons.update(courseOf(state).filter((name) => name !== move.order?.name)
            .reduce(intoMenus, []).map((name) => [name, name]));
        this.#updatePublic(state);
        setText(this.ends, state.hearing.next
            ? t('script.goesOn', { clock: dayAndTime(state.hearing.next, language()) }) : '');
        show(this.ends, state.hearing.next);
    }

    close() {
        this.buttons.close();
        this.closing.close();
    }

    /** What is in the way of the next move, in words. */
    #missing({ acts, people, recusal }) {
        const { shell } = this.app;
        return [
            ...(recusal ? [t('script.missing.recusal')] : []),
            ...people.map((seat) => t('script.missing.person', { who: shell.who(seat) })),
            ...acts.slice(0, actsMax).map(({ act, seats }) => this.#missingAct(say(act.title), seats)),
            ...(acts.length > actsMax ? [t('script.missing.more', { count: acts.length - actsMax })] : []),
        ];
    }

    /** Few people are named; many are counted, for the act above names them all. */
    #missingAct(act, seats) {
        if (seats.length === 0) return t('script.missing.act', { act });
        if (seats.length > namesMax) return t('script.missing.actCount', { act, count: seats.length });
        const who = seats.map((seat) => this.app.shell.who(seat)).join(t('list.and'));
        return t('script.missing.actFor', { act, who });
    }

    /** @param {string} name */
    #button(name) {
        if (name === 'recess') {
            return new OrderButton(this.app, { name, reason: 'rest' }, { words: t('order.recess') });
        }
        if (name === 'recessFor') {
            return this.#reasons('recess', t('script.recessFor'), reasonsOf.recess.slice(1));
        }
        if (name === 'continueUnrecorded') return this.#reasons(name, t(`order.${name}`), reasonsOf[name]);
        if (name === 'endings') return this.#endings();
        return new OrderButton(this.app, { name }, { sign: null });
    }

    #reasons(name, words, reasons) {
        return this.#menu(name, words, () => reasons.map((reason) =>
            ({ order: { name, reason }, words: t(`reason.${reason}`) })));
    }

    /** The ways in which a session ends before its end. */
    #endings() {
        const names = () => courseOf(this.app.state).filter((name) => endings.has(name));
        return this.#menu('endings', t('script.endings'), () =>
            names().map((name) => ({ order: { name }, words: t(`order.${name}`) })));
    }

    #menu(name, words, items) {
        const menu = new OrderMenu(this.app, { words, name });
        return { element: menu.element, update: () => menu.update(items()), close: () => menu.close() };
    }

    /** Whether the public may listen: a reason closes the doors, a click opens them again. */
    #public() {
        this.closing = new OrderMenu(this.app, { words: t('script.close'), name: 'closeToPublic' });
        this.opening = new OrderButton(
            this.app, { name: 'openToPublic' }, { sign: null, words: t('script.open') });
        this.openness = h('p', {});
        this.publicity = h('div', { class: 'publicity' }, this.openness,
            this.closing.element, this.opening.element);
        return this.publicity;
    }

    #updatePublic({ hearing, me }) {
        const may = (name) => me.orders.includes(name);
        setText(this.openness, t(hearing.closed ? 'script.closed' : 'script.public'));
        show(this.closing.element, !hearing.closed && may('closeToPublic'));
        show(this.opening.element, hearing.closed && may('openToPublic'));
        this.closing.update(reasonsOf.closeToPublic.map((reason) => ({
            order: { name: 'closeToPublic', reason }, words: t(`reason.${reason}`),
        })));
        this.opening.update();
    }
}

/** Rare orders stand behind one button: other reasons for a recess, early endings. */
function intoMenus(names, name) {
    if (name === 'recess') return [...names, 'recess', 'recessFor'];
    if (!endings.has(name)) return [...names, name];
    return names.includes('endings') ? names : [...names, 'endings'];
}

class MissingRow {
    element = h('li', {});

    update(words) {
        setText(this.element, words);
    }
}

/** The button that leads on says where to. */
function wordsOf({ order, to }) {
    return to ? t('script.nextTo', { step: say(to.title) }) : t(`order.${order.name}`);
}
