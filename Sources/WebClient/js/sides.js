/** Whom a person may speak with in confidence, and whom it may apply to have recused. */

import { isLitigant } from './roles.js';

/**
 * @typedef {import('./replica.js').HearingState} HearingState
 * @typedef {import('./replica.js').SeatState} SeatState
 */

/** Who can be applied to be recused (ODR, by the procedure laws: the court and its helpers). */
const recusable = new Set([
    'presidingJudge', 'judge', 'assessor', 'assistant', 'clerk', 'expert', 'interpreter',
]);

/**
 * The seats of one's own side that can be invited now: nobody who is summoned, nor who goes along
 * with somebody summoned (ODR 26).
 *
 * @param {HearingState} state
 * @returns {number[]}
 */
export function confidantsOf({ me, seats = {} }) {
    const mine = { ...seats[me.seat], ...me };
    return Object.entries(seats).map(([number, seat]) => ({ number: Number(number), seat }))
        .filter(({ number, seat }) => number !== me.seat && seat.connected && !seat.removed
            && areConfidants(mine, me.seat, seat, number, seats))
        .map(({ number }) => number);
}

function areConfidants(mine, myNumber, other, number, seats) {
    if (!isInConfidence(mine, seats) || !isInConfidence(other, seats)) return false;
    if (mine.companion === number || other.companion === myNumber) return true;
    const side = sideOf(mine, seats);
    return Boolean(side) && side === sideOf(other, seats);
}

function isInConfidence(seat, seats) {
    const principal = seats[seat.companion ?? 0] ?? seat;
    if (!isLitigant(principal)) return false;
    return isLitigant(seat) || seat.role === 'interpreter' || seat.role === 'helper';
}

/** A seat's side: its own, or that of whom it goes along with. @returns {string | null} */
export function sideOf(seat, seats) {
    return seat.side ?? seats[seat.companion ?? 0]?.side ?? null;
}

/** The seats whose recusal this person can apply for now. @param {HearingState} state */
export function recusableSeats({ me, hearing, seats = {} }) {
    if (!me.orders.includes('applyRecusal') || me.room !== 'courtroom') return [];
    const applied = new Set((hearing.recusals ?? []).map(({ seat }) => seat));
    return Object.entries(seats)
        .filter(([number, { role, recused }]) =>
            recusable.has(role) && !recused && !applied.has(Number(number)))
        .map(([number]) => Number(number));
}

/**
 * The place of a raised hand among those that are up: 1 is the first.
 *
 * @param {Record<string, SeatState>} seats
 * @param {number} number
 * @returns {number | null}
 */
export function handPlace(seats, number) {
    const hand = seats[number]?.hand ?? null;
    if (hand === null) return null;
    return Object.values(seats).filter((seat) => (seat.hand ?? Infinity) <= hand).length;
}
