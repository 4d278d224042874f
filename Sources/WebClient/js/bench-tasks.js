/**
 * What must be done next at the clerk's desk, derived from nothing but the state: most urgent
 * first. A task goes by itself when its cause is gone.
 */

import { isOfPresentCase, networkHealth, ordersFor } from './bench.js';
import { actsOf, completions } from './bench-script.js';
import { isUnanswered } from './bench-texts.js';
import { isBench, isSummoned, sends } from './roles.js';

/**
 * @typedef {object} Task
 * @property {string} kind The sentence is `desk.task.<kind>`.
 * @property {number} [seat] Whom it is about.
 * @property {string} [note] Key of a short word that goes into the sentence.
 * @property {number} [since] Microseconds since 1970.
 * @property {import('./bench-script.js').Act} [act]
 * @property {number} [by] Who asked for it.
 * @property {number} [loss] Per cent.
 * @property {import('./orders.js').Order[]} orders What does it, at a click.
 * @property {'now' | 'soon' | 'calm'} weight
 */

/**
 * @param {import('./replica.js').HearingState} state
 * @returns {Task[]}
 */
export function tasksOf(state) {
    const tasks = [
        ...recordTasks(state), ...courtTasks(state), ...deviceTasks(state),
        ...peopleTasks(state), ...actTasks(state),
    ];
    const order = { now: 0, soon: 1, calm: 2 };
    return tasks.map((task, index) => ({ task, index }))
        .sort((one, other) => order[one.task.weight] - order[other.task.weight]
            || one.index - other.index)
        .map(({ task }) => task);
}

/** A key under which a task stays the same task. @param {Task} task */
export const taskKey = ({ kind, seat, act, since, orders }) => [
    kind, seat, act?.id, kind === 'device' ? orders[0]?.key ?? since : '',
].join('/');

/** @returns {Task[]} */
function recordTasks({ record }) {
    if (!record?.fault) return [];
    return [{ kind: `record.${record.fault}`, weight: 'now', orders: [] }];
}

/** The states in which the court has to be complete. */
const needsCourt = new Set(['open', 'inSession', 'recess', 'suspended']);

/** @returns {Task[]} Who of the court is missing; recusals that wait for a decision. */
function courtTasks({ hearing, me, seats = {} }) {
    const missing = (needsCourt.has(hearing.state) ? hearing.missing ?? [] : []).map((seat) => ({
        kind: 'missing', seat, weight: 'now', orders: [], ...awayNote(seats[seat] ?? {}),
    }));
    const recusals = (hearing.recusals ?? []).map(({ seat, by }) => ({
        kind: 'recusal', seat, by, weight: 'now',
        orders: !me.orders.includes('decideRecusal') ? [] : [
            { name: 'decideRecusal', seat, upheld: false },
            { name: 'decideRecusal', seat, upheld: true },
        ],
    }));
    return [...missing, ...recusals];
}

/** @returns {Task[]} */
function deviceTasks({ devices = [], me }) {
    return devices.map(({ seat, key, since }) => ({
        kind: 'device', seat, since, weight: 'now',
        orders: ['admitDevice', 'refuseDevice'].filter((name) => me.orders.includes(name))
            .map((name) => ({ name, seat, key })),
    }));
}

/** @returns {Task[]} */
function peopleTasks(state) {
    const { hearing, me, seats = {} } = state;
    const missing = new Set(hearing.missing ?? []);
    return Object.entries(seats).flatMap(([key, seat]) => {
        const number = Number(key);
        if (seat.removed || number === me.seat || missing.has(number)) return [];
        return [...personTasks(state, seat, number), ...textTasks(state, number)];
    });
}

/** @returns {Task[]} The one thing about a person that matters most. */
function personTasks(state, seat, number) {
    const { hearing } = state;
    if (hearing.state === 'recordClosed' || !isOfPresentCase(hearing, seat)) return [];
    if (!seat.connected) return awayTasks(hearing, seat, number);
    const tasks = [];
    const door = ordersFor(state, number).find(({ name }) => name === 'admit');
    if (door) tasks.push({ kind: 'waits', seat: number, weight: 'soon', orders: [door] });
    const note = equipmentNote(seat);
    if (note) tasks.push({ kind: 'equipment', seat: number, note, weight: 'soon', orders: [] });
    const loss = seat.network?.loss;
    if (networkHealth(loss) === 'bad' && seat.room !== 'outside') {
        tasks.push({ kind: 'network', seat: number, loss, weight: 'soon', orders: [] });
    }
    return [...tasks, ...watchTasks(state, seat, number)];
}

/** @returns {Task[]} */
function awayTasks(hearing, seat, number) {
    if (hearing.state === 'scheduled' || ['observer', 'recorder', 'steward'].includes(seat.role)) {
        return [];
    }
    const dropped = seat.room !== 'outside' || seat.drop;
    return [{
        kind: dropped ? 'dropped' : 'absent', seat: number, orders: [],
        weight: seat.room === 'courtroom' ? 'now' : 'soon', ...awayNote(seat),
    }];
}

/** Why somebody is not here, and since when. */
function awayNote({ connected, drop }) {
    if (connected) return { note: 'note.elsewhere' };
    return drop ? { note: `desk.drop.${drop.cause}`, since: drop.at } : { note: 'note.notHere' };
}

/**
 * What is wrong with a person's camera or microphone, as the key of a short word.
 *
 * @param {import('./replica.js').SeatState} seat
 * @returns {string | null}
 */
export function equipmentNote(seat) {
    if (!sends(seat) || !seat.connected) return null;
    for (const medium of ['microphone', 'camera']) {
        const report = seat.devices?.[medium];
        if (report === 'none' || report === 'denied') return `note.${medium}.${report}`;
        if (report !== 'on' && seat.equipment?.[medium] === 'bad') return `note.${medium}.bad`;
    }
    return null;
}

/** @returns {Task[]} A witness who waits during the session is watched (ODR 26). */
function watchTasks(state, seat, number) {
    if (!isSummoned(seat) || seat.room !== 'waiting' || seat.watcher || seat.released) return [];
    const orders = ordersFor(state, number).filter(({ name }) => name === 'watch');
    if (state.hearing.state !== 'inSession' || orders.length === 0) return [];
    return [{ kind: 'watch', seat: number, weight: 'calm', orders }];
}

/** @returns {Task[]} */
function textTasks(state, number) {
    const since = isUnanswered(state, number);
    return since ? [{ kind: 'text', seat: number, since, weight: 'soon', orders: [] }] : [];
}

/** @returns {Task[]} What is to be done in the present step: by this seat, and by the people. */
function actTasks(state) {
    return actsOf(state).flatMap((item) => {
        const orders = completions(item);
        if (orders.length > 0) return [{ kind: 'act', act: item.act, weight: 'calm', orders }];
        if (state.hearing.state !== 'recordClosed' || item.done) return [];
        return item.seats.filter(({ done }) => !done).map(({ number }) => ({
            kind: 'unsigned', act: item.act, seat: number, weight: 'soon', orders: [],
        }));
    });
}

/**
 * How many are where: the line at the top of the desk.
 *
 * @param {import('./replica.js').HearingState} state
 */
export function countsOf({ seats = {} }) {
    const all = Object.values(seats).filter((seat) => !seat.removed
        && !['recorder', 'steward'].includes(seat.role));
    const present = all.filter(({ connected, room }) => connected && room !== 'outside');
    const waiting = present.filter((seat) => seat.room === 'waiting' && !isBench(seat));
    return { all: all.length, present: present.length, waiting: waiting.length };
}
