/** What judge and clerk can order now, as pure functions of the state: their pages show it. */

import { isBench, isLitigant, isSummoned, sends } from './roles.js';

/**
 * @typedef {import('./orders.js').Order} Order
 * @typedef {import('./replica.js').HearingState} HearingState
 * @typedef {import('./replica.js').SeatState} SeatState
 */

/** The reasons of PROTOCOL §5, in the order in which they are offered. */
export const reasonsOf = {
    recess: ['rest', 'non_public_evidence', 'mediation_in_trial'],
    remove: ['disorder', 'withdrawn', 'mistaken'],
    cancel: ['postponed', 'withdrawn', 'settled', 'mistaken'],
    adjourn: [
        'adjournedForEvidence', 'adjournedForAbsence', 'adjournedForRecusal', 'adjournedForTime',
        'adjournedForFault',
    ],
    moveOffline: ['offlineByParty', 'offlineForEvidence', 'offlineForFault'],
    continueUnrecorded: ['urgent', 'byConsent', 'recordedElsewhere'],
    returnTo: ['newFacts', 'correction', 'lateArrival'],
    skipStep: ['notApplicable', 'declined'],
    recallWitness: ['furtherQuestions', 'contradiction', 'confrontation'],
    closeToPublic: ['privacy', 'minor', 'tradeSecret', 'divorce', 'stateSecret', 'order'],
    warn: ['outOfTurn', 'disorder', 'insult', 'recording', 'conduct', 'coaching'],
};

/** Orders with which a day for going on may be named. */
export const dated = new Set(['adjourn', 'pronounceLater']);

/** How long the word is given for at a click, in minutes. */
export const speechMinutes = [1, 3, 5, 10];

export const layouts = ['automatic', 'courtroom', 'speaker', 'grid', 'exhibit'];
export const duties = ['doors', 'watch', 'transcript'];

const endings = new Set(['closeRecord', 'adjourn', 'pronounceLater', 'moveOffline', 'seal']);

/** Whether an act cannot be undone and needs one confirmation. @param {Order} order */
export function isIrreversible(order) {
    return endings.has(order.name) || order.name === 'cancel' || order.name === 'remove'
        || (order.name === 'decideRecusal' && order.upheld === true);
}

/** What can be ordered about the whole hearing in each state, most wanted first. */
const courses = {
    scheduled: ['cancel'],
    open: ['deliberate', 'cancel'],
    inSession: [
        'recess', 'deliberate', 'adjourn', 'pronounceLater', 'moveOffline', 'closeRecord',
    ],
    recess: ['deliberate', 'adjourn', 'pronounceLater', 'moveOffline', 'closeRecord'],
    suspended: ['continueUnrecorded', 'adjourn', 'moveOffline', 'closeRecord'],
    recordClosed: ['deliberate', 'seal'],
};

/**
 * The orders to the whole hearing, besides the natural next move.
 *
 * @param {HearingState} state
 * @returns {string[]}
 */
export function courseOf({ hearing, me, seats = {} }) {
    const deliberates = Object.values(seats).some(({ room }) => room === 'deliberation');
    const panel = Object.values(seats).filter((seat) => isDeciding(seat) && !seat.removed);
    return (courses[hearing.state] ?? []).filter((name) => {
        if (!me.orders.includes(name)) return false;
        if (name === 'deliberate') return panel.length > 1 && !deliberates;
        if (name === 'continueUnrecorded') return hearing.cause === 'recordFault';
        return true;
    });
}

const deciding = new Set(['presidingJudge', 'judge', 'assessor']);
const isDeciding = ({ role, office }) => deciding.has(office ?? role);

/**
 * What can be ordered about one seat now, most wanted first.
 *
 * @param {HearingState} state
 * @param {number} number
 * @returns {Order[]}
 */
export function ordersFor(state, number) {
    const { me, seats = {} } = state;
    const seat = seats[number];
    if (!seat || seat.removed || number === me.seat) return [];
    const all = [
        ...doorOrders(state, seat, number), ...mediaOrders(state, seat, number),
        ...courtOrders(state, seat, number), ...dutyOrders(seat, number),
    ];
    return all.filter(({ name }) => me.orders.includes(name));
}

