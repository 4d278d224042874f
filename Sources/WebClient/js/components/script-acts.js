/** The acts of the present step: what is done and for whom, what is read out, and one-click ticks. */

import { h, icon, Keyed, mark, setIcon, setText, show } from '../dom.js';
import { say, t } from '../i18n.js';
import { actsOf, completions } from '../bench-script.js';
import { OrderButton } from './order-button.js';

export class ScriptActs {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.element = h('ul', { class: 'acts' });
        this.rows = new Keyed(this.element, () => new ActRow(app));
    }

    /** @param {import('../replica.js').HearingState} state */
    show(state) {
        this.rows.update(actsOf(state).map((item) => [item.act.id, item]), state);
        show(this.element, this.element.childElementCount > 0);
    }
}

class ActRow {
    constructor(app) {
        this.app = app;
        this.picture = icon('circle');
        this.title = h('span', { class: 'act-title' });
        this.plain = h('span', { class: 'act-plain' }, this.picture, this.title);
        this.line = h('div', { class: 'act-line' }, this.plain);
        this.once = new Keyed(h('div', { class: 'act-once' }), (words, order) =>
            new OrderButton(app, order, { look: 'small', words, sign: 'circle' }));
        this.note = h('span', { class: 'quiet' });
        this.line.append(this.once.container, this.note);
        this.people = h('div', { class: 'act-people' });
        this.ticks = new Keyed(this.people, (key, tick) => this.#tick(tick));
        this.text = h('p', { class: 'read-text' });
        this.read = h('details', { class: 'read' }, h('summary', {}, t('script.read')), this.text);
        this.element = h('li', { class: 'act' }, this.line, this.people, this.read);
    }

    update(item, state) {
        const { act, done, first, seats } = item;
        mark(this.element, 'data-act', act.id);
        mark(this.element, 'data-done', done);
        setIcon(this.picture, done ? 'check' : 'circle');
        setText(this.title, say(act.title));
        const short = seats.length > 0 && !done
            ? t('script.for', { done: seats.filter((seat) => seat.done).length, all: seats.length })
            : act.required === false && !done ? t('script.optional') : '';
        setText(this.note, first && !done ? t('script.first', { act: say(first.title) }) : short);
        const once = act.each.length > 0 ? [] : completions(item);
        this.once.update(once.map((order) => [say(act.title), order]));
        show(this.plain, once.length === 0);
        show(this.once.container, once.length > 0);
        this.ticks.update(ticksOf(item).map((tick) => [JSON.stringify(tick), tick]), state);
        show(this.people, this.people.childElementCount > 0);
        const text = say(act.text);
        setText(this.text, text);
        show(this.read, text);
    }

    /** A person for whom it is done, or a button that says so. */
    #tick({ number, order }) {
        if (!order) {
            const element = h('span', { class: 'ticked', 'data-seat': number },
                icon('tick'), h('span', {}, this.app.shell.who(number)));
            return { element };
        }
        return new OrderButton(this.app, order, {
            look: 'small', words: this.app.shell.who(number), sign: null,
        });
    }
}

/** What stands under an act: for whom it is done, and the orders that are still to be given. */
function ticksOf(item) {
    if (item.act.each.length === 0) return [];
    const done = item.seats.filter((seat) => seat.done).map(({ number }) => ({ number }));
    const open = completions(item).map((order) => ({ number: order.seat, order }));
    return item.done && item.seats.length === done.length && done.length > 4 ? [] : [...done, ...open];
}
