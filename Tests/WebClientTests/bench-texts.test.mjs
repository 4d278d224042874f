import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roomLeft, roomsOf, sidesFor } from '../../Sources/WebClient/js/bench-rooms.js';
import { mayWrite, messageIn, readersOf, threadsOf, unreadIn } from '../../Sources/WebClient/js/bench-texts.js';
import { benchSees, someSeat, someStep } from './support/hearing.mjs';

const people = {
    2: someSeat('clerk'), 3: someSeat('party', { room: 'waiting' }), 4: someSeat('witness', { called: true }),
};
const texts = [
    { id: 1, channel: 'court', from: 3, to: null, body: 'a', at: 1 },
    { id: 2, channel: 'seat', from: 1, to: 3, body: 'b', at: 2 },
    { id: 3, channel: 'panel', from: 5, to: null, body: 'c', at: 3 },
];
const reads = (me = {}) => ({ ...benchSees(people, {}, me), texts });

test('a person and the court write in one thread; the panel has its own, first', () => {
    assert.deepEqual(threadsOf(reads()).map(({ name, texts: all }) => [name, all.length]), [['panel', 1], ['3', 2]]);
});

test('a text is sent the way of its thread', () => {
    assert.deepEqual(messageIn('panel', 'x'), { channel: 'panel', body: 'x' });
    assert.deepEqual(messageIn('3', 'x'), { channel: 'seat', to: 3, body: 'x' });
});

test('a witness who testifies, and the bench, are not written to', () => {
    const state = reads();
    assert.ok(mayWrite(state, '3') && !mayWrite(state, '4') && !mayWrite(state, '2'));
    assert.deepEqual(readersOf(state), [3]);
    assert.ok(!mayWrite(reads({ channels: [] }), '3') && !mayWrite(reads({ channels: [] }), 'panel'));
});

test('texts of others count as unread until they were seen', () => {
    assert.equal(unreadIn(reads(), new Map()), 2);
    assert.equal(unreadIn(reads(), new Map([['panel', 3]])), 1);
    assert.equal(unreadIn(null, new Map()), 0);
});

test('rooms are listed with the panel first, and tell what is left of their time', () => {
    const room = { number: 2, kind: 'consultation', by: 3, seats: [3], invited: [], locked: false, since: 1_000_000, minutes: 1 };
    const state = { ...benchSees({ 5: someSeat('judge', { room: 'deliberation' }) }), rooms: [room] };
    assert.deepEqual(roomsOf(state).map(({ kind, seats }) => [kind, seats]), [['deliberation', [5]], ['consultation', [3]]]);
    assert.equal(roomLeft(room, 31_000_000), 30_000_000);
    assert.equal(roomLeft(room, 91_000_000), 0);
    assert.equal(roomLeft({ ...room, minutes: null }, 91_000_000), null);
});

test('the mediator goes apart only in a step that knows it, with a side that is here', () => {
    const sides = {
        3: someSeat('party', { side: 'plaintiff' }), 4: someSeat('party', { side: 'defendant', room: 'waiting' }),
        5: someSeat('thirdParty', { side: 'thirdParty', connected: false }),
    };
    const at = (leaves) => benchSees(sides, { script: { steps: [someStep('m', [], { leaves })] }, step: 'm' });
    assert.deepEqual(sidesFor(at(['caucus'])), ['plaintiff']);
    assert.deepEqual(sidesFor(at([])), []);
});
