/**
 * Record lamp, recorded time and chain value: always in sight while there is a record, and in
 * plain words at a click.
 */

import { h, mark, setText, show } from '../dom.js';
import { language, t } from '../i18n.js';
import { clockText, timeOfDay } from '../clock.js';

/** A value older than this is no proof of the present; checkpoints come every second. */
const freshMicrosecondsMax = 5_000_000;

export class RecordLamp {
    #timer = 0;

    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.word = h('span', { class: 'word' });
        this.time = h('time', { class: 'elapsed', id: 'record-elapsed' });
        this.value = h('code', { class: 'value', id: 'chain-value' });
        this.button = h('button', {
            type: 'button', class: 'lamp-button', 'aria-expanded': 'false',
            'aria-controls': 'record-words', onclick: () => this.#toggle(),
        }, h('span', { class: 'lamp', 'aria-hidden': 'true' }), this.word, this.time, this.value);
        this.words = h('div', { class: 'lamp-words', id: 'record-words', hidden: true });
        this.element = h('div', {
            class: 'record', id: 'record', hidden: true,
            onkeydown: (event) => event.key === 'Escape' && this.#toggle(false),
        }, this.button, this.words);
    }

    update() {
        const { state, checkpoint } = this.app;
        const record = state?.record;
        show(this.element, record && (record.state !== 'off' || checkpoint));
        clearTimeout(this.#timer);
        if (!record || this.element.hidden) return;
        mark(this.element, 'data-state', this.#proven() ? record.state : `${record.state}-late`);
        setText(this.word, t(`record.${record.state}`));
        setText(this.time, record.state === 'off' ? '' : clockText(this.#elapsed(record)));
        setText(this.value, checkpoint?.value ?? '');
        if (!this.words.hidden) this.#explain();
        if (record.state === 'running') this.#timer = setTimeout(() => this.update(), 500);
    }

    /** Recorded time now, in microseconds. */
    #elapsed({ state, elapsed, at }) {
        const now = this.app.connection?.serverMicroseconds() ?? at;
        return state === 'running' ? elapsed + Math.max(0, now - at) : elapsed;
    }

    /** Whether the chain has spoken just now. */
    #proven() {
        const { checkpoint, connection, state } = this.app;
        if (state?.record?.state !== 'running') return true;
        if (!checkpoint || !connection) return false;
        return connection.serverMicroseconds() - checkpoint.time < freshMicrosecondsMax;
    }

    #toggle(open = this.words.hidden === true) {
        show(this.words, open);
        mark(this.button, 'aria-expanded', String(open));
        if (open) this.#explain();
    }

    #explain() {
        const { state, checkpoint } = this.app;
        const time = checkpoint ? timeOfDay(checkpoint.time, language(), true) : '';
        const lines = [
            t(`record.explain.${state?.record?.state ?? 'off'}`),
            checkpoint && t('record.explain.value', { value: checkpoint.value }),
            checkpoint && t('record.explain.signed', { size: checkpoint.size, time }),
        ].filter(Boolean);
        const same = lines.join('') === this.words.textContent;
        if (!same) this.words.replaceChildren(...lines.map((line) => h('p', {}, line)));
    }
}
