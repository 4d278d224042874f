import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextSteps, ordersFor, rosterOf } from '../../Sources/WebClient/js/bench.js';
import { someState } from './support/fake-server.mjs';

const all = [
    'open', 'begin', 'recess', 'resume', 'closeRecord', 'seal', 'cancel', 'admit', 'sendBack',
    'callWitness', 'releaseWitness', 'mute', 'lock', 'allow', 'stopVideo', 'stopExhibit', 'remove',
];

function judgeSees(seat, orders = all) {
    const state = someState({ seats: { 1: {}, 4: { microphone: 'allowed', camera: 'allowed', connected: true, ...seat } } });
    state.me = { ...state.me, seat: 1, role: 'judge', orders };
    return state;
}

const names = (state) => ordersFor(state, 4).map(({ name, medium }) => (medium ? `${name} ${medium}` : name));

test('the natural next step of every state comes first', () => {
    const steps = (name) => {
        const state = judgeSees({});
        state.hearing.state = name;
        return nextSteps(state)[0];
    };
    const expected = {
        scheduled: 'open', open: 'begin', inSession: 'recess', recess: 'resume', suspended: 'resume',
        recordClosed: 'seal', sealed: undefined, cancelled: undefined,
    };
    for (const [name, step] of Object.entries(expected)) assert.equal(steps(name), step);
});

test('only orders that the server lists are offered', () => {
    const state = judgeSees({ role: 'party', room: 'waiting' }, ['remove']);
    assert.deepEqual(nextSteps(state), []);
    assert.deepEqual(names(state), ['remove']);
});

test('who waits is admitted; a witness is called; who is away is neither', () => {
    assert.deepEqual(names(judgeSees({ role: 'party', room: 'waiting' })), ['admit', 'remove']);
    assert.deepEqual(names(judgeSees({ role: 'witness', room: 'waiting' })), ['callWitness', 'remove']);
    assert.deepEqual(names(judgeSees({ role: 'party', room: 'waiting', connected: false })), ['remove']);
});

test('in the courtroom what is open can be closed and what is closed can be opened', () => {
    assert.deepEqual(names(judgeSees({ role: 'party', room: 'courtroom' })),
        ['sendBack', 'mute', 'lock', 'stopVideo', 'allow exhibit', 'remove']);
    assert.deepEqual(
        names(judgeSees({
            role: 'witness', room: 'courtroom', microphone: 'locked', camera: 'stopped', exhibit: true,
        })),
        ['releaseWitness', 'allow microphone', 'allow camera', 'stopExhibit', 'remove']);
    assert.ok(names(judgeSees({ role: 'party', room: 'courtroom', microphone: 'muted' })).includes('lock'));
});

test('an observer is only sent back or removed, another judge never', () => {
    assert.deepEqual(names(judgeSees({ role: 'observer', room: 'courtroom' })), ['sendBack', 'remove']);
    assert.deepEqual(names(judgeSees({ role: 'judge', room: 'courtroom' })), ['allow exhibit']);
});

test('nobody orders oneself about, or who was removed', () => {
    assert.deepEqual(ordersFor(judgeSees({}), 1), []);
    assert.deepEqual(ordersFor(judgeSees({}), 99), []);
    assert.deepEqual(ordersFor(judgeSees({ role: 'party', room: 'outside', removed: true }), 4), []);
});

test('the roster tells who waits, who is here, and who is missing', () => {
    const state = judgeSees({ role: 'party', room: 'waiting' });
    state.seats[5] = { room: 'courtroom', connected: false };
    state.seats[6] = { room: 'waiting', connected: false };
    state.seats[7] = { room: 'outside', connected: true };
    state.seats[8] = { room: 'outside', connected: false, removed: true };
    assert.deepEqual(rosterOf(state), { waiting: [4], inside: [5], absent: [6, 7] });
});
