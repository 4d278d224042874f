import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
    aliasNumber, cellsNow, effective, full, isFull, isProtected, listenersOf, ordersToReach, presetCell,
} from '../../Sources/WebClient/js/bench-sight.js';
import { benchSees, someSeat } from './support/hearing.mjs';

const masked = { presence: true, alias: '证人甲', picture: false, voice: 'masked' };

function hearing(protections = {}) {
    return benchSees({
        2: someSeat('clerk'), 3: someSeat('party'), 4: someSeat('party'), 5: someSeat('observer'),
        6: someSeat('witness', { protections }), 7: someSeat('recorder'), 8: someSeat('agent', { removed: true }),
    });
}

test('nobody is hidden from the court or from itself', () => {
    assert.deepEqual(listenersOf(hearing(), 6), [3, 4, 5]);
});

test('where nothing is ordered everything is perceived', () => {
    const cells = cellsNow(hearing({ 4: masked }), 6);
    assert.deepEqual(cells.get(3), full);
    assert.deepEqual(cells.get(4), masked);
    assert.ok(isProtected(hearing({ 4: masked }).seats[6]) && !isProtected(hearing().seats[6]));
});

test('of whom one may not know, one sees and hears nothing either', () => {
    const hidden = effective({ presence: false, alias: 'X', picture: true, voice: 'clear' });
    assert.deepEqual(hidden, { presence: false, alias: '', picture: false, voice: 'silent' });
    assert.deepEqual(presetCell('hidden', 'X'), hidden);
});

test('each preset denies more than the one before', () => {
    assert.ok(isFull(presetCell('none', 'X')));
    assert.deepEqual(presetCell('name', 'X'), { ...full, alias: 'X' });
    assert.deepEqual(presetCell('masked', '证人甲'), masked);
    assert.deepEqual(presetCell('silent', 'X'), { presence: true, alias: 'X', picture: false, voice: 'silent' });
});

test('one order for all who are to perceive the same, none for whom nothing changes', () => {
    const wanted = new Map([[3, masked], [4, { ...masked }], [5, presetCell('hidden', '')]]);
    assert.deepEqual(ordersToReach(hearing(), 6, wanted), [
        { name: 'protect', seat: 6, seats: [3, 4], presence: true, picture: false, voice: 'masked', alias: '证人甲' },
        { name: 'protect', seat: 6, seats: [5], presence: false, picture: false, voice: 'silent' },
    ]);
    const there = hearing({ 3: masked, 4: masked });
    assert.deepEqual(ordersToReach(there, 6, new Map([[3, masked], [4, masked], [5, full]])), []);
});

test('what takes away goes before what gives back', () => {
    const state = hearing({ 3: masked });
    const orders = ordersToReach(state, 6, new Map([[3, full], [4, masked], [5, full]]));
    assert.deepEqual(orders.map(({ name, seats }) => [name, seats]), [['protect', [4]], ['unprotect', [3]]]);
});

test('an empty alias is none', () => {
    const orders = ordersToReach(hearing(), 6, new Map([[3, { ...full, alias: '' }]]));
    assert.deepEqual(orders, []);
});

test('the next alias counts those that others have', () => {
    const state = hearing();
    assert.equal(aliasNumber(state, 6), 0);
    state.seats[9] = someSeat('witness', { protections: { 3: masked } });
    assert.equal(aliasNumber(state, 6), 1);
});
