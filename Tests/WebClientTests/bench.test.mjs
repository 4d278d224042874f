import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
    courseOf, handsOf, isBeside, isIrreversible, networkHealth, ordersFor, rosterOf, watchedBy, whyOutside,
} from '../../Sources/WebClient/js/bench.js';
import { benchSees, someSeat, someStep } from './support/hearing.mjs';

const say = ({ name, medium, seconds, duty }) => [name, medium ?? seconds ?? duty].filter(Boolean).join(' ');
const names = (state, seat = 4) => ordersFor(state, seat).map(say);
const oneOf = (role, also, hearing, me) => names(benchSees({ 4: someSeat(role, also) }, hearing, me));

test('only orders that the server lists are offered', () => {
    assert.deepEqual(oneOf('party', { room: 'waiting' }, {}, { orders: ['remove'] }), ['remove']);
    assert.deepEqual(courseOf(benchSees({}, {}, { orders: ['closeRecord'] })), ['closeRecord']);
});

test('who waits is admitted; who is away, in another case or goes along is not', () => {
    const first = (also, hearing) => oneOf('party', { room: 'waiting', ...also }, hearing)[0];
    assert.equal(first({}), 'admit');
    assert.equal(first({ case: 1 }), 'admit');
    assert.notEqual(first({ connected: false }), 'admit');
    assert.notEqual(first({ case: 2 }), 'admit');
    assert.notEqual(first({ recused: true }), 'admit');
    assert.notEqual(oneOf('observer', { room: 'waiting' }, { closed: true })[0], 'admit');
    const pair = (room) => benchSees({
        4: someSeat('interpreter', { room: 'waiting', companion: 5 }), 5: someSeat('party', { room }),
    });
    assert.ok(!names(pair('waiting')).includes('admit'));
    assert.ok(names(pair('courtroom')).includes('admit'));
});

test('a witness is called once, recalled after release, confronted while another is heard', () => {
    const waiting = { room: 'waiting' };
    assert.equal(oneOf('witness', waiting)[0], 'callWitness');
    assert.equal(oneOf('witness', { ...waiting, released: true })[0], 'recallWitness');
    const beside = (role, other) => names(benchSees({
        4: someSeat(role, waiting), 5: someSeat(other, { called: true }),
    }))[0];
    assert.equal(beside('witness', 'witness'), 'confront');
    assert.equal(beside('witness', 'expert'), 'confront');
    assert.equal(beside('expert', 'witness'), 'confront');
    assert.equal(beside('specialist', 'expert'), 'callWitness');
    assert.equal(oneOf('witness', { called: true })[0], 'releaseWitness');
});

test('nobody is called outside the session, or in a step that calls nobody', () => {
    const waiting = { room: 'waiting' };
    const script = (leaves) => ({ script: { steps: [someStep('evidence', [], { leaves })] }, step: 'evidence' });
    assert.equal(oneOf('witness', waiting, script(['witnesses']))[0], 'callWitness');
    assert.ok(!oneOf('witness', waiting, script([])).includes('callWitness'));
    assert.ok(!oneOf('witness', waiting, { state: 'recess' }).includes('callWitness'));
    const state = benchSees({ 4: someSeat('witness', waiting) }, script([]));
    assert.equal(whyOutside(state, state.seats[4]), 'note.notInThisStep');
});

test('in the courtroom what is open can be closed and what is closed can be opened', () => {
    const open = oneOf('party', {});
    for (const name of ['sendBack', 'mute', 'lock', 'stopVideo', 'allow exhibit', 'grantFloor']) {
        assert.ok(open.includes(name), name);
    }
    assert.ok(!open.includes('allow microphone') && !open.includes('askToUnmute'));
    const closed = oneOf('witness', { called: true, microphone: 'locked', camera: 'stopped', exhibit: true });
    for (const name of ['releaseWitness', 'allow microphone', 'askToUnmute', 'allow camera', 'stopExhibit']) {
        assert.ok(closed.includes(name), name);
    }
    assert.ok(!closed.includes('mute') && !closed.includes('lock'));
});

test('the word is given without a limit or for some minutes, and ended by whoever has given it', () => {
    const words = oneOf('party', {}).filter((name) => name.startsWith('grantFloor'));
    assert.deepEqual(words, ['grantFloor', 'grantFloor 60', 'grantFloor 180', 'grantFloor 300', 'grantFloor 600']);
    const speaks = oneOf('party', {}, { speech: { seat: 4, seconds: null, spent: 0, since: 0 } });
    assert.ok(speaks.includes('endFloor') && !speaks.includes('grantFloor'));
    assert.ok(!oneOf('party', { connected: false }).includes('grantFloor'));
});

test('an observer neither speaks nor shows; whoever presides is never closed or removed', () => {
    assert.deepEqual(oneOf('observer', {}), ['sendBack', 'warn', 'remove']);
    const state = benchSees({ 4: someSeat('judge') }, { presiding: 4 });
    assert.deepEqual(names(state), ['allow exhibit', 'spotlight']);
});

