/** Where the hearing is in its script, what is missing and what comes next: pure. */

import { isOfPresentCase } from './bench.js';

/**
 * @typedef {import('./orders.js').Order} Order
 * @typedef {import('./replica.js').HearingState} HearingState
 * @typedef {import('./replica.js').Act} Act
 * @typedef {import('./replica.js').Step} Step
 */

/**
 * Every step with how far it is.
 *
 * @param {HearingState} state
 * @returns {{step: Step, number: number, place: 'done' | 'present' | 'later'}[]}
 */
export function railOf({ hearing }) {
    const finished = new Set(hearing.finished ?? []);
    return stepsOf(hearing).map((step, index) => ({
        step, number: index + 1,
        place: step.id === hearing.step ? 'present' : finished.has(step.id) ? 'done' : 'later',
    }));
}

/** @returns {Step[]} */
const stepsOf = (hearing) => hearing.script?.steps ?? [];

/** @param {HearingState} state @returns {Step | null} */
export function presentStep({ hearing }) {
    return presentOf(hearing);
}

const presentOf = (hearing) => stepsOf(hearing).find(({ id }) => id === hearing.step) ?? null;

/** The hearing's state in which the acts of a step can be done. */
const isNow = (hearing, step) => step?.phase === hearing.state;

/**
 * The acts of the present step: done or not, for whom, and what this seat can say to be done.
 *
 * @param {HearingState} state
 * @returns {{act: Act, done: boolean, first: Act | null, mine: boolean,
 *     seats: {number: number, done: boolean}[]}[]} `first`: an act that comes before.
 */
export function actsOf(state) {
    const { hearing } = state;
    const step = presentStep(state);
    if (!step) return [];
    let first = null;
    return step.acts.map((act) => {
        const known = hearing.acts?.[act.id];
        const seats = seatsOf(state, act, known?.seats ?? []);
        // Who is away holds up nobody.
        const done = known?.done ?? (act.each.length > 0 && seats.every((seat) => seat.done));
        const mine = isNow(hearing, step) && isMine(state, act) && !first;
        const item = { act, done, first, mine, seats };
        if (step.ordered && act.required !== false && !done) first ??= act;
        return item;
    });
}

/** Those for whom an act is done: who is here of its roles, and for whom it was done before. */
function seatsOf({ hearing, seats = {} }, { each = [] }, done) {
    const here = Object.entries(seats).filter(([number, seat]) => each.includes(seat.role)
        && !seat.removed && (done.includes(Number(number)) || isHere(hearing, seat)));
    return here.map(([number]) => ({ number: Number(number), done: done.includes(Number(number)) }));
}

const isHere = (hearing, seat) =>
    seat.room === 'courtroom' && seat.connected && isOfPresentCase(hearing, seat);

/** Whether this seat may say that the act is done. */
function isMine({ me }, { by, duty }) {
    return me.orders.includes('complete') && (by.includes(me.office ?? me.role)
        || by.includes(me.role) || Boolean(duty && me.duties?.includes(duty)));
}

/**
 * The orders by which this seat says that an act is done, one for each seat that is still to do.
 *
 * @param {{act: Act, done: boolean, mine: boolean, seats: {number: number, done: boolean}[]}} item
 * @returns {Order[]}
 */
export function completions({ act, done, mine, seats }) {
    if (!mine || (done && seats.every((seat) => seat.done))) return [];
    if (!act.each?.length) return [{ name: 'complete', act: act.id }];
    return seats.filter((seat) => !seat.done)
        .map(({ number }) => ({ name: 'complete', act: act.id, seat: number }));
}

/**
 * What the present step still needs.
 *
 * @param {HearingState} state
 * @returns {{act: Act, seats: number[]}[]}
 */
export function missingActs(state) {
    return actsOf(state).filter(({ act, done }) => act.required !== false && !done)
        .map(({ act, seats }) => ({
            act, seats: seats.filter((seat) => !seat.done).map(({ number }) => number),
        }));
}

/**
 * The natural next move, and what is in its way. `order` is null when it is not this seat's.
 *
 * @param {HearingState} state
 * @returns {{order: Order | null, to: Step | null, acts: {act: Act, seats: number[]}[],
 *     people: number[], recusal: boolean}}
 */
export function nextMove(state) {
    const { hearing, me } = state;
    const step = presentStep(state);
    const name = moveOf(state);
    const recusal = hearing.state === 'inSession' && (hearing.recusals?.length ?? 0) > 0;
    const begins = name === 'begin' || name === 'resume';
    return {
        order: name && me.orders.includes(name) ? { name } : null,
        to: name === 'advance' ? nextStep(hearing) : null,
        acts: name && isNow(hearing, step) ? missingActs(state) : [],
        people: begins ? [...(hearing.missing ?? [])] : [],
        recusal: recusal && (name === 'advance' || name === 'nextCase'),
    };
}

const moves = {
    scheduled: 'open', open: 'begin', recess: 'resume', suspended: 'resume', recordClosed: 'seal',
};

/** @returns {string | null} The name of the order that leads on. */
function moveOf({ hearing }) {
    if (hearing.state !== 'inSession') return moves[hearing.state] ?? null;
    if (stepsOf(hearing).length === 0) return null;
    const { number = 1, count = 1 } = hearing.case ?? {};
    const next = nextStep(hearing);
    if (next && !(number < count && isForAllCases(next) && !isForAllCases(presentOf(hearing)))) {
        return 'advance';
    }
    return number < count ? 'nextCase' : 'closeRecord';
}

/** Steps that are done once for all cases of a docket come after the last case. */
const isForAllCases = (step) => step?.perCase === false;

/** The next step of the same state that is still to be done. @returns {Step | null} */
function nextStep(hearing) {
    const steps = stepsOf(hearing);
    const here = steps.findIndex(({ id }) => id === hearing.step);
    if (here < 0) return null;
    return steps.slice(here + 1).find((step) => step.phase === steps[here].phase
        && !hearing.finished?.includes(step.id)) ?? null;
}

/**
 * The step that `skipStep` leaves out now: the present one if it may be and is not complete, else
 * the next one.
 *
 * @param {HearingState} state
 * @returns {Step | null}
 */
export function skippable(state) {
    const { hearing, me } = state;
    const step = presentStep(state);
    if (!step || hearing.state !== 'inSession' || !me.orders.includes('skipStep')) return null;
    const next = nextStep(hearing);
    if (step.optional && next && missingActs(state).length > 0) return step;
    return next?.optional ? next : null;
}

/** The steps to which the judge can go back. @param {HearingState} state @returns {Step[]} */
export function returnable({ hearing, me }) {
    if (hearing.state !== 'inSession' || !me.orders.includes('returnTo')) return [];
    return stepsOf(hearing).filter(({ id, phase }) =>
        phase === 'inSession' && id !== hearing.step && hearing.finished?.includes(id));
}
