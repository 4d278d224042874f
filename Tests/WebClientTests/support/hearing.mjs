/** A hearing as the bench sees it; every test says only what matters to it. */

/** All orders that whoever presides may give at some time. */
export const all = [
    'open', 'begin', 'recess', 'resume', 'continueUnrecorded', 'closeRecord', 'adjourn',
    'pronounceLater', 'moveOffline', 'seal', 'cancel', 'advance', 'returnTo', 'skipStep', 'complete',
    'nextCase', 'decideRecusal', 'admit', 'sendBack', 'callWitness', 'recallWitness', 'confront',
    'releaseWitness', 'watch', 'unwatch', 'remove', 'addSeat', 'closeToPublic', 'openToPublic',
    'deliberate', 'endDeliberation', 'brief', 'caucus', 'allowConsultation', 'endRoom', 'mute',
    'muteAll', 'lock', 'silence', 'restoreOrder', 'stopVideo', 'allow', 'stopExhibit', 'askToUnmute',
    'grantFloor', 'endFloor', 'lowerHand', 'lowerAllHands', 'spotlight', 'clearSpotlight', 'layout',
    'rule', 'warn', 'protect', 'unprotect', 'delegate', 'withdrawDuty', 'admitDevice', 'refuseDevice',
];

/** A seat in the courtroom with nothing special about it. */
export function someSeat(role, also = {}) {
    return {
        role, office: role, name: 'N', side: null, companion: null, case: null, room: 'courtroom',
        connected: true, microphone: 'allowed', camera: 'allowed', exhibit: false, hand: null,
        asked: false, recused: false, called: false, released: false, removed: false,
        devices: { microphone: 'on', camera: 'on' }, duties: [], watcher: null, warnings: 0,
        consult: false, network: { loss: 0 }, drop: null, protections: {}, ...also,
    };
}

/** An act of a step. */
export function someAct(id, by, each = [], also = {}) {
    return { id, title: { en: id }, by, each, duty: null, required: true, text: null, ...also };
}

/** A step of a script. */
export function someStep(id, acts = [], also = {}) {
    return {
        id, title: { en: id }, phase: 'inSession', optional: false, ordered: false, leaves: [], acts,
        ...also,
    };
}

/**
 * What the presiding judge at seat 1 sees.
 *
 * @param {Record<string, any>} seats Beside the judge.
 * @param {Record<string, any>} [hearing]
 * @param {Record<string, any>} [me]
 */
export function benchSees(seats, hearing = {}, me = {}) {
    return {
        hearing: {
            hid: 'a'.repeat(32), title: 'T', state: 'inSession', since: 1, finished: [], acts: {},
            step: null, case: { number: 1, count: 1 }, presiding: 1, missing: [], objections: [],
            recusals: [], speech: null, spotlight: null, closed: false, ...hearing,
        },
        me: {
            seat: 1, role: 'presidingJudge', office: 'presidingJudge', room: 'courtroom', orders: all,
            duties: [], channels: ['panel', 'seat'], ...me,
        },
        seats: { 1: someSeat('presidingJudge'), ...seats }, rooms: [], texts: [], devices: [],
        record: { state: 'running', elapsed: 0, at: 0, fault: null },
    };
}
