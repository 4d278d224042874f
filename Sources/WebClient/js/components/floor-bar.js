/**
 * Above the courtroom: who has the word and how long, hands, objections, and the big keys; in a
 * room apart, that one is in it, and the way back.
 */

import { h, icon, Keyed, mark, setText, show } from '../dom.js';
import { clockText } from '../clock.js';
import { say, t } from '../i18n.js';
import { handsOf, layouts, speechMinutes } from '../bench.js';
import { nextMove, presentStep } from '../bench-script.js';
import { isApart } from '../replica.js';
import { secondsLeft, speechAt } from '../speech.js';
import { OrderMenu } from './bench-menu.js';
import { OrderButton } from './order-button.js';

/** The states in which somebody can have the word. */
const spoken = new Set(['inSession', 'recess', 'suspended']);

/** Hands that stand in the bar; further ones are a number. */
const handsMax = 4;

export class FloorBar {
    #timer = 0;

    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.apart = new Apart(app);
        this.deputy = h('p', { class: 'bar-deputy', id: 'deputy', role: 'status', hidden: true });
        this.word = new Word(app);
        this.hands = new Hands(app);
        this.objections = new Objections(app);
        this.keys = new FloorKeys(app);
        this.step = h('p', { class: 'bar-step' });
        this.next = new Keyed(h('div', { class: 'bar-next' }), (key, order) =>
            new OrderButton(app, order, { look: 'small' }));
        this.live = h('div', { class: 'bar-live' }, this.hands.element, this.objections.element);
        this.element = h('section', { class: 'floor-bar', id: 'floor', 'aria-label': t('bench.floor') },
            this.apart.element, this.deputy,
            h('div', { class: 'bar-script' }, this.step, this.next.container),
            this.word.element, this.keys.element, this.live);
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        const step = presentStep(state);
        const { order } = nextMove(state);
        setText(this.step, step ? say(step.title) : '');
        this.next.update(order ? [[JSON.stringify(order), order]] : []);
        this.apart.update(state);
        this.#sayDeputy(state);
        this.hands.update(state);
        this.objections.update(state);
        this.keys.update(state);
        show(this.live, !this.hands.element.hidden || !this.objections.element.hidden);
        this.#tick();
    }

    close() {
        clearTimeout(this.#timer);
        this.keys.close();
        this.word.close();
    }

    /** While whoever presides is away, the first judge who is here keeps order. */
    #sayDeputy({ hearing, me }) {
        const { deputy = null } = hearing;
        const words = deputy === me.seat ? t('bench.deputy.me')
            : deputy === null ? '' : t('bench.deputy', { who: this.app.shell.who(deputy) });
        setText(this.deputy, words);
        show(this.deputy, words);
    }

    /** The clock of a speech runs between two states. */
    #tick() {
        clearTimeout(this.#timer);
        this.word.update(this.app.state);
        if (this.app.state?.hearing.speech?.since) {
            this.#timer = setTimeout(() => this.#tick(), 500);
        }
    }
}

/** In a room apart: that nobody else hears it, and the way back into the courtroom. */
class Apart {
    constructor(app) {
        this.text = h('p', {});
        this.end = new OrderButton(app, { name: 'endDeliberation' }, { look: 'small' });
        this.leave = new OrderButton(app, { name: 'leaveRoom' }, { look: 'small', words: t('bench.back') });
        this.element = h('div', { class: 'bar-apart', id: 'apart', role: 'status', hidden: true },
            icon('lock'), this.text, this.end.element, this.leave.element);
    }

    update({ me }) {
        const panel = me.room === 'deliberation';
        show(this.element, isApart(me.room));
        setText(this.text, t(panel ? 'bench.apart.panel' : 'bench.apart.room'));
        show(this.end.element, panel && me.orders.includes('endDeliberation'));
        show(this.leave.element, !panel && me.orders.includes('leaveRoom'));
        this.end.update();
        this.leave.update();
    }
}

/** Whoever has the word, how long still, and the key that ends it. */
class Word {
    constructor(app) {
        this.app = app;
        this.who = h('span', { class: 'bar-who' });
        this.clock = h('time', { class: 'bar-clock', id: 'speech-clock' });
        this.still = h('span', { class: 'quiet' }, t('bench.speech.still'));
        this.limit = new OrderMenu(app, {
            words: t('bench.limit'), sign: 'clock', look: 'sign', name: 'limit',
        });
        this.end = new OrderButton(app, { name: 'endFloor' }, { look: 'sign' });
        this.element = h('div', { class: 'bar-word', id: 'speech' },
            icon('word'), this.who, this.clock, this.still, this.limit.element, this.end.element);
    }

