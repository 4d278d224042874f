/** Rooms beside the courtroom as the bench looks at them: pure. */

/**
 * @typedef {import('./replica.js').HearingState} HearingState
 * @typedef {{number: number | string, kind: string, seats: number[], invited: number[],
 *     locked: boolean, since: number, minutes?: number | null}} Room
 */

/** Every room that is open, the panel's own first. @param {HearingState} state @returns {Room[]} */
export function roomsOf({ hearing, rooms = [], seats = {} }) {
    const panel = Object.keys(seats).filter((key) => seats[key].room === 'deliberation').map(Number);
    const since = hearing.cause === 'deliberation' ? hearing.since ?? 0 : 0;
    const deliberation = {
        number: 'deliberation', kind: 'deliberation', seats: panel, invited: [], locked: true, since,
    };
    return [...(panel.length > 0 ? [deliberation] : []), ...rooms];
}

/** What is left of a room's time, in microseconds; null without a limit. @param {Room} room */
export function roomLeft({ since, minutes }, now) {
    return minutes ? Math.max(0, since + minutes * 60_000_000 - now) : null;
}

/** The sides with which the mediator can go apart now. @param {HearingState} state @returns {string[]} */
export function sidesFor({ hearing, me, seats = {} }) {
    const step = hearing.script?.steps?.find(({ id }) => id === hearing.step);
    if (!me.orders.includes('caucus') || !step?.leaves?.includes('caucus')) return [];
    if (me.room !== 'courtroom') return [];
    const inside = Object.values(seats).filter((seat) =>
        seat.room === 'courtroom' && seat.connected && seat.side && seat.role !== 'witness');
    return [...new Set(inside.map(({ side }) => side))];
}
