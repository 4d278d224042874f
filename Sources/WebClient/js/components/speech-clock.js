/** Who has the word and how long yet: on every screen, ticking by the server's clock. */

import { h, icon, mark, setText, show } from '../dom.js';
import { clockText } from '../clock.js';
import { t } from '../i18n.js';
import { secondsLeft, speechAt } from '../speech.js';

/** Often enough that no second is skipped. */
const tickMilliseconds = 250;

export class SpeechClock {
    #timer = 0;
    #said = '';

    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.who = h('span', { class: 'speech-who' });
        this.clock = h('time', { class: 'speech-clock', id: 'speech-clock', role: 'timer' });
        this.still = h('span', { class: 'speech-still' }, t('speech.still'));
        this.fill = h('span', { class: 'fill' });
        this.bar = h('span', { class: 'speech-bar', 'aria-hidden': 'true' }, this.fill);
        this.warning = h('span', { class: 'only-heard', role: 'alert' });
        this.element = h('section', {
            class: 'speech', id: 'speech', hidden: true, 'aria-label': t('speech.label'),
        }, icon('microphone'), this.who, this.still, this.clock, this.bar, this.warning);
    }

    update() {
        clearTimeout(this.#timer);
        const { state, connection } = this.app;
        const view = speechAt(state?.hearing.speech, connection?.serverMicroseconds() ?? 0);
        show(this.element, view);
        if (!view) {
            this.#said = '';
            return setText(this.warning, '');
        }
        this.#show(view, view.seat === state?.me.seat);
        if (view.runs && view.remaining !== null) {
            this.#timer = setTimeout(() => this.update(), tickMilliseconds);
        }
    }

    close() {
        clearTimeout(this.#timer);
    }

    /** @param {import('../speech.js').SpeechView} view @param {boolean} mine */
    #show({ seat, remaining, share, runs, urgency }, mine) {
        mark(this.element, 'data-seat', seat);
        mark(this.element, 'data-mine', mine);
        mark(this.element, 'data-urgency', urgency);
        mark(this.element, 'data-running', runs);
        setText(this.who, mine ? t('speech.mine') : t('speech.other', { who: this.app.shell.who(seat) }));
        show(this.still, !runs);
        show(this.clock, remaining !== null);
        show(this.bar, remaining !== null);
        if (remaining === null) return;
        setText(this.clock, clockText(secondsLeft(remaining) * 1_000_000));
        this.fill.style.transform = `scaleX(${share.toFixed(3)})`;
        this.#warn(mine && runs ? urgency : 'none');
    }

    /** Said once, to the speaker alone: a screen reader must not talk over everybody's speech. */
    #warn(urgency) {
        if (urgency === this.#said) return;
        this.#said = urgency;
        setText(this.warning, urgency === 'none' ? '' : t(`speech.warning.${urgency}`));
    }
}
