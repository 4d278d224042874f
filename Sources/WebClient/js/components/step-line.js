/** Where the hearing stands: the present step, what it waits for, and how far along that is. */

import { h, Keyed, mark, setText, show } from '../dom.js';
import { nextAct, presentStep, railOf } from '../acts.js';
import { say, t } from '../i18n.js';

export class StepLine {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.title = h('strong', { class: 'step-now' });
        this.act = h('span', { class: 'step-act' });
        this.case = h('span', { class: 'step-case' });
        this.list = h('ol', { class: 'step-dots', 'aria-label': t('steps.label') });
        this.dots = new Keyed(this.list, () => new Dot());
        this.element = h('section', { class: 'step-line-now', id: 'step', 'aria-label': t('steps.now') },
            h('p', {}, this.case, this.title, this.act), this.list);
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        const step = presentStep(state);
        show(this.element, step);
        if (!step) return;
        mark(this.element, 'data-step', step.id);
        const { number = 1, count = 1 } = state.hearing.case ?? {};
        show(this.case, count > 1);
        setText(this.case, t('steps.case', { number, count }));
        setText(this.title, say(step.title));
        const act = nextAct(state);
        show(this.act, act);
        setText(this.act, act ? say(act.title) : '');
        const rail = railOf(state).filter((each) => each.step.phase === step.phase);
        show(this.list, rail.length > 1);
        this.dots.update(rail.map((each) => [each.step.id, each]));
    }
}

/** One step as a dot; its name is under the pointer and for those who listen. */
class Dot {
    constructor() {
        this.words = h('span', { class: 'only-heard' });
        this.element = h('li', {}, this.words);
    }

    update({ step, state }) {
        const title = say(step.title);
        setText(this.words, t(`steps.${state}`, { step: title }));
        this.element.title = title;
        mark(this.element, 'data-state', state);
        mark(this.element, 'aria-current', state === 'now' ? 'step' : null);
    }
}
