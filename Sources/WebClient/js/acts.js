/** Where the hearing stands in its script, and what it expects of this person: pure functions. */

import { isBench } from './roles.js';

/**
 * @typedef {import('./replica.js').HearingState} HearingState
 * @typedef {import('./replica.js').Step} Step
 * @typedef {import('./replica.js').Act} Act
 */

/**
 * One step of the script as the rail shows it.
 *
 * @typedef {{step: Step, state: 'done' | 'now' | 'toCome'}} RailStep
 */

/** The step in which the hearing is. @param {HearingState} state @returns {Step | null} */
export function presentStep({ hearing }) {
    return hearing.script?.steps.find(({ id }) => id === hearing.step) ?? null;
}

/** The script's steps in their order. @param {HearingState} state @returns {RailStep[]} */
export function railOf({ hearing }) {
    const finished = new Set(hearing.finished ?? []);
    return (hearing.script?.steps ?? []).map((step) => ({
        step,
        state: step.id === hearing.step ? 'now' : finished.has(step.id) ? 'done' : 'toCome',
    }));
}

/**
 * Where this person's case stands in a docket of several.
 *
 * @param {HearingState} state
 * @returns {'toCome' | 'now' | 'done' | null} Null when there is one case, or this seat is of none.
 */
export function myCase({ hearing, me }) {
    const { number = 1, count = 1 } = hearing.case ?? {};
    if (count < 2 || !me.case) return null;
    return me.case > number ? 'toCome' : me.case < number ? 'done' : 'now';
}

/** The act that the present step waits for. @param {HearingState} state @returns {Act | null} */
export function nextAct(state) {
    const step = presentStep(state);
    return step?.acts.find((act) => act.required && !isDone(state, act)) ?? null;
}

/**
 * What this person says for itself to be done, in the step's order; the bench has a page for it.
 *
 * @param {HearingState} state
 * @returns {{act: Act, seat: number | null, after: Act | null}[]} `after`: what must come first.
 */
export function myActs(state) {
    const { me } = state;
    const step = presentStep(state);
    if (!step || isBench(me) || me.room !== 'courtroom') return [];
    if (step.phase !== state.hearing.state || !me.orders.includes('complete')) return [];
    return step.acts.filter((act) => isMine(state, act) && !isDoneBy(state, act)).map((act) => ({
        act, seat: act.each.length > 0 ? me.seat : null,
        after: step.ordered ? undoneBefore(state, step, act) : null,
    }));
}

/** An act of my role, or of my duty; where it is done for each seat, for mine. */
function isMine({ me }, { by, duty, each }) {
    const says = by.includes(me.office ?? me.role) || by.includes(me.role)
        || (duty && me.duties?.includes(duty));
    return says && (each.length === 0 || each.includes(me.role));
}

function isDone({ hearing }, { id }) {
    return hearing.acts?.[id]?.done === true;
}

function isDoneBy(state, act) {
    const done = state.hearing.acts?.[act.id];
    return act.each.length > 0 ? done?.seats.includes(state.me.seat) === true : done?.done === true;
}

function undoneBefore(state, step, act) {
    const before = step.acts.slice(0, step.acts.indexOf(act));
    return before.find((each) => each.required && !isDone(state, each)) ?? null;
}
