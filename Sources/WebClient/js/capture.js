/**
 * This person's microphone and camera: asked for, chosen, switched on and off, and what is wrong
 * with them in a word that the locale files have a sentence for.
 */

import { choice, keepChoice } from './store.js';

/** @typedef {'microphone' | 'camera'} Medium */

/**
 * @typedef {object} Device
 * @property {MediaStreamTrack | null} track
 * @property {boolean} on Whether the person wants it to be seen or heard.
 * @property {'denied' | 'none' | 'busy' | 'insecure' | 'lost' | 'failed' | null} cause
 *     Why there is no track.
 */

/** Picture sizes by the person's choice; `low` saves data and weak computers. */
export const pictureSizes = {
    standard: { width: 1280, height: 720 },
    low: { width: 640, height: 360 },
};

const frameRateMax = 30;

/**
 * The cause behind an exception of getUserMedia.
 *
 * @param {{name?: string}} error
 */
export function causeOf(error) {
    switch (error?.name) {
        case 'NotAllowedError': case 'SecurityError': case 'PermissionDeniedError':
            return 'denied';
        case 'NotFoundError': case 'OverconstrainedError': case 'DevicesNotFoundError':
            return 'none';
        case 'NotReadableError': case 'AbortError': case 'TrackStartError':
            return 'busy';
        default:
            return 'failed';
    }
}

/** The size that the person has chosen. @returns {keyof typeof pictureSizes} */
export function pictureChoice() {
    return choice('picture') === 'low' ? 'low' : 'standard';
}

export class Capture {
    /** @type {Record<Medium, Device>} */
    devices = {
        microphone: { track: null, on: true, cause: null },
        camera: { track: null, on: true, cause: null },
    };

    /** Rises whenever the list of devices may have changed. */
    generation = 0;

    /** @param {() => void} changed */
    constructor(changed) {
        this.changed = changed;
        navigator.mediaDevices?.addEventListener?.('devicechange', () => {
            this.generation += 1;
            this.changed();
        });
    }

    /** Whether it was asked for before, with whatever result. */
    get started() {
        const { microphone, camera } = this.devices;
        return [microphone, camera].some((device) => device.track || device.cause);
    }

    /**
     * Asks for both at once (one question of the browser); if that fails, for each alone, so that
     * the one that works is there and the other has its cause.
     */
    async start() {
        try {
            const both = await this.#ask({ microphone: true, camera: true });
            for (const track of both.getTracks()) this.#take(mediumOf(track), track);
        } catch {
            await this.acquire('microphone');
            await this.acquire('camera');
        }
        this.changed();
    }

    /** @param {Medium} medium */
    async acquire(medium) {
        try {
            const stream = await this.#ask({ [medium]: true });
            this.#take(medium, stream.getTracks()[0]);
        } catch (error) {
            this.#give(medium, navigator.mediaDevices ? causeOf(error) : 'insecure');
        }
        this.changed();
    }

    /** @param {Medium} medium @param {string} deviceId */
    async choose(medium, deviceId) {
        keepChoice(medium, deviceId);
        // Phones do not open a second camera while the first runs.
        this.devices[medium].track?.stop();
        await this.acquire(medium);
    }

    /** @param {keyof typeof pictureSizes} size */
    async choosePicture(size) {
        keepChoice('picture', size);
        if (this.devices.camera.track) await this.choose('camera', choice('camera') ?? '');
    }

    /**
     * On or off. A camera that is off is released, so that its light goes out; a microphone stays
     * open but nothing of it is sent, so that a word can follow at once.
     *
     * @param {Medium} medium
     * @param {boolean} on
     */
    async switch(medium, on) {
        const device = this.devices[medium];
        device.on = on;
        if (!on && medium === 'camera') {
            device.track?.stop();
            device.track = null;
        }
        this.changed();
        if (on && !device.track) await this.acquire(medium);
    }

    /**
     * What the others are told (PROTOCOL §4, `devices`).
     *
     * @param {Medium} medium
     * @returns {'on' | 'off' | 'none' | 'denied'}
     */
    report(medium) {
        const { track, on, cause } = this.devices[medium];
        if (cause) return cause === 'denied' ? 'denied' : 'none';
        return on && track ? 'on' : 'off';
    }

    /** Every device of the machine; names are there only after leave was given. */
    async list() {
        const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
        const of = (kind) => all.filter((each) => each.kind === kind && each.deviceId);
        return {
            microphone: of('audioinput'), camera: of('videoinput'), speaker: of('audiooutput'),
        };
    }

    /** The size of the picture that is, or probably will be, sent. */
    get pictureSize() {
        const settings = this.devices.camera.track?.getSettings();
        if (settings?.width && settings.height) return settings;
        return pictureSizes[pictureChoice()];
    }

    stop() {
        for (const device of Object.values(this.devices)) {
            device.track?.stop();
            device.track = null;
        }
    }

    /** @param {Partial<Record<Medium, boolean>>} wanted */
    #ask(wanted) {
        const size = pictureSizes[pictureChoice()];
        return navigator.mediaDevices.getUserMedia({
            audio: wanted.microphone && {
                echoCancellation: true, noiseSuppression: true, autoGainControl: true,
                ...preferred('microphone'),
            },
            video: wanted.camera && {
                width: { ideal: size.width }, height: { ideal: size.height },
                frameRate: { ideal: frameRateMax, max: frameRateMax }, ...preferred('camera'),
            },
        });
    }

    #take(medium, track) {
        const device = this.devices[medium];
        if (device.track !== track) device.track?.stop();
        Object.assign(device, { track, cause: null });
        this.generation += 1;
        track.onended = () => {
            if (device.track !== track) return;
            this.#give(medium, 'lost');
            this.changed();
        };
    }

    #give(medium, cause) {
        this.devices[medium].track?.stop();
        Object.assign(this.devices[medium], { track: null, cause });
    }
}

/** @param {MediaStreamTrack} track @returns {Medium} */
function mediumOf(track) {
    return track.kind === 'audio' ? 'microphone' : 'camera';
}

/** @param {Medium} medium */
function preferred(medium) {
    const deviceId = choice(medium);
    return deviceId ? { deviceId: { ideal: deviceId } } : {};
}
