/** Who has the word, how long yet, and who is silenced: pure functions of state and server time. */

import { isBench } from './roles.js';

/** Remaining time, in microseconds, from which the speaker is warned. */
const warnings = [
    { name: 'seconds', microseconds: 10_000_000 },
    { name: 'minute', microseconds: 60_000_000 },
];

/**
 * What the countdown of a speech shows.
 *
 * @typedef {object} SpeechView
 * @property {number} seat
 * @property {number | null} remaining Microseconds, never below 0; null without a limit.
 * @property {number} share Of the time, 0 to 1, that is left; 1 without a limit.
 * @property {boolean} runs False while the clock stands still.
 * @property {'none' | 'minute' | 'seconds' | 'over'} urgency
 */

/**
 * @param {import('./replica.js').Speech | null | undefined} speech
 * @param {number} now The server's clock, in microseconds since 1970.
 * @returns {SpeechView | null}
 */
export function speechAt(speech, now) {
    if (!speech) return null;
    const { seat, spent } = speech;
    const since = speech.since ?? null;
    const runs = since !== null;
    if (typeof speech.seconds !== 'number') {
        return { seat, remaining: null, share: 1, runs, urgency: 'none' };
    }
    const total = speech.seconds * 1_000_000;
    const spoken = spent + (runs ? Math.max(0, now - since) : 0);
    const remaining = Math.min(total, Math.max(0, total - spoken));
    return { seat, remaining, share: remaining / total, runs, urgency: urgencyOf(remaining, total) };
}

/** A limit that is no longer than a warning's own time does not begin with that warning. */
function urgencyOf(remaining, total) {
    if (remaining === 0) return 'over';
    const warning = warnings.find(({ microseconds }) => remaining <= microseconds);
    return warning && warning.microseconds < total ? warning.name : 'none';
}

/** Seconds to show: a clock that counts down says 0 only when the time is over. */
export function secondsLeft(microseconds) {
    return Math.ceil(microseconds / 1_000_000);
}

/**
 * Whether the general silence covers this seat: everybody but the bench and whoever has the word.
 *
 * @param {{seat?: number, role: string, office?: string}} seat
 * @param {import('./replica.js').HearingMembers} [hearing]
 */
export function isSilenced(seat, hearing) {
    return hearing?.silenced === true && !isBench(seat) && hearing.speech?.seat !== seat.seat;
}

/**
 * What is left of a speech.
 *
 * @param {import('./replica.js').Speech} speech
 * @param {number} now The server's clock, in microseconds since 1970.
 * @returns {number | null} Microseconds; null without a limit.
 */
export function remainingOf(speech, now) {
    return speechAt(speech, now)?.remaining ?? null;
}