test('duties go to clerk and assistant only, and come back', () => {
    const duties = (role, held) => oneOf(role, { duties: held }).filter((name) => /[dD]ut|delegate/.test(name));
    assert.deepEqual(duties('clerk', ['doors']), ['withdrawDuty doors', 'delegate watch', 'delegate transcript']);
    assert.deepEqual(duties('judge', []), []);
});

test('watching, consulting and briefing are offered where the law knows them', () => {
    assert.ok(oneOf('witness', { room: 'waiting' }).includes('watch'));
    assert.ok(oneOf('witness', { room: 'waiting', watcher: 1 }).includes('unwatch'));
    assert.ok(!oneOf('witness', { called: true }).includes('watch'));
    assert.ok(oneOf('agent', {}).includes('allowConsultation'));
    assert.ok(!oneOf('agent', { consult: true }).includes('allowConsultation'));
    assert.ok(!oneOf('witness', { called: true }).includes('allowConsultation'));
    const pair = benchSees({
        4: someSeat('interpreter', { room: 'waiting', companion: 5 }), 5: someSeat('party', { room: 'waiting' }),
    });
    assert.ok(names(pair).includes('brief'));
});

test('who is watched is shown to the watcher, as long as it waits', () => {
    const seats = {
        4: someSeat('witness', { room: 'waiting', watcher: 1 }), 5: someSeat('witness', { room: 'waiting', watcher: 2 }),
        6: someSeat('witness', { watcher: 1 }),
    };
    assert.deepEqual(watchedBy(benchSees(seats)), [4]);
});

test('nobody orders oneself about, or who was removed', () => {
    assert.deepEqual(names(benchSees({}), 1), []);
    assert.deepEqual(names(benchSees({}), 99), []);
    assert.deepEqual(oneOf('party', { room: 'outside', removed: true }), []);
});

test('beside a name stand few orders, the same in every state', () => {
    const beside = (role, also) => ordersFor(benchSees({ 4: someSeat(role, also) }), 4).filter(isBeside).map(say);
    assert.deepEqual(beside('party', {}), ['sendBack', 'mute', 'lock', 'grantFloor']);
    assert.deepEqual(beside('party', { microphone: 'muted' }), ['sendBack', 'lock', 'allow microphone', 'grantFloor']);
    assert.deepEqual(beside('party', { room: 'waiting' }), ['admit']);
});

test('the course offers what the state allows; a panel of one does not deliberate', () => {
    const orders = (state, seats = {}) => courseOf(benchSees(seats, { state }));
    assert.deepEqual(orders('inSession'), ['recess', 'adjourn', 'pronounceLater', 'moveOffline', 'closeRecord']);
    assert.ok(orders('inSession', { 2: someSeat('assessor') }).includes('deliberate'));
    assert.ok(!orders('recess', { 2: someSeat('assessor', { room: 'deliberation' }) }).includes('deliberate'));
    assert.deepEqual(orders('sealed'), []);
    const faulty = courseOf(benchSees({}, { state: 'suspended', cause: 'recordFault' }));
    assert.ok(faulty.includes('continueUnrecorded'));
    assert.ok(!courseOf(benchSees({}, { state: 'suspended', cause: 'crash' })).includes('continueUnrecorded'));
});

test('only what cannot be undone asks first', () => {
    for (const name of ['closeRecord', 'adjourn', 'pronounceLater', 'moveOffline', 'seal', 'cancel', 'remove']) {
        assert.ok(isIrreversible({ name }), name);
    }
    assert.ok(isIrreversible({ name: 'decideRecusal', upheld: true }));
    assert.ok(!isIrreversible({ name: 'decideRecusal', upheld: false }));
    for (const name of ['mute', 'silence', 'recess', 'protect', 'admit']) assert.ok(!isIrreversible({ name }), name);
});

test('the roster tells who waits, who is here, who is apart and who is missing', () => {
    const state = benchSees({
        4: someSeat('party', { room: 'waiting' }), 5: someSeat('party', { connected: false }),
        6: someSeat('party', { room: 'waiting', connected: false }), 7: someSeat('agent', { room: 'room-2' }),
        8: someSeat('party', { room: 'outside', removed: true }), 9: someSeat('judge', { room: 'deliberation' }),
    });
    assert.deepEqual(rosterOf(state), { waiting: [4], inside: [5], apart: [7, 9], absent: [6] });
});

test('hands come in the order in which they were raised', () => {
    const state = benchSees({
        4: someSeat('party', { hand: 7 }), 5: someSeat('agent', { hand: 2 }), 6: someSeat('agent'),
        7: someSeat('agent', { hand: 1, removed: true }),
    });
    assert.deepEqual(handsOf(state), [5, 4]);
});

test('the network is good below 10 per cent, bad from 15', () => {
    const health = [null, 0, 9.9, 10, 14.9, 15, 100].map(networkHealth);
    assert.deepEqual(health, ['unknown', 'good', 'good', 'weak', 'weak', 'bad', 'bad']);
});
