/** How loud one's microphone is, as a bar that moves. */

import { h } from '../dom.js';
import { t } from '../i18n.js';
import { LevelMeter } from '../sound.js';

/** Often enough to follow a voice. */
const frameMilliseconds = 80;

/** Above this somebody has surely said something. */
const heardLevelMin = 0.35;

export class LevelBar {
    /** Whether a voice, or any sound, has come through. */
    heard = false;
    #fill = h('span', { class: 'fill' });
    element = h('div', {
        class: 'level', role: 'meter', 'aria-label': t('equipment.level'),
        'aria-valuemin': '0', 'aria-valuemax': '100', id: 'level',
    }, this.#fill);
    /** @type {LevelMeter | null} */
    #meter = null;
    #timer = 0;

    /** @param {() => void} heardNow Called at the first sound. */
    constructor(heardNow) {
        this.heardNow = heardNow;
    }

    /** @param {MediaStreamTrack | null} track */
    update(track) {
        if (track === (this.#meter?.track ?? null)) return;
        this.close();
        this.heard = false;
        if (!track) return;
        this.#meter = new LevelMeter(track);
        this.#timer = setInterval(() => this.#read(), frameMilliseconds);
    }

    close() {
        clearInterval(this.#timer);
        this.#meter?.close();
        this.#meter = null;
        this.#fill.style.transform = 'scaleX(0)';
    }

    #read() {
        const level = this.#meter?.level() ?? 0;
        this.#fill.style.transform = `scaleX(${level.toFixed(2)})`;
        this.element.setAttribute('aria-valuenow', String(Math.round(level * 100)));
        if (this.heard || level < heardLevelMin) return;
        this.heard = true;
        this.heardNow();
    }
}
