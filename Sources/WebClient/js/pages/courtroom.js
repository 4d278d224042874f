/** The courtroom: stage and one's own controls. The bench's page has it in its middle. */

import { h, show } from '../dom.js';
import { t } from '../i18n.js';
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
        this.closed = h('div', { class: 'closed', hidden: true });
        this.notYet = h('p', { class: 'not-yet' }, t('courtroom.notOpen'));
        this.element = h('div', { class: 'courtroom' },
            h('h1', { class: 'only-heard' }, t('courtroom.title')),
            h('div', { class: 'floor' }, this.closed, this.notYet, this.stage.element),
            this.controls.element);
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
        this.#showIntegrity(state.integrity);
    }

    close() {
        this.stage.close();
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
