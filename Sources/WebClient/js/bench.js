/** What judge and clerk can do next, as pure functions of the state: the bench panel shows it. */

/**
 * @typedef {import('./orders.js').Order} Order
 * @typedef {import('./replica.js').HearingState} HearingState
 * @typedef {import('./replica.js').SeatState} SeatState
 */

/** Reasons of PROTOCOL §5, in the order in which they are offered. */
export const recessReasons = ['rest', 'non_public_evidence', 'mediation_in_trial'];
export const removalReasons = ['disorder', 'withdrawn', 'mistaken'];
export const cancellationReasons = ['postponed', 'withdrawn', 'settled', 'mistaken'];

/** Acts that cannot be undone: each needs one confirmation. */
export const irreversible = new Set(['closeRecord', 'seal', 'cancel', 'remove']);

/** The course of a hearing: the first order of a state is its natural next step. */
const courses = {
    scheduled: ['open', 'cancel'],
    open: ['begin', 'cancel'],
    inSession: ['recess', 'closeRecord'],
    recess: ['resume', 'closeRecord'],
    suspended: ['resume', 'closeRecord'],
    recordClosed: ['seal'],
};

/**
 * The orders to the whole hearing, the natural next step first.
 *
 * @param {HearingState} state
 * @returns {string[]}
 */
export function nextSteps({ hearing, me }) {
    return (courses[hearing.state] ?? []).filter((name) => me.orders.includes(name));
}

/**
 * What can be ordered about one seat now, most wanted first.
 *
 * @param {HearingState} state
 * @param {number} number
 * @returns {Order[]}
 */
export function ordersFor({ me, seats = {} }, number) {
    const seat = seats[number];
    if (!seat || seat.removed || number === me.seat) return [];
    const may = (name) => me.orders.includes(name);
    return [...doorOrders(seat, number), ...mediaOrders(seat, number), removal(seat, number)]
        .filter((order) => order !== null && may(order.name));
}

/** @param {SeatState} seat @returns {Order[]} */
function doorOrders({ role, room, connected }, seat) {
    if (role === 'judge' || role === 'clerk') return [];
    const witness = role === 'witness';
    if (room === 'waiting' && connected) {
        return [{ name: witness ? 'callWitness' : 'admit', seat }];
    }
    if (room === 'courtroom') return [{ name: witness ? 'releaseWitness' : 'sendBack', seat }];
    return [];
}

/** @param {SeatState} state @returns {Order[]} */
function mediaOrders(state, seat) {
    if (state.room !== 'courtroom' || state.role === 'observer') return [];
    const orders = [];
    const judge = state.role === 'judge';
    if (state.microphone === 'allowed' && !judge) orders.push({ name: 'mute', seat });
    if (state.microphone !== 'locked' && !judge) orders.push({ name: 'lock', seat });
    if (state.microphone !== 'allowed') orders.push({ name: 'allow', seat, medium: 'microphone' });
    if (state.camera === 'allowed' && !judge) orders.push({ name: 'stopVideo', seat });
    if (state.camera === 'stopped') orders.push({ name: 'allow', seat, medium: 'camera' });
    orders.push(state.exhibit
        ? { name: 'stopExhibit', seat } : { name: 'allow', seat, medium: 'exhibit' });
    return orders;
}

/** @param {SeatState} seat @returns {Order | null} */
function removal({ role }, seat) {
    return role === 'judge' ? null : { name: 'remove', seat };
}

/**
 * The seats of the hearing as the bench looks at them.
 *
 * @param {HearingState} state
 * @returns {{waiting: number[], inside: number[], absent: number[]}}
 */
export function rosterOf({ me, seats = {} }) {
    const roster = { waiting: [], inside: [], absent: [] };
    for (const [key, { room, connected, removed }] of Object.entries(seats)) {
        const number = Number(key);
        if (removed || number === me.seat) continue;
        if (room === 'courtroom') roster.inside.push(number);
        else if (room === 'waiting' && connected) roster.waiting.push(number);
        else roster.absent.push(number);
    }
    return roster;
}

/** Whether the seat holds judge's or clerk's rights. @param {{role: string}} me */
export function isBench({ role }) {
    return role === 'judge' || role === 'clerk';
}
