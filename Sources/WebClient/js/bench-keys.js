/**
 * The bench by keyboard: which key means what. Pure; the page listens.
 *
 * A number chooses a seat; the letter that follows acts on it and ends the choice. Letters without
 * a number act on the hearing.
 */

import { ordersFor } from './bench.js';

/** Keys for the whole hearing: what the page looks up among the orders on screen. */
export const hearingKeys = {
    n: 'next', m: 'muteAll', s: 'silence', h: 'firstHand', e: 'endFloor', r: 'recess',
    y: 'sustain', x: 'overrule', a: 'admitFirst',
};

/** Keys for the seat that was chosen. */
export const seatKeys = {
    m: 'microphone', l: 'lock', w: 'word', t: 'word3', f: 'word5', k: 'askToUnmute', v: 'camera',
    e: 'exhibit', g: 'spotlight', d: 'door', p: 'protect', c: 'write',
};

/** How long a number waits for its letter. */
export const chordMillisecondsMax = 6_000;

/**
 * @param {{typed: string, seats: number[]}} before What was typed of a number, and which seats are
 *     there.
 * @param {string} key As the keyboard event names it.
 * @returns {{typed: string, seat: number | null, act: string | null}} `act`: what to do, to `seat`
 *     if one is chosen.
 */
export function afterKey({ typed, seats }, key) {
    const chosen = seats.includes(Number(typed)) ? Number(typed) : null;
    if (/^[0-9]$/.test(key)) {
        const longer = typed + key;
        const fits = seats.some((seat) => String(seat).startsWith(longer));
        const next = fits ? longer : seats.some((seat) => String(seat).startsWith(key)) ? key : '';
        return { typed: next, seat: seats.includes(Number(next)) ? Number(next) : null, act: null };
    }
    const letter = key.toLowerCase();
    if (key === '?') return { typed: '', seat: null, act: 'help' };
    if (key === 'Escape') return { typed: '', seat: null, act: 'escape' };
    if (chosen !== null) {
        const act = seatKeys[letter] ?? null;
        return { typed: act ? '' : typed, seat: chosen, act };
    }
    return { typed: '', seat: null, act: hearingKeys[letter] ?? null };
}

/** Where the page finds what a key of the hearing does: the first of these that is on screen. */
export const hearingSelectors = {
    next: '#script-next .order, .bar-next .order', muteAll: '[data-order="muteAll"]',
    silence: '[data-order="silence"], [data-order="restoreOrder"]',
    firstHand: '#hands [data-order="grantFloor"]', endFloor: '#speech [data-order="endFloor"]',
    recess: '[data-order="recess"][data-reason="rest"], [data-order="resume"]',
    sustain: '[data-ruling="sustained"]', overrule: '[data-ruling="overruled"]',
    admitFirst: '[data-roster="waiting"] [data-order="admit"], #tasks [data-order="admit"]',
};

const wanted = {
    microphone: ({ name, medium }) => name === 'mute' || (name === 'allow' && medium === 'microphone'),
    lock: ({ name }) => name === 'lock',
    word: ({ name, seconds }) => name === 'grantFloor' && seconds === undefined,
    word3: ({ seconds }) => seconds === 180,
    word5: ({ seconds }) => seconds === 300,
    askToUnmute: ({ name }) => name === 'askToUnmute',
    camera: ({ name, medium }) => name === 'stopVideo' || (name === 'allow' && medium === 'camera'),
    exhibit: ({ name, medium }) => name === 'stopExhibit' || (name === 'allow' && medium === 'exhibit'),
    spotlight: ({ name }) => name === 'spotlight' || name === 'clearSpotlight',
    door: ({ name }) => ['admit', 'callWitness', 'confront', 'sendBack', 'releaseWitness'].includes(name),
};

/**
 * The order that a letter gives about a chosen seat; null when there is none to give.
 *
 * @param {import('./replica.js').HearingState} state
 * @param {number} seat
 * @param {string} act
 */
export function orderForKey(state, seat, act) {
    return wanted[act] ? ordersFor(state, seat).find(wanted[act]) ?? null : null;
}
