/** The order of the hearing at the left: every step, the present one open, and what comes next. */

import { h, icon, Keyed, mark, setIcon, setText, show } from '../dom.js';
import { say, t } from '../i18n.js';
import { reasonsOf } from '../bench.js';
import { railOf, returnable, skippable } from '../bench-script.js';
import { OrderMenu } from './bench-menu.js';
import { ScriptActs } from './script-acts.js';
import { ScriptCourse } from './script-course.js';

export class ScriptRail {
    /** The step that was brought into sight. @type {string | null} */
    #seen = null;

    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.title = h('h2', {});
        this.case = h('p', { class: 'quiet', id: 'case' });
        this.list = h('ol', { class: 'script-steps' });
        this.acts = new ScriptActs(app);
        this.steps = new Keyed(this.list, () => new StepRow(app, this.acts));
        this.course = new ScriptCourse(app);
        this.element = h('aside', { class: 'script-rail', id: 'script', 'aria-label': t('script.label') },
            h('header', { class: 'script-head' }, this.title, this.case),
            this.list, this.course.element);
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        const { hearing } = state;
        setText(this.title, say(hearing.script?.title) || t('script.label'));
        const { number = 1, count = 1 } = hearing.case ?? {};
        setText(this.case, count > 1 ? t('script.case', { number, count }) : '');
        show(this.case, count > 1);
        const skip = skippable(state);
        const back = new Set(returnable(state).map(({ id }) => id));
        this.steps.update(railOf(state).map((item) => [item.step.id, {
            ...item, skip: skip?.id === item.step.id, back: back.has(item.step.id),
        }]), state);
        this.course.update();
        this.#bringIntoSight(hearing.step ?? null);
    }

    close() {
        this.steps.close();
        this.course.close();
    }

    /** Once, when the step begins: whoever scrolls afterwards is left alone. */
    #bringIntoSight(step) {
        if (step === this.#seen || !this.element.isConnected) return;
        this.#seen = step;
        this.steps.views.get(step)?.element.scrollIntoView({ block: 'nearest' });
    }
}

/** One step; the present one holds its acts. */
class StepRow {
    constructor(app, acts) {
        this.app = app;
        this.acts = acts;
        this.picture = icon('circle');
        this.number = h('span', { class: 'step-number' });
        this.title = h('span', { class: 'step-title' });
        this.note = h('span', { class: 'quiet' });
        this.back = new OrderMenu(app, {
            words: t('order.returnTo'), sign: 'back', look: 'sign', name: 'returnTo',
        });
        this.skip = new OrderMenu(app, {
            words: t('order.skipStep'), sign: 'skip', look: 'sign', name: 'skipStep',
        });
        this.element = h('li', { class: 'script-step' },
            h('div', { class: 'script-line' }, h('span', { class: 'step-mark', 'aria-hidden': 'true' },
                this.number, this.picture), h('span', { class: 'step-words' }, this.title, this.note),
            this.back.element, this.skip.element));
    }

    update({ step, number, place, skip, back }, state) {
        mark(this.element, 'data-step', step.id);
        mark(this.element, 'data-place', place);
        mark(this.element, 'aria-current', place === 'present' ? 'step' : null);
        mark(this.picture, 'hidden', place === 'done' ? null : '');
        setIcon(this.picture, 'tick');
        setText(this.number, place === 'done' ? '' : String(number));
        setText(this.title, say(step.title));
        setText(this.note, step.optional && place !== 'done' ? t('script.mayBeSkipped') : '');
        show(this.back.element, back);
        show(this.skip.element, skip);
        this.back.update(back ? reasons('returnTo', { step: step.id }) : []);
        this.skip.update(skip ? reasons('skipStep', {}) : []);
        if (place !== 'present') return;
        if (this.acts.element.parentElement !== this.element) this.element.append(this.acts.element);
        this.acts.show(state);
    }

    close() {
        this.back.close();
        this.skip.close();
    }
}

/** An order once for each of its reasons. */
function reasons(name, members) {
    return reasonsOf[name].map((reason) => ({
        order: { name, ...members, reason }, words: t(`reason.${reason}`),
    }));
}
