/**
 * The voices of the courtroom: one audio element for each slot that carries sound.
 *
 * They live outside the pages and are never moved, so that a change of page or of language does
 * not interrupt anybody. A browser that wants a click before it plays gets one button.
 */

import { h, icon, show } from '../dom.js';
import { t } from '../i18n.js';
import { choice } from '../store.js';

export class Sounds {
    element = h('div', { class: 'sounds', id: 'sounds' });
    /** @type {Map<number, HTMLAudioElement>} */
    #players = new Map();
    #button = h('button', {
        type: 'button', class: 'primary', id: 'sound-start', hidden: true,
        onclick: () => this.#playAll(),
    });

    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.element.append(this.#button);
    }

    update() {
        for (const slot of this.app.media?.slots ?? []) {
            const player = this.#players.get(slot.index);
            if (slot.audio) this.#play(player ?? this.#player(slot.index), slot.sound);
        }
        if (!this.app.media?.slots.length) this.#silence();
    }

    /** @param {HTMLAudioElement} player @param {MediaStream} sound */
    #play(player, sound) {
        if (player.srcObject === sound) return;
        player.srcObject = sound;
        this.#start(player);
    }

    #start(player) {
        player.play().then(() => show(this.#button, false), (error) => {
            if (error.name !== 'NotAllowedError') return;
            this.#button.replaceChildren(icon('speaker'), t('sound.start'));
            show(this.#button, true);
        });
    }

    #playAll() {
        for (const player of this.#players.values()) this.#start(player);
    }

    /** @param {number} index */
    #player(index) {
        const player = h('audio', { autoplay: true });
        const speaker = choice('speaker');
        if (speaker) player.setSinkId?.(speaker).catch(() => {});
        this.element.append(player);
        this.#players.set(index, player);
        return player;
    }

    #silence() {
        for (const player of this.#players.values()) {
            player.srcObject = null;
            player.remove();
        }
        this.#players.clear();
        show(this.#button, false);
    }
}
