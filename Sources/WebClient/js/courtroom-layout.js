/** Who sits where: the courtroom's plan as a pure function of the state. */

/**
 * @typedef {object} Plan
 * @property {number[]} bench Judges, then clerks.
 * @property {number[]} left One side: party, then agents.
 * @property {number[]} right The other side.
 * @property {number[]} centre Called witnesses.
 * @property {number[]} gallery Observers.
 */

/** The side that sits left: the one that brought the case. */
const leftSides = new Set(['plaintiff']);

/**
 * @param {Record<string, import('./replica.js').SeatState>} seats
 * @returns {Plan} Only those in the courtroom.
 */
export function planOf(seats) {
    /** @type {Plan} */
    const plan = { bench: [], left: [], right: [], centre: [], gallery: [] };
    const inside = Object.entries(seats)
        .filter(([, seat]) => seat.room === 'courtroom')
        .map(([number, seat]) => ({ number: Number(number), seat }))
        .sort((one, other) => rank(one.seat) - rank(other.seat) || one.number - other.number);
    for (const { number, seat } of inside) plan[placeOf(seat)].push(number);
    return plan;
}

/** @returns {keyof Plan} */
function placeOf({ role, side }) {
    switch (role) {
        case 'judge': case 'clerk': return 'bench';
        case 'witness': return 'centre';
        case 'observer': return 'gallery';
        default: return leftSides.has(side ?? '') ? 'left' : 'right';
    }
}

function rank({ role, side }) {
    const byRole = { judge: 0, clerk: 1, party: 2, agent: 3, witness: 4, observer: 5 };
    return (side === 'thirdParty' ? 10 : 0) + (byRole[role] ?? 9);
}

/**
 * The largest equal boxes of one proportion that fit an area.
 *
 * @param {number} count
 * @param {number} width Pixels of the area.
 * @param {number} height
 * @param {{ratio?: number, gap?: number}} [options] Width to height of a box; pixels between.
 * @returns {{columns: number, width: number, height: number}}
 */
export function fitBoxes(count, width, height, { ratio = 16 / 9, gap = 8 } = {}) {
    let best = { columns: 1, width: 0, height: 0 };
    for (let columns = 1; columns <= count; columns += 1) {
        const rows = Math.ceil(count / columns);
        const widthMax = (width - gap * (columns - 1)) / columns;
        const heightMax = (height - gap * (rows - 1)) / rows;
        const boxWidth = Math.floor(Math.min(widthMax, heightMax * ratio));
        if (boxWidth > best.width) {
            best = { columns, width: boxWidth, height: Math.floor(boxWidth / ratio) };
        }
    }
    return best;
}

/**
 * The key of the words for a seat: its role, and whose it is.
 *
 * @param {{role: string, side?: string | null}} seat
 */
export function roleKey({ role, side }) {
    const sided = (role === 'party' || role === 'agent' || role === 'witness') && side;
    return sided ? `role.${role}.${side}` : `role.${role}`;
}
