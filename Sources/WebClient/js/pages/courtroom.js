/**
 * The courtroom: where the hearing stands, who has the word, stage and one's own controls; for
 * people who are not of the court also what is expected of them. The bench's page has it in its
 * middle, with panels of its own around it.
 */

import { h, icon, mark, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { isTogether } from '../replica.js';
import { isBench, sends } from '../roles.js';
import { Asked } from '../components/asked.js';
import { Controls } from '../components/controls.js';
import { integrityCard } from '../components/integrity.js';
import { Invitations } from '../components/invitations.js';
import { MyActs } from '../components/my-acts.js';
import { Notes } from '../components/notes.js';
import { SpeechClock } from '../components/speech-clock.js';
import { Stage } from '../components/stage.js';
import { StepLine } from '../components/step-line.js';
import { channelsOf, Texts } from '../components/texts.js';

/** @param {import('../app.js').App} app */
export function courtroomPage(app) {
    return new CourtroomPage(app);
}

class CourtroomPage {
    #integrity = '';
    /** @type {Promise<any> | null} */
    #awake = null;

    constructor(app) {
        this.app = app;
        this.stage = new Stage(app);
        this.notes = new Notes(app);
        this.forPeople = isBench(app.state.me) ? null : new ForPeople(app);
        this.asked = new Asked(app);
        this.controls = new Controls(app, { extra: this.forPeople ? [this.forPeople.button] : [] });
        this.closed = h('div', { class: 'closed', hidden: true });
        this.notYet = h('p', { class: 'not-yet' }, t('courtroom.notOpen'));
        this.element = h('div', { class: 'courtroom' },
            h('h1', { class: 'only-heard' }, t('courtroom.title')),
            h('div', { class: 'court-head' },
                this.forPeople?.step.element, this.forPeople?.speech.element, this.notes.element),
            h('div', { class: 'floor' }, this.closed, this.notYet, this.stage.element),
            this.forPeople?.aside, this.asked.element, this.controls.element);
        this.#stayAwake();
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        const inside = isTogether(state.me);
        show(this.notYet, !inside);
        show(this.stage.element, inside);
        this.stage.update();
        this.notes.update();
        this.asked.update();
        this.controls.update();
        if (this.forPeople) mark(this.element, 'data-aside', this.forPeople.update());
        this.#showIntegrity(state.integrity);
    }

    close() {
        this.stage.close();
        this.controls.close();
        this.forPeople?.close();
        void this.#awake?.then((lock) => lock?.release());
    }

    #showIntegrity(integrity) {
        show(this.closed, integrity);
        const text = JSON.stringify(integrity ?? null);
        if (text === this.#integrity) return;
        this.#integrity = text;
        this.closed.replaceChildren(...(integrity ? [integrityCard(integrity)] : []));
    }

    /** A phone must not fall asleep in court. */
    #stayAwake() {
        this.#awake = navigator.wakeLock?.request('screen').catch(() => null) ?? null;
    }
}

/** What people who are not of the court have around the stage. */
class ForPeople {
    constructor(app) {
        this.app = app;
        this.step = new StepLine(app);
        this.speech = new SpeechClock(app);
        this.acts = new MyActs(app);
        this.invitations = new Invitations(app);
        this.texts = new Texts(app);
        this.unread = h('span', { class: 'unread', hidden: true });
        this.button = h('button', {
            type: 'button', class: 'switch', id: 'control-texts', 'aria-expanded': 'false',
            'aria-controls': 'texts', onclick: () => this.#toggleTexts(),
        }, icon('text'), h('span', {}, t('controls.texts')), this.unread);
        show(this.texts.element, false);
        this.aside = h('aside', { class: 'court-aside', 'aria-label': t('acts.aside') },
            this.invitations.element, this.acts.element, this.texts.element);
    }

    /** @returns {'tasks' | 'texts' | null} What stands beside the stage, if anything. */
    update() {
        for (const part of [this.step, this.speech, this.texts]) part.update();
        const hasTasks = [this.invitations.update(), this.acts.update()].some(Boolean);
        const canWrite = this.#mayWrite(this.app.state);
        if (!canWrite) this.#toggleTexts(false);
        show(this.button, canWrite);
        const open = !this.texts.element.hidden;
        if (open) this.texts.markRead();
        const { unread } = this.texts;
        show(this.unread, unread > 0);
        setText(this.unread, unread > 0 ? t('controls.texts.unread', { count: unread }) : '');
        show(this.aside, hasTasks || open);
        return hasTasks ? 'tasks' : open ? 'texts' : null;
    }

    close() {
        this.speech.close();
    }

    /** Observers see and hear; in the courtroom they answer the court, and do not begin. */
    #mayWrite(state) {
        const written = (state.texts ?? []).length > 0;
        return written || (sends(state.me) && channelsOf(state).length > 0);
    }

    #toggleTexts(open = this.texts.element.hidden === true) {
        if (open === !this.texts.element.hidden) return;
        show(this.texts.element, open);
        mark(this.button, 'aria-expanded', String(open));
        this.app.changed();
        if (open) this.texts.element.querySelector('textarea')?.focus();
    }
}
