/** Sounds of the page itself: how loud a microphone is, the test tone, a playback of one's voice. */

/** @type {AudioContext | null} */
let shared = null;

/** The page's one audio context; if the browser lets it sleep, the person's next act wakes it. */
function context() {
    if (!shared) {
        shared = new AudioContext();
        for (const act of ['pointerdown', 'keydown']) addEventListener(act, wake, { passive: true });
    }
    return shared;
}

function wake() {
    if (shared?.state === 'suspended') void shared.resume();
}

/** Frequencies of the test tone in Hz (a calm major chord, one after the other). */
const toneHertz = [440, 554, 659];
const toneSeconds = 0.35;
const toneVolume = 0.2;

/** How long one's own voice is taken for the playback. */
export const voiceMilliseconds = 3_000;

/** Measures a microphone's level. */
export class LevelMeter {
    #source;
    #analyser;
    #samples;

    /** @param {MediaStreamTrack} track */
    constructor(track) {
        this.track = track;
        this.#source = context().createMediaStreamSource(new MediaStream([track]));
        this.#analyser = context().createAnalyser();
        this.#analyser.fftSize = 1024;
        this.#samples = new Float32Array(this.#analyser.fftSize);
        this.#source.connect(this.#analyser);
    }

    /** @returns {number} 0 (silence) to 1 (very loud), on a scale that fits hearing. */
    level() {
        this.#analyser.getFloatTimeDomainData(this.#samples);
        let sum = 0;
        for (const sample of this.#samples) sum += sample * sample;
        const decibels = 10 * Math.log10(sum / this.#samples.length + 1e-9);
        return Math.min(1, Math.max(0, (decibels + 60) / 50));
    }

    close() {
        this.#source.disconnect();
    }
}

/** Plays the test tone; ends with it. */
export async function playTone() {
    const audio = context();
    wake();
    const volume = audio.createGain();
    volume.gain.value = toneVolume;
    volume.connect(audio.destination);
    const ends = toneHertz.map((hertz, index) => new Promise((resolve) => {
        const tone = audio.createOscillator();
        tone.frequency.value = hertz;
        tone.connect(volume);
        tone.onended = resolve;
        tone.start(audio.currentTime + index * toneSeconds);
        tone.stop(audio.currentTime + (index + 1) * toneSeconds);
    }));
    await Promise.all(ends);
}

/**
 * Takes three seconds of a microphone and plays them back. Nothing leaves the computer.
 *
 * @param {MediaStreamTrack} track
 * @param {(stage: 'listening' | 'playing') => void} staged
 */
export async function playBackVoice(track, staged) {
    staged('listening');
    const bytes = await takeVoice(track);
    staged('playing');
    const audio = context();
    wake();
    const player = audio.createBufferSource();
    player.buffer = await audio.decodeAudioData(bytes);
    player.connect(audio.destination);
    await new Promise((resolve) => {
        player.onended = resolve;
        player.start();
    });
}

/** @param {MediaStreamTrack} track @returns {Promise<ArrayBuffer>} */
function takeVoice(track) {
    return new Promise((resolve, reject) => {
        const recorder = new MediaRecorder(new MediaStream([track]));
        /** @type {Blob[]} */
        const parts = [];
        recorder.ondataavailable = (event) => parts.push(event.data);
        recorder.onerror = () => reject(new Error('the voice could not be taken'));
        recorder.onstop = () => resolve(new Blob(parts).arrayBuffer());
        recorder.start();
        setTimeout(() => recorder.stop(), voiceMilliseconds);
    });
}

/** Whether this browser can take a voice at all. */
export const canPlayBack = () => typeof MediaRecorder === 'function';