    update(state) {
        const speech = state?.hearing.speech ?? null;
        mark(this.element, 'data-seat', speech?.seat);
        setText(this.who, speech ? this.app.shell.who(speech.seat) : t('bench.speech.none'));
        const view = speechAt(speech, this.app.connection?.serverMicroseconds() ?? 0);
        const limited = view && view.remaining !== null;
        setText(this.clock, limited ? clockText(secondsLeft(view.remaining) * 1_000_000) : '');
        mark(this.element, 'data-running', view && view.runs);
        mark(this.element, 'data-urgency', view?.urgency);
        show(this.still, view && !view.runs);
        show(this.element, speech || spoken.has(state?.hearing.state));
        show(this.end.element, speech && state.me.orders.includes('endFloor'));
        this.end.update();
        this.#updateLimit(state, speech);
    }

    close() {
        this.limit.close();
    }

    /** The time of whoever speaks can be set, or given anew. */
    #updateLimit({ hearing, me }, speech) {
        const may = speech && hearing.state === 'inSession' && me.orders.includes('grantFloor');
        show(this.limit.element, may);
        this.limit.update(!may ? [] : speechMinutes.map((minutes) => ({
            order: { name: 'grantFloor', seat: speech.seat, seconds: minutes * 60 },
            words: t('bench.minutes', { minutes }),
        })));
    }
}

/** Raised hands in their order; a click gives the word. */
class Hands {
    constructor(app) {
        this.app = app;
        this.list = h('div', { class: 'bar-list' });
        this.chips = new Keyed(this.list, (key, order) => (order.name === 'grantFloor'
            ? new OrderButton(app, order, { look: 'small', sign: 'hand', words: app.shell.who(order.seat) })
            : this.#only(order.seat)));
        this.more = h('span', { class: 'quiet' });
        this.down = new OrderButton(app, { name: 'lowerAllHands' }, { look: 'sign' });
        this.element = h('div', {
            class: 'bar-hands', id: 'hands', role: 'group', 'aria-label': t('bench.hands'),
        }, this.list, this.more, this.down.element);
    }

    update(state) {
        const hands = handsOf(state);
        const grants = state.me.orders.includes('grantFloor') && state.hearing.state === 'inSession';
        this.chips.update(hands.slice(0, handsMax).map((seat) => {
            const order = grants ? { name: 'grantFloor', seat } : { name: 'hand', seat };
            return [JSON.stringify(order), order];
        }));
        const more = hands.length - handsMax;
        setText(this.more, more > 0 ? t('bench.hands.more', { count: more }) : '');
        show(this.down.element, hands.length > 0 && state.me.orders.includes('lowerAllHands'));
        this.down.update();
        show(this.element, hands.length > 0);
    }

    #only(seat) {
        const element = h('span', { class: 'chip-plain' }, icon('hand'), this.app.shell.who(seat));
        return { element };
    }
}

/** Objections that wait: who, on what ground, and the ruling at a click. */
class Objections {
    constructor(app) {
        this.element = h('div', { class: 'bar-objections', id: 'objections', role: 'alert' });
        this.rows = new Keyed(this.element, (key, objection) => new ObjectionRow(app, objection));
    }

    update(state) {
        const objections = state.hearing.objections ?? [];
        this.rows.update(objections.map((each) => [String(each.number), each]), state);
        show(this.element, objections.length > 0);
    }
}

class ObjectionRow {
    constructor(app, { number, seat, ground }) {
        this.orders = ['sustained', 'overruled'].map((ruling) =>
            new OrderButton(app, { name: 'rule', objection: number, ruling }, { look: 'small', sign: null }));
        const words = t('bench.objection', { who: app.shell.who(seat), ground: t(`ground.${ground}`) });
        this.element = h('div', { class: 'objection', 'data-objection': number },
            icon('objection'), h('span', {}, words), ...this.orders.map(({ element }) => element));
    }

    update(item, state) {
        for (const order of this.orders) {
            show(order.element, state.me.orders.includes('rule'));
            order.update();
        }
    }
}

/** The keys that act on everybody: arrangement, mute all, and the one big key for silence. */
class FloorKeys {
    constructor(app) {
        this.layout = new OrderMenu(app, {
            words: t('order.layout'), sign: 'layout', look: 'sign', name: 'layout',
        });
        this.muteAll = new OrderButton(app, { name: 'muteAll' });
        this.silence = new OrderButton(app, { name: 'silence' });
        this.restore = new OrderButton(app, { name: 'restoreOrder' }, { look: 'primary' });
        this.element = h('div', { class: 'bar-keys' }, this.layout.element, this.muteAll.element,
            this.silence.element, this.restore.element);
    }

    update({ hearing, me }) {
        const may = (name) => me.orders.includes(name);
        show(this.layout.element, may('layout'));
        this.layout.update(layouts.filter((layout) => layout !== (hearing.layout ?? 'automatic'))
            .map((layout) => ({ order: { name: 'layout', layout }, words: t(`bench.layout.${layout}`) })));
        show(this.muteAll.element, may('muteAll'));
        show(this.silence.element, may('silence') && !hearing.silenced);
        show(this.restore.element, may('restoreOrder') && hearing.silenced);
        for (const button of [this.muteAll, this.silence, this.restore]) button.update();
    }

    close() {
        this.layout.close();
    }
}
