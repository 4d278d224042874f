/** What the hearing expects of this person now: read, confirm, promise, sign. */

import { h, icon, Keyed, mark, setText, show } from '../dom.js';
import { myActs } from '../acts.js';
import { say, t } from '../i18n.js';
import { recusableSeats } from '../sides.js';
import { applyForRecusal } from './recusal.js';
import { confirm } from './confirm.js';

export class MyActs {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.list = h('div', { class: 'acts' });
        this.cards = new Keyed(this.list, (key, item) => new ActCard(app, item));
        this.element = h('section', { class: 'my-acts', id: 'my-acts', hidden: true },
            h('h2', {}, t('acts.title')), this.list);
    }

    /** @returns {boolean} Whether there is anything to do. */
    update() {
        const { state } = this.app;
        // One thing at a time: the next follows when it is done.
        const acts = state ? myActs(state).slice(0, 1) : [];
        show(this.element, acts.length > 0);
        this.cards.update(acts.map((each) => [each.act.id, each]), state);
        return acts.length > 0;
    }
}

/** One act with what is to be read and the button that says it is done. */
class ActCard {
    constructor(app, { act, seat }) {
        this.app = app;
        this.order = { name: 'complete', act: act.id, ...(seat === null ? {} : { seat }) };
        this.title = h('h3', {});
        this.text = h('p', { class: 'act-text', tabIndex: 0 });
        this.wait = h('p', { class: 'quiet' });
        this.words = h('span', {});
        this.button = h('button', {
            type: 'button', class: 'primary', 'data-order': 'complete', 'data-act': act.id,
            onclick: (event) => event.detail < 2 && this.#complete(),
        }, icon('check'), this.words);
        this.recusal = act.id === 'recusal' ? h('button', {
            type: 'button', 'data-item': 'recusal', onclick: () => applyForRecusal(app),
        }, icon('scales'), t('recusal.button')) : null;
        this.element = h('article', { class: 'card act', 'data-act': act.id, role: 'status' },
            this.title, this.text, this.wait, h('div', { class: 'buttons' }, this.button, this.recusal));
    }

    update({ act, after }, state) {
        this.act = act;
        this.signs = state.hearing.state === 'recordClosed';
        setText(this.title, say(act.title));
        setText(this.text, say(act.text));
        show(this.text, say(act.text));
        const whenAsked = act.required ? '' : t('acts.whenAsked');
        const wait = after ? t('acts.after', { act: say(after.title) }) : whenAsked;
        setText(this.wait, wait);
        show(this.wait, wait);
        this.button.disabled = Boolean(after);
        setText(this.words, t(this.#wordsKey(act)));
        if (this.recusal) show(this.recusal, recusableSeats(state).length > 0);
        const pending = this.app.orders?.pending.some(
            ({ order }) => order.name === 'complete' && order.act === act.id);
        mark(this.button, 'aria-busy', pending ? 'true' : null);
    }

    #wordsKey({ id, text }) {
        if (this.signs) return 'acts.sign';
        if (id === 'recusal') return 'acts.heard';
        return text ? 'acts.agree' : 'acts.confirm';
    }

    /** Signing cannot be taken back: it says what follows and asks once. */
    async #complete() {
        if (this.button.getAttribute('aria-busy')) return;
        if (this.signs) {
            const title = say(this.act.title);
            const answer = await confirm({
                title: t('acts.sign.title', { act: title }), text: t('acts.sign.text'), yes: t('acts.sign'),
            });
            if (!answer) return;
        }
        await this.app.order(this.order);
    }
}
