/** Who sits where: the courtroom's plan as a pure function of the state. */

import { isPanel } from './roles.js';

/**
 * @typedef {object} Plan
 * @property {number[]} bench Whoever presides in the middle of the panel, then assistant and clerk.
 * @property {number[]} left One side: party, then agents.
 * @property {number[]} right The other side.
 * @property {number[]} centre Who is called, with who goes along.
 * @property {number[]} gallery Observers.
 * @property {number[]} focus Who is shown large.
 * @property {number[]} others The others when somebody is shown large; everybody in a grid.
 */

/** The sides that sit left: those that brought the case. */
const leftSides = new Set(['plaintiff', 'applicant', 'prosecution']);

/** Places in the courtroom by role; the others sit with their side. */
const places = {
    presidingJudge: 'bench', judge: 'bench', assessor: 'bench', assistant: 'bench',
    clerk: 'bench', mediator: 'bench', courtroom: 'bench', witness: 'centre', expert: 'centre',
    specialist: 'centre', observer: 'gallery', recorder: 'gallery', steward: 'gallery',
};

/** Who comes first in a place. */
const ranks = [
    'presidingJudge', 'judge', 'assessor', 'mediator', 'courtroom', 'assistant', 'clerk',
    'prosecutor', 'party', 'thirdParty', 'agent', 'witness', 'expert', 'specialist', 'interpreter',
    'helper', 'custodian', 'observer', 'recorder', 'steward',
];

/** @returns {Plan} */
const emptyPlan = () => (
    { bench: [], left: [], centre: [], right: [], gallery: [], focus: [], others: [] });

/**
 * Who is in a room and where.
 *
 * @param {Record<string, import('./replica.js').SeatState>} seats
 * @param {string} [room] Only those in it.
 * @param {number | null} [presiding]
 * @returns {Plan}
 */
export function planOf(seats, room = 'courtroom', presiding = null) {
    const plan = emptyPlan();
    for (const { number, seat } of insideOf(seats, room)) {
        const principal = seats[seat.companion ?? 0] ?? seat;
        plan[number === presiding ? 'bench' : placeOf(seat, principal)].push(number);
    }
    plan.bench = centred(plan.bench, seats, presiding);
    return plan;
}

/** Everybody in a room, in the order of the court. */
function insideOf(seats, room) {
    return Object.entries(seats)
        .filter(([, seat]) => seat.room === room)
        .map(([number, seat]) => ({ number: Number(number), seat }))
        .sort((one, other) => rank(one.seat) - rank(other.seat) || one.number - other.number);
}

/** @returns {'bench' | 'left' | 'right' | 'centre' | 'gallery'} */
function placeOf({ role, side }, principal) {
    const place = places[role] ?? places[principal.role];
    if (place) return place;
    return leftSides.has(side ?? principal.side ?? '') ? 'left' : 'right';
}

function rank({ role, side }) {
    const place = ranks.indexOf(role);
    return (side === 'thirdParty' ? ranks.length : 0) + (place < 0 ? ranks.length : place);
}

/** Whoever presides sits in the middle of the panel, as in the room. */
function centred(bench, seats, presiding) {
    const panel = bench.filter((number) => number !== presiding && isPanel(seats[number]));
    if (presiding === null || !bench.includes(presiding)) return bench;
    const rest = bench.filter((number) => number !== presiding && !isPanel(seats[number]));
    const half = Math.floor(panel.length / 2);
    return [...panel.slice(0, half), presiding, ...panel.slice(half), ...rest];
}

/**
 * What a screen shows, as the court arranges it.
 *
 * @typedef {{kind: 'courtroom' | 'grid' | 'focus' | 'exhibit', plan: Plan}} Arrangement
 */

/**
 * Arranges the screen: an exhibit that is shown comes first, then whom the court has put in the
 * middle, then the court's choice of layout.
 *
 * @param {import('./replica.js').HearingState} state
 * @param {{exhibit?: boolean, speaking?: number | null}} [now] Whether an exhibit is shown; who
 *     spoke last.
 * @returns {Arrangement}
 */
export function arrange({ hearing, me, seats = {} }, { exhibit = false, speaking = null } = {}) {
    const plan = planOf(seats, me.room, hearing.presiding ?? null);
    const everybody = [plan.bench, plan.left, plan.centre, plan.right].flat();
    const layout = me.room === 'courtroom' ? hearing.layout ?? 'automatic' : 'grid';
    const present = (number) => (everybody.includes(number ?? 0) ? number : null);
    if (exhibit && (layout === 'automatic' || layout === 'exhibit')) return { kind: 'exhibit', plan };
    const large = present(hearing.spotlight)
        ?? (layout === 'speaker' ? speakerOf(hearing, speaking, present) : null);
    if (large !== null) return focused(plan, everybody, large);
    if (layout === 'grid') {
        return { kind: 'grid', plan: { ...emptyPlan(), others: everybody, gallery: plan.gallery } };
    }
    return { kind: 'courtroom', plan };
}

/** Who is large when the speaker is: who has the word, who spoke last, who presides. */
function speakerOf({ speech, presiding }, speaking, present) {
    return present(speech?.seat) ?? present(speaking) ?? present(presiding);
}

/** @returns {Arrangement} */
function focused(plan, everybody, large) {
    const others = everybody.filter((number) => number !== large);
    return { kind: 'focus', plan: { ...emptyPlan(), focus: [large], others, gallery: plan.gallery } };
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

/** Roles whose words say whose they are. */
const sided = new Set(['party', 'agent', 'witness']);

/**
 * The key of the words for a seat: its role, and whose it is.
 *
 * @param {{role: string, side?: string | null}} seat
 */
export function roleKey({ role, side }) {
    return sided.has(role) && side ? `role.${role}.${side}` : `role.${role}`;
}
