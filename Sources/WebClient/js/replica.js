/** The page's copy of the state that this seat may know (PROTOCOL §3): snapshot, then patches. */

import { applyMergePatch } from './merge-patch.js';

/**
 * A text in the languages of the pages, written by the court.
 *
 * @typedef {Record<'zh-Hans' | 'zh-Hant' | 'en', string>} Wording
 */

/**
 * Something that must be done in a step.
 *
 * @typedef {object} Act
 * @property {string} id
 * @property {Wording} title
 * @property {string[]} by Roles and offices that say that it is done; not of the court: for themselves.
 * @property {string | null} [duty] Who has this duty may say so too.
 * @property {string[]} each Done for every seat of these roles; empty: once and for all.
 * @property {boolean} required
 * @property {Wording | null} [text] What is read out or shown.
 */

/**
 * @typedef {object} Step
 * @property {string} id
 * @property {Wording} title
 * @property {'open' | 'inSession' | 'recordClosed'} phase
 * @property {boolean} optional
 * @property {boolean} ordered Acts are done in their order.
 * @property {boolean} [perCase]
 * @property {('witnesses' | 'caucus')[]} leaves
 * @property {Act[]} acts
 */

/**
 * The word that the court gave to a seat.
 *
 * @typedef {object} Speech
 * @property {number} seat
 * @property {number | null} [seconds] Without a limit: null.
 * @property {number} spent Microseconds that were spoken before `since`.
 * @property {number | null} [since] Server time in microseconds; null while the clock stands still.
 */

/**
 * @typedef {object} HearingMembers
 * @property {string} hid
 * @property {string} title
 * @property {string} [court]
 * @property {string} [kind]
 * @property {string} state
 * @property {string | null} [cause]
 * @property {number} [since]
 * @property {{name: string, kind: string, title: Wording, recusal?: boolean, steps: Step[]}} [script]
 * @property {string | null} [step]
 * @property {string[]} [finished]
 * @property {Record<string, {done: boolean, seats: number[]}>} [acts] Of the present step.
 * @property {{number: number, count: number}} [case]
 * @property {boolean} [closed] To the public.
 * @property {number | null} [next] When it goes on, in microseconds since 1970.
 * @property {string | null} [waiver] Why it goes on although its record is at risk.
 * @property {number | null} [presiding]
 * @property {number | null} [deputy]
 * @property {number[]} [missing] Bench only.
 * @property {boolean} [silenced]
 * @property {number | null} [spotlight]
 * @property {'automatic' | 'grid' | 'speaker' | 'courtroom' | 'exhibit'} [layout]
 * @property {Speech | null} [speech]
 * @property {{number: number, seat: number, ground: string, since: number}[]} [objections]
 * @property {{seat: number, by: number | null}[]} [recusals]
 * @property {string | null} [previous] The hearing that this one goes on with.
 */

/**
 * @typedef {object} SeatState
 * @property {string} role
 * @property {string} [office] Whose rights it has: who presides has the presiding judge's.
 * @property {string} name An alias where one is ordered.
 * @property {string | null} [side]
 * @property {number | null} [companion] The seat that it goes along with.
 * @property {number | null} [case]
 * @property {string} room `outside`, `waiting`, `courtroom`, `deliberation` or `room-<n>`.
 * @property {boolean} connected
 * @property {'allowed' | 'muted' | 'locked'} microphone
 * @property {'allowed' | 'stopped'} camera
 * @property {boolean} [exhibit] Whether it has leave to show an exhibit.
 * @property {number | null} [hand] Since which count the hand is up.
 * @property {boolean} [asked] To unmute.
 * @property {boolean} [recused]
 * @property {boolean} [called]
 * @property {{microphone: string, camera: string}} [devices]
 * @property {{microphone: string, camera: string}} [equipment] This and the following: bench only.
 * @property {boolean} [released] A witness who has testified.
 * @property {boolean} [removed]
 * @property {string[]} [duties]
 * @property {number | null} [watcher]
 * @property {number} [warnings]
 * @property {boolean} [agreed]
 * @property {boolean} [consult]
 * @property {{loss: number | null}} [network] Per cent of what it sends.
 * @property {{cause: string, at: number} | null} [drop]
 * @property {Record<string, {presence: boolean, alias: string | null, picture: boolean,
 *     voice: 'clear' | 'masked' | 'silent'}>} [protections] By listener.
 */

/**
 * @typedef {object} MyState
 * @property {number} seat
 * @property {string} role
 * @property {string} [office]
 * @property {string} name
 * @property {string | null} [side]
 * @property {number | null} [companion]
 * @property {number | null} [case]
 * @property {string} room
 * @property {'allowed' | 'muted' | 'locked'} microphone
 * @property {'allowed' | 'stopped'} camera
 * @property {boolean} [exhibit]
 * @property {number | null} [hand]
 * @property {boolean} [asked]
 * @property {string[]} [duties]
 * @property {boolean} [consult] Leave to step out with one's side.
 * @property {boolean} [watched] A witness: the court sees and hears its waiting room.
 * @property {number} [warnings]
 * @property {boolean} [recused]
 * @property {boolean} [agreed] To the rules.
 * @property {boolean} [called]
 * @property {boolean} [released]
 * @property {boolean} removed
 * @property {('court' | 'seat' | 'panel' | 'side')[]} [channels] On which it may write now.
 * @property {{room: number, kind: string, by: number}[]} [invitations]
 * @property {string[]} orders
 */

/**
 * A room beside the courtroom: one's own; the bench knows all.
 *
 * @typedef {object} PrivateRoom
 * @property {number} number
 * @property {'consultation' | 'briefing' | 'caucus'} kind
 * @property {number} by
 * @property {number[]} seats
 * @property {number[]} invited
 * @property {boolean} locked
 * @property {number} since
 * @property {number | null} [minutes]
 */

/**
 * @typedef {object} Text
 * @property {number} id
 * @property {'court' | 'seat' | 'panel' | 'side'} channel
 * @property {number} from
 * @property {number | null} [to]
 * @property {string} body
 * @property {number} at Microseconds since 1970.
 */

/**
 * @typedef {object} HearingState
 * @property {HearingMembers} hearing
 * @property {MyState} me
 * @property {Record<string, SeatState>} [seats]
 * @property {PrivateRoom[]} [rooms]
 * @property {Text[]} [texts]
 * @property {{seat: number, key: string, since: number}[]} [devices]
 * @property {{state: string, elapsed: number, at: number, cause?: string | null,
 *     fault?: 'log' | 'media' | null}} [record]
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

/** Whether a seat is where it sees and hears others. @param {{room: string, removed?: boolean}} seat */
export function isTogether({ room, removed }) {
    return !removed && (room === 'courtroom' || isApart(room));
}

/** Whether a room is one beside the courtroom, which is never recorded. @param {string} room */
export function isApart(room) {
    return room === 'deliberation' || room.startsWith('room-');
}
