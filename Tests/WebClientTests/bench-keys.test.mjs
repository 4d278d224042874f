import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterKey, hearingKeys, hearingSelectors, orderForKey, seatKeys } from '../../Sources/WebClient/js/bench-keys.js';
import { benchSees, someSeat } from './support/hearing.mjs';

const press = (keys, seats = [1, 3, 4, 12]) => [...keys].reduce(
    ({ typed }, key) => afterKey({ typed, seats }, key), { typed: '', seat: null, act: null });

test('a letter acts on the hearing, in capitals too', () => {
    assert.deepEqual(press('m'), { typed: '', seat: null, act: 'muteAll' });
    assert.equal(press('S').act, 'silence');
    assert.equal(press('n').act, 'next');
    assert.equal(press('?').act, 'help');
    assert.equal(press('q').act, null);
});

test('a number chooses a seat, the letter after it acts on that seat and ends the choice', () => {
    assert.deepEqual(press('3'), { typed: '3', seat: 3, act: null });
    assert.deepEqual(press('3m'), { typed: '', seat: 3, act: 'microphone' });
    assert.deepEqual(press('3mm').act, 'muteAll');
});

test('a number of two digits is typed digit by digit; one that fits nobody begins anew', () => {
    assert.equal(press('12').seat, 12);
    assert.equal(press('14').seat, 4);
    assert.deepEqual(press('9'), { typed: '', seat: null, act: null });
});

test('a letter without a meaning keeps the choice, Escape ends it', () => {
    assert.deepEqual(press('3q'), { typed: '3', seat: 3, act: null });
    assert.equal(afterKey({ typed: '3', seats: [3] }, 'Escape').act, 'escape');
    assert.equal(afterKey({ typed: '3', seats: [3] }, 'Escape').typed, '');
});

test('every key of the hearing finds its button somewhere', () => {
    for (const act of Object.values(hearingKeys)) assert.ok(hearingSelectors[act], act);
    assert.equal(new Set(Object.values(seatKeys)).size, Object.keys(seatKeys).length);
});

test('a letter gives the order that fits the state of the seat', () => {
    const state = benchSees({
        3: someSeat('party'), 4: someSeat('party', { microphone: 'locked', camera: 'stopped', exhibit: true }),
        5: someSeat('witness', { room: 'waiting' }), 6: someSeat('witness', { room: 'waiting', released: true }),
    });
    const name = (seat, act) => orderForKey(state, seat, act)?.name ?? null;
    assert.deepEqual([name(3, 'microphone'), name(4, 'microphone')], ['mute', 'allow']);
    assert.deepEqual([name(3, 'camera'), name(4, 'camera')], ['stopVideo', 'allow']);
    assert.deepEqual([name(3, 'exhibit'), name(4, 'exhibit')], ['allow', 'stopExhibit']);
    assert.equal(orderForKey(state, 3, 'word5').seconds, 300);
    assert.equal(orderForKey(state, 3, 'word').seconds, undefined);
    assert.deepEqual([name(3, 'door'), name(5, 'door')], ['sendBack', 'callWitness']);
    assert.equal(name(6, 'door'), null, 'a recall needs a reason');
    assert.equal(name(4, 'lock'), null);
});
