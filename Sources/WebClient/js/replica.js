/** The page's copy of the state that this seat may know (PROTOCOL §3): snapshot, then patches. */

import { applyMergePatch } from './merge-patch.js';

/**
 * @typedef {object} SeatState
 * @property {string} role
 * @property {string} name
 * @property {string | null} [side]
 * @property {'outside' | 'waiting' | 'courtroom'} room
 * @property {boolean} connected
 * @property {'allowed' | 'muted' | 'locked'} microphone
 * @property {'allowed' | 'stopped'} camera
 * @property {boolean} [exhibit] Whether it has leave to show an exhibit.
 * @property {{microphone: string, camera: string}} [devices]
 * @property {{microphone: string, camera: string}} [equipment]
 * @property {boolean} [called]
 * @property {boolean} [released] Judge and clerk: a witness who has testified.
 * @property {boolean} [removed] Judge and clerk.
 */

/**
 * @typedef {object} MyState
 * @property {number} seat
 * @property {string} role
 * @property {string} name
 * @property {'outside' | 'waiting' | 'courtroom'} room
 * @property {'allowed' | 'muted' | 'locked'} microphone
 * @property {'allowed' | 'stopped'} camera
 * @property {boolean} [exhibit]
 * @property {boolean} removed
 * @property {string[]} orders
 */

/**
 * @typedef {object} HearingState
 * @property {{hid: string, title: string, court?: string, kind?: string, state: string,
 *     cause?: string | null, since?: number}} hearing
 * @property {MyState} me
 * @property {Record<string, SeatState>} [seats]
 * @property {{seat: number, key: string, since: number}[]} [devices]
 * @property {{state: string, elapsed: number, at: number, cause?: string | null}} [record]
 * @property {{value: string, size: number} | null} [integrity]
 */

export class Replica {
    /** @type {HearingState | null} */
    state = null;
    version = 0;

    /** @param {{version: number, state: HearingState}} snapshot */
    take(snapshot) {
        this.version = snapshot.version;
        this.state = snapshot.state;
    }

    /**
     * @param {{from: number, version: number, patch: unknown}} message
     * @returns {'applied' | 'old' | 'gap'} `gap`: some patch was missed, ask for a snapshot.
     */
    apply({ from, version, patch }) {
        if (this.state && from === this.version) {
            this.state = applyMergePatch(this.state, patch);
            this.version = version;
            return 'applied';
        }
        return this.state && version <= this.version ? 'old' : 'gap';
    }
}

/** Whether nothing changes in the hearing any more. @param {HearingState} state */
export function isOver({ hearing }) {
    return hearing.state === 'sealed' || hearing.state === 'cancelled';
}