/** @returns {Order[]} */
function doorOrders(state, seat, number) {
    if (isBench(seat) || seat.role === 'courtroom') return [];
    if (seat.room === 'waiting') return seat.connected ? entranceOf(state, seat, number) : [];
    if (seat.room !== 'courtroom') return [];
    return [{ name: isSummoned(seat) ? 'releaseWitness' : 'sendBack', seat: number }];
}

/**
 * How somebody who waits comes in by the law; nothing when the law would refuse it now.
 *
 * @param {HearingState} state
 * @param {SeatState} seat
 * @param {number} number
 * @returns {Order[]}
 */
function entranceOf(state, seat, number) {
    if (whyOutside(state, seat)) return [];
    if (!isSummoned(seat)) return [{ name: 'admit', seat: number }];
    if (calledBeside(state, seat).length > 0) return [{ name: 'confront', seat: number }];
    return [{ name: seat.released ? 'recallWitness' : 'callWitness', seat: number }];
}

/** Witnesses do not hear each other (ODR 26): who is called and must not hear this one. */
function calledBeside({ seats = {} }, { role }) {
    return Object.values(seats).filter((other) => other.called && other.room === 'courtroom'
        && (other.role === 'witness' || role === 'witness'));
}

/**
 * Why somebody who waits cannot come in now, as the key of a short word; null when nothing is in
 * the way.
 *
 * @param {HearingState} state
 * @param {SeatState} seat
 * @returns {string | null}
 */
export function whyOutside({ hearing, seats = {} }, seat) {
    if (seat.recused) return 'note.recused';
    if (!isOfPresentCase(hearing, seat)) return 'note.otherCase';
    if (seat.role === 'observer' && hearing.closed) return 'note.closedToPublic';
    if (seat.role === 'recorder' || seat.role === 'steward') return 'note.looksAfter';
    if (isSummoned(seat)) {
        if (hearing.state !== 'inSession') return 'note.calledInSession';
        const step = hearing.script?.steps?.find(({ id }) => id === hearing.step);
        return step && !step.leaves?.includes('witnesses') ? 'note.notInThisStep' : null;
    }
    const goesWith = seat.companion && seats[seat.companion];
    return goesWith && goesWith.room !== 'courtroom' ? 'note.goesAlong' : null;
}

/** Whether a seat takes part in the case that is heard. */
export function isOfPresentCase(hearing, seat) {
    return !seat.case || !hearing.case || seat.case === hearing.case.number;
}

/** @returns {Order[]} */
function mediaOrders({ hearing }, state, seat) {
    if (state.room !== 'courtroom' || !sends(state)) return [];
    const orders = [];
    const presides = seat === hearing.presiding || state.office === 'presidingJudge';
    const open = state.microphone === 'allowed';
    if (!presides) {
        if (open) orders.push({ name: 'mute', seat });
        if (state.microphone !== 'locked') orders.push({ name: 'lock', seat });
    }
    if (!open) orders.push({ name: 'allow', seat, medium: 'microphone' });
    if (!open && !state.asked && state.connected) orders.push({ name: 'askToUnmute', seat });
    if (!presides && state.connected) orders.push(...wordOrders(hearing, seat));
    if (state.hand) orders.push({ name: 'lowerHand', seat });
    if (state.camera === 'allowed' && !presides) orders.push({ name: 'stopVideo', seat });
    if (state.camera === 'stopped') orders.push({ name: 'allow', seat, medium: 'camera' });
    orders.push(state.exhibit
        ? { name: 'stopExhibit', seat } : { name: 'allow', seat, medium: 'exhibit' });
    orders.push(hearing.spotlight === seat ? { name: 'clearSpotlight' } : { name: 'spotlight', seat });
    return orders;
}

