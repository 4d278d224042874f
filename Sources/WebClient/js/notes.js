/** What stands over the courtroom for this person as long as it holds: pure function of the state. */

import { isBench, sends } from './roles.js';
import { isSilenced } from './speech.js';

/**
 * One line: why something is as it is, and what to do.
 *
 * @typedef {object} Note
 * @property {string} id
 * @property {string} icon
 * @property {'info' | 'warn' | 'good'} tone
 * @property {string} key Of the sentence.
 * @property {number} [seat] Whom it is about.
 * @property {string} [word] The key of a word in the sentence.
 * @property {number} [count]
 * @property {number} [at] Microseconds since 1970.
 */

/**
 * @param {import('./replica.js').HearingState} state
 * @returns {Note[]} The most important one first.
 */
export function notesFor(state) {
    return [...ownNotes(state), ...hearingNotes(state)];
}

/** @returns {Note[]} */
function ownNotes({ me, hearing }) {
    const notes = [];
    if (me.recused) notes.push({ id: 'recused', icon: 'warn', tone: 'warn', key: 'line.recused' });
    if (me.room === 'courtroom' && !isBench(me) && sends(me)) {
        if (isSilenced(me, hearing)) {
            notes.push({ id: 'silenced', icon: 'silence', tone: 'warn', key: 'line.silenced' });
        } else if (me.microphone === 'locked') {
            notes.push({ id: 'locked', icon: 'lock', tone: 'warn', key: 'line.locked' });
        } else if (me.microphone === 'muted' && !me.asked) {
            notes.push({ id: 'muted', icon: 'microphone-off', tone: 'info', key: 'line.muted' });
        }
        if (me.camera === 'stopped') {
            notes.push({ id: 'stopped', icon: 'camera-off', tone: 'warn', key: 'line.stopped' });
        }
    }
    if (me.called) {
        notes.push({ id: 'called', icon: 'info', tone: 'info', key: `line.called.${calledAs(me)}` });
    }
    if (me.warnings) {
        notes.push({ id: 'warned', icon: 'warn', tone: 'warn', key: 'line.warned', count: me.warnings });
    }
    return notes;
}

const calledAs = ({ role }) => (role === 'witness' ? 'witness' : 'expert');

/** @returns {Note[]} */
function hearingNotes({ hearing }) {
    const notes = (hearing.objections ?? []).map(({ number, seat, ground }) => ({
        id: `objection-${number}`, icon: 'objection', tone: 'warn', key: 'line.objection', seat,
        word: `ground.${ground}`,
    }));
    for (const { seat } of hearing.recusals ?? []) {
        notes.push({ id: `recusal-${seat}`, icon: 'scales', tone: 'warn', key: 'line.recusal', seat });
    }
    if (hearing.closed) {
        notes.push({ id: 'closed', icon: 'lock', tone: 'info', key: 'line.closed' });
    }
    if (hearing.waiver) {
        notes.push({ id: 'waiver', icon: 'warn', tone: 'warn', key: `line.waiver.${hearing.waiver}` });
    }
    if (hearing.state === 'recordClosed') {
        const key = `outcome.${hearing.cause ?? 'completed'}`;
        notes.push({ id: 'outcome', icon: 'check', tone: 'good', key });
        if (hearing.next) {
            notes.push({ id: 'next', icon: 'clock', tone: 'info', key: 'outcome.next', at: hearing.next });
        }
    }
    return notes;
}
