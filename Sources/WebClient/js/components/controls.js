/** One's own controls: microphone, camera, exhibit, leaving. */

import { h, icon, mark, setIcon, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { maySend } from '../media.js';
import { LeaveButton } from './leave-button.js';

export class Controls {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.microphone = new Switch('microphone', () => this.#switchMicrophone());
        this.camera = new Switch('camera', () => this.#switch('camera'));
        this.exhibit = new Switch('exhibit', () => this.#switchExhibit());
        this.element = h('nav', { class: 'controls', 'aria-label': t('controls.label') },
            this.microphone.element, this.camera.element, this.exhibit.element,
            new LeaveButton(app).element);
    }

    update() {
        const { state, media } = this.app;
        if (!state) return;
        const { me } = state;
        const sends = me.role !== 'observer';
        show(this.microphone.element, sends);
        show(this.camera.element, sends);
        this.#updateDevice('microphone', me.microphone);
        this.#updateDevice('camera', me.camera);
        show(this.exhibit.element, mayShowExhibit(state) || media?.ownExhibit);
        const showing = Boolean(media?.ownExhibit);
        this.exhibit.update(showing ? 'on' : 'off', t(`controls.exhibit.${showing ? 'on' : 'off'}`));
    }

    /** @param {'microphone' | 'camera'} medium @param {string} court */
    #updateDevice(medium, court) {
        const own = this.app.capture.report(medium);
        const state = court === 'allowed' ? own : court;
        this[medium].update(state, t(`controls.${medium}.${state}`));
        this[medium].element.disabled = state === 'locked' || state === 'stopped';
    }

    async #switchMicrophone() {
        const { state } = this.app;
        if (state?.me.microphone === 'muted') {
            const done = await this.app.order({ name: 'unmute' });
            if (done) await this.app.capture.switch('microphone', true);
            return;
        }
        await this.#switch('microphone');
    }

    /** @param {'microphone' | 'camera'} medium */
    async #switch(medium) {
        const { capture, shell } = this.app;
        const device = capture.devices[medium];
        await capture.switch(medium, !(device.on && device.track));
        if (device.on && device.cause) shell.sayRefusal(`${medium}.${device.cause}`, {});
    }

    async #switchExhibit() {
        const { media, state } = this.app;
        if (media?.ownExhibit) {
            media.hideExhibit();
            if (state?.me.orders.includes('stopExhibit')) {
                await this.app.order({ name: 'stopExhibit', seat: state.me.seat });
            }
            return;
        }
        await media?.showExhibit().catch(() => {});
    }
}

/** Whether the court has given leave to show an exhibit, and the browser can. */
function mayShowExhibit({ me }) {
    return maySend(me).exhibit && Boolean(navigator.mediaDevices?.getDisplayMedia);
}

/** A button that shows a state and what a click does. */
class Switch {
    constructor(medium, act) {
        this.medium = medium;
        this.picture = icon(medium);
        this.words = h('span', {});
        this.element = h('button', {
            type: 'button', class: 'switch', id: `control-${medium}`, onclick: act,
        }, this.picture, this.words);
    }

    /** @param {string} state @param {string} words */
    update(state, words) {
        const on = state === 'on';
        setIcon(this.picture, state === 'locked' ? 'lock' : on ? this.medium : `${this.medium}-off`);
        setText(this.words, words);
        mark(this.element, 'data-state', state);
        mark(this.element, 'aria-pressed', String(on));
    }
}
