/** Short texts of the bench, sorted into threads: the panel's own, and one for each person. Pure. */

import { isBench } from './roles.js';

/**
 * @typedef {{id: number, channel: 'court' | 'seat' | 'panel' | 'side', from: number,
 *     to?: number | null, body: string, at: number}} Text
 * @typedef {import('./replica.js').HearingState} HearingState
 */

/** The thread of the panel; a person's thread is named by the seat's number. */
export const panelThread = 'panel';

/** @param {Text} text @returns {string} The thread that a text belongs to. */
function threadOf({ channel, from, to }) {
    if (channel === 'court') return String(from);
    return channel === 'seat' ? String(to) : channel;
}

/**
 * Every thread that this seat reads or may begin, the panel's first, then those with a text, the
 * latest first.
 *
 * @param {HearingState} state
 * @returns {{name: string, texts: Text[], mayWrite: boolean}[]}
 */
export function threadsOf(state) {
    const { me, texts = [] } = state;
    /** @type {Map<string, Text[]>} */
    const threads = new Map();
    if (me.channels?.includes('panel')) threads.set(panelThread, []);
    for (const text of texts) {
        const name = threadOf(text);
        if (name === 'side') continue;
        threads.set(name, [...(threads.get(name) ?? []), text]);
    }
    const latest = (list) => list.at(-1)?.at ?? 0;
    return [...threads]
        .sort(([one, ones], [other, others]) =>
            Number(other === panelThread) - Number(one === panelThread) || latest(others) - latest(ones))
        .map(([name, list]) => ({ name, texts: list, mayWrite: mayWrite(state, name) }));
}

/**
 * Whether this seat may write in a thread now. A witness who testifies is told nothing but aloud
 * (ODR 26).
 *
 * @param {HearingState} state
 * @param {string} name
 */
export function mayWrite({ me, seats = {} }, name) {
    if (name === panelThread) return Boolean(me.channels?.includes('panel'));
    const seat = seats[Number(name)];
    return Boolean(me.channels?.includes('seat') && seat && !seat.removed && !isBench(seat)
        && !seat.called && Number(name) !== me.seat);
}

/** Whom this seat can write to. @param {HearingState} state @returns {number[]} */
export function readersOf(state) {
    return Object.keys(state.seats ?? {}).filter((name) => mayWrite(state, name)
        && state.seats[name].connected).map(Number);
}

/** How a text in a thread is sent. @param {string} name @param {string} body */
export function messageIn(name, body) {
    return name === panelThread ? { channel: 'panel', body } : { channel: 'seat', to: Number(name), body };
}

/**
 * Since when the last text of a person waits for an answer of the court; null when none does.
 *
 * @param {HearingState} state
 * @param {number} number
 * @returns {number | null}
 */
export function isUnanswered({ texts = [] }, number) {
    const last = texts.filter((text) => threadOf(text) === String(number)).at(-1);
    return last?.channel === 'court' ? last.at : null;
}

/** The longest text, in characters (PROTOCOL §5). */
export const textMax = 500;

/**
 * How many texts of others this person has not seen.
 *
 * @param {HearingState | null} state
 * @param {Map<string, number>} seen The number of the last text seen, by thread.
 */
export function unreadIn(state, seen) {
    if (!state) return 0;
    return threadsOf(state).reduce((count, { name, texts }) => count
        + texts.filter(({ id, from }) => id > (seen.get(name) ?? 0) && from !== state.me.seat).length, 0);
}
