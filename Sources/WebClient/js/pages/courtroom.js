/** The courtroom, and for judge and clerk the way to it: stage, controls, panel. */

import { h, show } from '../dom.js';
import { t } from '../i18n.js';
import { isBench } from '../roles.js';
import { BenchPanel } from '../components/bench-panel.js';
import { Controls } from '../components/controls.js';
import { integrityCard } from '../components/integrity.js';
import { Stage } from '../components/stage.js';

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
        this.controls = new Controls(app);
        this.panel = isBench(app.state.me) ? new BenchPanel(app) : null;
        this.closed = h('div', { class: 'closed', hidden: true });
        this.notYet = h('p', { class: 'not-yet' }, t('courtroom.notOpen'));
        this.element = h('div', { class: `courtroom${this.panel ? ' with-panel' : ''}` },
            h('h1', { class: 'only-heard' }, t('courtroom.title')),
            h('div', { class: 'floor' }, this.closed, this.notYet, this.stage.element),
            this.panel?.element, this.controls.element);
        this.#stayAwake();
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        const inside = state.me.room === 'courtroom';
        show(this.notYet, !inside);
        show(this.stage.element, inside);
        this.stage.update();
        this.controls.update();
        this.panel?.update();
        this.#showIntegrity(state.integrity);
    }

    close() {
        this.stage.close();
        this.panel?.close?.();
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
