/**
 * The bench by keyboard: which key means what. Pure; the page listens.
 *
 * A number chooses a seat; the letter that follows acts on it and ends the choice. Letters without
 * a number act on the hearing.
 */

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
