/** One's own controls: microphone, camera, exhibit, hand, objection, texts, more, leaving. */

import { h, icon, mark, setIcon, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { isBench, isLitigant, sends } from '../roles.js';
import { isApart } from '../replica.js';
import { isSilenced } from '../speech.js';
import { handPlace, recusableSeats } from '../sides.js';
import { applyForRecusal } from './recusal.js';
import { consultWithSide, whyNoConsultation } from './consult.js';
import { LeaveButton } from './leave-button.js';
import { Menu } from './menu.js';

/** On what an objection rests, as the law names it, the most frequent first. */
const grounds = ['leading', 'irrelevant', 'misstated', 'speculation', 'privacy', 'other'];

/** States of a device in which only the court can open it. */
const closedByCourt = new Set(['locked', 'stopped', 'silenced']);

export class Controls {
    /**
     * @param {import('../app.js').App} app
     * @param {{extra?: Node[]}} [how] Further buttons, before the way out.
     */
    constructor(app, { extra = [] } = {}) {
        this.app = app;
        this.microphone = new Switch('microphone', () => this.#switchMicrophone());
        this.camera = new Switch('camera', () => this.#switch('camera'));
        this.exhibit = new Switch('exhibit', () => this.#switchExhibit());
        this.hand = new Switch('hand', () => this.#switchHand());
        this.object = new Menu({ id: 'control-object', sign: 'objection', words: t('controls.object') });
        this.more = new Menu({ id: 'control-more', sign: 'more', words: t('controls.more') });
        this.element = h('nav', { class: 'controls', 'aria-label': t('controls.label') },
            this.microphone.element, this.camera.element, this.exhibit.element, this.hand.element,
            this.object.element, ...extra, this.more.element, new LeaveButton(app).element);
    }

    update() {
        const { state, media } = this.app;
        if (!state) return;
        const { me } = state;
        show(this.microphone.element, sends(me));
        show(this.camera.element, sends(me));
        this.#updateDevice('microphone', courtOn(state, 'microphone'));
        this.#updateDevice('camera', courtOn(state, 'camera'));
        const showing = Boolean(media?.ownExhibit);
        show(this.exhibit.element, (me.exhibit === true && me.room === 'courtroom') || showing);
        this.exhibit.update(showing ? 'on' : 'off', t(`controls.exhibit.${showing ? 'on' : 'off'}`));
        this.#updateHand(state);
        this.object.update(this.#objections(state));
        this.more.update(this.#further(state));
    }

    close() {
        this.object.close();
        this.more.close();
    }

    /** @param {'microphone' | 'camera'} medium @param {string} court */
    #updateDevice(medium, court) {
        const own = this.app.capture.report(medium);
        const state = court === 'allowed' ? own : court;
        this[medium].update(state, t(`controls.${medium}.${state}`));
        this[medium].element.disabled = closedByCourt.has(state);
    }

    #updateHand(state) {
        const { me } = state;
        const up = (me.hand ?? null) !== null;
        const may = me.room === 'courtroom' && me.orders.includes(up ? 'lowerHand' : 'raiseHand');
        show(this.hand.element, may && !(isBench(me) && !up));
        const place = handPlace(state.seats ?? {}, me.seat);
        const words = up ? t('controls.hand.on', { place: place ?? 1 }) : t('controls.hand.off');
        this.hand.update(up ? 'on' : 'off', words);
    }

    /** @returns {import('./menu.js').MenuItem[]} */
    #objections({ me, hearing }) {
        if (!isLitigant(me) || me.room !== 'courtroom' || !me.orders.includes('object')) return [];
        const waits = (hearing.objections ?? []).some(({ seat }) => seat === me.seat);
        const why = waits ? t('object.waits') : undefined;
        return grounds.map((ground, index) => ({
            id: ground, words: t(`ground.${ground}`), why: index === 0 ? why : undefined,
            hooks: { 'data-order': 'object', 'data-ground': ground },
            act: () => this.app.order({ name: 'object', ground }),
        })).filter((item) => !waits || item.why);
    }

    /** What is seldom wanted. @returns {import('./menu.js').MenuItem[]} */
    #further(state) {
        const items = [];
        const consult = whyNoConsultation(state);
        if (consult !== 'never') {
            items.push({
                id: 'consult', words: t('consult.button'),
                why: consult ? t(`consult.why.${consult}`) : undefined,
                act: () => consultWithSide(this.app),
            });
        }
        const canRecuse = state.hearing.script?.recusal !== false && recusableSeats(state).length > 0;
        if (canRecuse) {
            items.push({ id: 'recusal', words: t('recusal.button'), act: () => applyForRecusal(this.app) });
        }
        return isBench(state.me) ? [] : items;
    }

    async #switchMicrophone() {
        const { state } = this.app;
        if (state && courtOn(state, 'microphone') === 'muted') {
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

    #switchHand() {
        const { me } = this.app.state ?? {};
        if (!me || this.hand.element.getAttribute('aria-busy')) return;
        const up = (me.hand ?? null) !== null;
        const done = this.app.order(up ? { name: 'lowerHand', seat: me.seat } : { name: 'raiseHand' });
        this.hand.wait(done);
    }

    async #switchExhibit() {
        const { media, state, shell } = this.app;
        if (media?.ownExhibit) {
            media.hideExhibit();
            if (state?.me.orders.includes('stopExhibit')) {
                await this.app.order({ name: 'stopExhibit', seat: state.me.seat });
            }
            return;
        }
        if (!navigator.mediaDevices?.getDisplayMedia) return shell.sayRefusal('exhibit.unsupported', {});
        await media?.showExhibit().catch(() => {});
    }
}

/** What the court has ordered about a device of mine; in a room apart it orders nothing. */
function courtOn({ me, hearing }, medium) {
    if (isApart(me.room)) return 'allowed';
    if (medium === 'microphone' && me.room === 'courtroom' && isSilenced(me, hearing)) return 'silenced';
    return me[medium];
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
        const sign = state === 'locked' || state === 'stopped' ? 'lock' : state === 'silenced' ? 'silence'
            : on || this.medium === 'hand' ? this.medium : `${this.medium}-off`;
        setIcon(this.picture, sign);
        setText(this.words, words);
        mark(this.element, 'data-state', state);
        mark(this.element, 'aria-pressed', String(on));
    }

    /** @param {Promise<unknown>} done Until then the button says that it tries. */
    wait(done) {
        mark(this.element, 'aria-busy', 'true');
        void done.finally(() => mark(this.element, 'aria-busy', null));
    }
}
