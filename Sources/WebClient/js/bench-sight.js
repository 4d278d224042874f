/** Who perceives whom: what a protection would do, before it is ordered. Pure. */

import { isBench } from './roles.js';

/**
 * What one listener perceives of the protected seat.
 *
 * @typedef {{presence: boolean, alias: string | null, picture: boolean,
 *     voice: 'clear' | 'masked' | 'silent'}} Cell
 * @typedef {import('./replica.js').HearingState} HearingState
 */

/** @type {Cell} What holds where nothing is ordered. */
export const full = Object.freeze({ presence: true, alias: null, picture: true, voice: 'clear' });

export const voices = /** @type {const} */ (['clear', 'masked', 'silent']);

/** The longest alias, in characters (PROTOCOL §5). */
export const aliasMax = 40;

/** The usual protections, mildest first; `none` lifts what there is. */
export const presets = ['none', 'name', 'masked', 'silent', 'hidden'];

/**
 * The cell of a preset.
 *
 * @param {string} name
 * @param {string} alias
 * @returns {Cell}
 */
export function presetCell(name, alias) {
    switch (name) {
        case 'name': return { ...full, alias };
        case 'masked': return { presence: true, alias, picture: false, voice: 'masked' };
        case 'silent': return { presence: true, alias, picture: false, voice: 'silent' };
        case 'hidden': return effective({ ...full, presence: false });
        default: return { ...full };
    }
}

/** The cell as it acts: of whom one may not know, one sees and hears nothing either. @param {Cell} cell */
export function effective(cell) {
    return cell.presence ? cell : { presence: false, alias: '', picture: false, voice: 'silent' };
}

/** Whether it denies nothing. @param {Cell} cell */
export function isFull({ presence, alias, picture, voice }) {
    return presence && !alias && picture && voice === 'clear';
}

/**
 * Those from whom a seat can be protected: everybody but itself and the court, from which nobody
 * is hidden.
 *
 * @param {HearingState} state
 * @param {number} number
 * @returns {number[]}
 */
export function listenersOf({ seats = {} }, number) {
    return Object.entries(seats)
        .filter(([key, seat]) => Number(key) !== number && !seat.removed && !isBench(seat)
            && seat.role !== 'recorder' && seat.role !== 'steward')
        .map(([key]) => Number(key));
}

/**
 * What each listener perceives as it is ordered now.
 *
 * @param {HearingState} state
 * @param {number} number
 * @returns {Map<number, Cell>}
 */
export function cellsNow(state, number) {
    const ordered = state.seats?.[number]?.protections ?? {};
    return new Map(listenersOf(state, number).map((listener) => {
        const cell = ordered[listener];
        return [listener, cell ? { ...full, ...cell, alias: cell.alias ?? null } : { ...full }];
    }));
}

/** Whether a seat is protected from anybody. @param {{protections?: object} | undefined} seat */
export const isProtected = (seat) => Object.keys(seat?.protections ?? {}).length > 0;

/**
 * The orders that lead from what is ordered to what is wanted: those that take away first, and
 * one for all listeners with the same cell.
 *
 * @param {HearingState} state
 * @param {number} number
 * @param {Map<number, Cell>} wanted
 * @returns {import('./orders.js').Order[]}
 */
export function ordersToReach(state, number, wanted) {
    const now = cellsNow(state, number);
    /** @type {Map<string, number[]>} */
    const groups = new Map();
    for (const [listener, cell] of wanted) {
        const text = canonical(cell);
        if (text === canonical(now.get(listener) ?? full)) continue;
        groups.set(text, [...(groups.get(text) ?? []), listener]);
    }
    const orders = [...groups].map(([text, seats]) => {
        const cell = JSON.parse(text);
        if (isFull(cell)) return { name: 'unprotect', seat: number, seats };
        const { alias, ...rest } = cell;
        return { name: 'protect', seat: number, seats, ...rest, ...(alias ? { alias } : {}) };
    });
    return orders.sort((one, other) =>
        Number(one.name === 'unprotect') - Number(other.name === 'unprotect'));
}

/** A cell in one form: two cells act alike if and only if these are the same. */
function canonical(cell) {
    const { presence, alias, picture, voice } = effective(cell);
    return JSON.stringify({ presence, alias: alias || null, picture, voice });
}

/** How many protected people have an alias already: the next one's number. @param {HearingState} state */
export function aliasNumber({ seats = {} }, number) {
    const others = Object.entries(seats).filter(([key, seat]) => Number(key) !== number
        && Object.values(seat.protections ?? {}).some(({ alias }) => alias));
    return others.length;
}
