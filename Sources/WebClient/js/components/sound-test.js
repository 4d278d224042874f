/** Can you hear us, can you hear yourself: the test tone and the playback of one's own voice. */

import { h, icon, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { canPlayBack, playBackVoice, playTone } from '../sound.js';

export class SoundTest {
    /** @type {MediaStreamTrack | null} */
    #track = null;
    #busy = false;

    constructor() {
        this.told = h('p', { class: 'quiet', role: 'status' });
        this.toneWord = h('span', {}, t('sound.tone'));
        this.voiceWord = h('span', {}, t('sound.voice'));
        this.tone = h('button', {
            type: 'button', id: 'play-tone', onclick: () => this.#run(() => this.#playTone()),
        }, icon('speaker'), this.toneWord);
        this.voice = h('button', {
            type: 'button', id: 'play-voice', onclick: () => this.#run(() => this.#playVoice()),
        }, icon('microphone'), this.voiceWord);
        this.element = h('div', { class: 'sound-test' },
            h('div', { class: 'buttons tight' }, this.tone, this.voice), this.told);
        setText(this.told, t('sound.ask'));
    }

    /** @param {MediaStreamTrack | null} track */
    update(track) {
        this.#track = track;
        show(this.voice, track && canPlayBack());
    }

    async #run(act) {
        if (this.#busy) return;
        this.#busy = true;
        this.tone.disabled = this.voice.disabled = true;
        try {
            await act();
        } catch {
            setText(this.told, t('sound.failed'));
        } finally {
            this.#busy = false;
            this.tone.disabled = this.voice.disabled = false;
        }
    }

    async #playTone() {
        setText(this.told, t('sound.playing'));
        await playTone();
        setText(this.told, t('sound.heardTone'));
    }

    async #playVoice() {
        if (!this.#track) return;
        await playBackVoice(this.#track, (stage) => setText(this.told, t(`sound.${stage}`)));
        setText(this.told, t('sound.heardVoice'));
    }
}