/** @returns {Order[]} To give the word, without and with a limit; or to end it. */
function wordOrders({ speech }, seat) {
    if (speech?.seat === seat) return [{ name: 'endFloor' }];
    return [
        { name: 'grantFloor', seat },
        ...speechMinutes.map((minutes) => ({ name: 'grantFloor', seat, seconds: minutes * 60 })),
    ];
}

/** @returns {Order[]} What only the court's authority gives: watching, leave, warning, removal. */
function courtOrders({ hearing, me, seats = {} }, seat, number) {
    const orders = [];
    if (isSummoned(seat) && seat.room === 'waiting') {
        if (seat.watcher !== me.seat && seat.connected) orders.push({ name: 'watch', seat: number });
        if (seat.watcher) orders.push({ name: 'unwatch', seat: number });
    }
    if (canBeBriefed(seats, seat)) orders.push({ name: 'brief', seat: number, minutes: 15 });
    if (isLitigant(seat) && seat.room === 'courtroom' && !seat.consult) {
        orders.push({ name: 'allowConsultation', seat: number });
    }
    if (number === hearing.presiding) return orders;
    if (seat.room !== 'outside') orders.push({ name: 'warn', seat: number });
    orders.push({ name: 'remove', seat: number });
    return orders;
}

/** An interpreter and whom it serves, both waiting, may be shown to each other by the court. */
function canBeBriefed(seats, { role, companion, room, connected }) {
    const served = companion && seats[companion];
    return role === 'interpreter' && served && room === 'waiting' && connected
        && served.room === 'waiting' && served.connected;
}

/** @returns {Order[]} */
function dutyOrders({ role, duties: held = [] }, seat) {
    if (role !== 'clerk' && role !== 'assistant') return [];
    return duties.map((duty) => ({
        name: held.includes(duty) ? 'withdrawDuty' : 'delegate', seat, duty,
    }));
}

/** Orders that stand beside a name; the others appear when the seat is chosen. */
const beside = new Set([
    'admit', 'callWitness', 'recallWitness', 'confront', 'mute', 'lock', 'releaseWitness',
    'sendBack', 'endFloor',
]);

/** @param {Order} order */
export function isBeside({ name, medium, seconds }) {
    return beside.has(name) || (name === 'allow' && medium === 'microphone')
        || (name === 'grantFloor' && seconds === undefined);
}

/**
 * The seats of the hearing as the bench looks at them; whoever raised a hand first comes first.
 *
 * @param {HearingState} state
 * @returns {{waiting: number[], inside: number[], apart: number[], absent: number[]}}
 */
export function rosterOf({ me, seats = {} }) {
    const roster = { waiting: [], inside: [], apart: [], absent: [] };
    for (const [key, { room, connected, removed }] of Object.entries(seats)) {
        const number = Number(key);
        if (removed || number === me.seat) continue;
        if (room === 'courtroom') roster.inside.push(number);
        else if (room === 'waiting' && connected) roster.waiting.push(number);
        else if (room === 'deliberation' || room.startsWith('room-')) roster.apart.push(number);
        else roster.absent.push(number);
    }
    return roster;
}

/** Raised hands, the first first. @param {HearingState} state @returns {number[]} */
export function handsOf({ seats = {} }) {
    return Object.entries(seats).filter(([, { hand, removed }]) => hand && !removed)
        .sort(([, one], [, other]) => one.hand - other.hand).map(([number]) => Number(number));
}

/** Who of the waiting rooms this seat watches now. @param {HearingState} state @returns {number[]} */
export function watchedBy({ me, seats = {} }) {
    return Object.entries(seats)
        .filter(([, { watcher, room, removed }]) => watcher === me.seat && room === 'waiting' && !removed)
        .map(([number]) => Number(number));
}

/**
 * @param {number | null | undefined} loss Per cent of the last seconds.
 * @returns {'unknown' | 'good' | 'weak' | 'bad'}
 */
export function networkHealth(loss) {
    if (loss === null || loss === undefined) return 'unknown';
    if (loss < 10) return 'good';
    return loss < 15 ? 'weak' : 'bad';
}
