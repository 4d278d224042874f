/** Which page a person is to see, as a pure function of what is known. */

import { isApart, isOver } from './replica.js';
import { isBench } from './roles.js';

/**
 * The step between link and hearing that is still to do; null when all are done. The bench knows
 * the rules of its own courtroom.
 *
 * @param {{role: string, steps: {identity?: boolean, equipment?: boolean, rules?: boolean}}} session
 * @returns {'identity' | 'equipment' | 'rules' | null}
 */
export function openStep({ role, steps }) {
    if (!steps.identity) return 'identity';
    if (!steps.equipment) return 'equipment';
    if (!steps.rules && !isBench({ role })) return 'rules';
    return null;
}

/**
 * @param {import('./protocol.js').Phase} phase
 * @param {import('./replica.js').HearingState | null} state
 * @returns {{name: 'connecting' | 'waiting' | 'courtroom' | 'private' | 'ended' | 'error', why?: string}}
 */
export function pageFor(phase, state) {
    if (phase.name === 'ended') return ending(phase.reason, state);
    if (phase.name === 'waiting' && phase.inUse) return { name: 'error', why: 'seat.inUse' };
    if (!state) return { name: 'connecting' };
    if (state.me.removed) return { name: 'error', why: 'seat.removed' };
    if (isOver(state)) return { name: 'ended', why: state.hearing.state };
    const { me } = state;
    if (me.room === 'courtroom' || isBench(me)) return { name: 'courtroom' };
    return { name: isApart(me.room) ? 'private' : 'waiting' };
}

function ending(reason, state) {
    if (reason === 'left') return { name: 'ended', why: 'left' };
    if (state && isOver(state)) return { name: 'ended', why: state.hearing.state };
    return { name: 'error', why: reason };
}
