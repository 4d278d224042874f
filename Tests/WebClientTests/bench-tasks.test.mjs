import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, equipmentNote, taskKey, tasksOf } from '../../Sources/WebClient/js/bench-tasks.js';
import { benchSees, someAct, someSeat, someStep } from './support/hearing.mjs';

const clerk = {
    seat: 2, role: 'clerk', office: 'clerk', duties: ['doors', 'watch'], channels: ['seat'],
    orders: ['admit', 'sendBack', 'watch', 'unwatch', 'complete', 'admitDevice', 'refuseDevice', 'mute'],
};
const desk = (seats, hearing, also = {}) => ({
    ...benchSees({ 2: someSeat('clerk'), ...seats }, hearing, clerk), ...also,
});
const kinds = (state) => tasksOf(state).map(({ kind, seat }) => (seat ? `${kind} ${seat}` : kind));

test('when all is well there is nothing to do', () => {
    assert.deepEqual(kinds(desk({ 3: someSeat('party'), 4: someSeat('party') })), []);
});

test('a fault of the record comes before everything', () => {
    const state = desk({ 3: someSeat('party', { room: 'waiting' }) }, { missing: [1] },
        { record: { state: 'running', fault: 'media' } });
    assert.deepEqual(kinds(state), ['record.media', 'missing 1', 'waits 3']);
});

test('who is missing is told with cause and time; who never came is told apart', () => {
    const drop = { cause: 'network', at: 7 };
    const state = desk({
        3: someSeat('party', { connected: false, drop }),
        4: someSeat('party', { connected: false, room: 'outside' }),
        5: someSeat('observer', { connected: false, room: 'outside' }),
    });
    const [dropped, absent] = tasksOf(state);
    assert.deepEqual([dropped.kind, dropped.note, dropped.since, dropped.weight], ['dropped', 'desk.drop.network', 7, 'now']);
    assert.deepEqual([absent.kind, absent.note, absent.weight], ['absent', 'note.notHere', 'soon']);
    assert.equal(tasksOf(state).length, 2);
});

test('before the doors are open, and in another case, nobody is missing', () => {
    const away = { 3: someSeat('party', { connected: false, room: 'outside' }) };
    assert.deepEqual(kinds(desk(away, { state: 'scheduled' })), []);
    away[3].case = 2;
    assert.deepEqual(kinds(desk(away, { case: { number: 1, count: 2 } })), []);
});

test('who waits is admitted from the list itself', () => {
    const [task] = tasksOf(desk({ 3: someSeat('party', { room: 'waiting' }) }));
    assert.deepEqual(task.orders, [{ name: 'admit', seat: 3 }]);
});

test('a second device and a recusal carry their decisions, each for whoever decides', () => {
    const devices = [{ seat: 3, key: 'k', since: 5 }];
    const state = desk({ 3: someSeat('party') }, { recusals: [{ seat: 1, by: 3 }] }, { devices });
    const [recusal, device] = tasksOf(state);
    assert.deepEqual(recusal.orders, []);
    assert.deepEqual(device.orders.map(({ name, key }) => [name, key]), [['admitDevice', 'k'], ['refuseDevice', 'k']]);
    state.me.orders = ['decideRecusal'];
    assert.deepEqual(tasksOf(state)[0].orders.map(({ upheld }) => upheld), [false, true]);
});

test('two devices that ask for one seat are two tasks', () => {
    const devices = [{ seat: 3, key: 'k', since: 5 }, { seat: 3, key: 'l', since: 5 }];
    const keys = tasksOf(desk({ 3: someSeat('party') }, {}, { devices })).map(taskKey);
    assert.equal(new Set(keys).size, 2);
});

test('equipment that does not work and a bad network are named', () => {
    const denied = someSeat('party', { devices: { microphone: 'denied', camera: 'on' } });
    assert.equal(equipmentNote(denied), 'note.microphone.denied');
    const bad = someSeat('party', { devices: { microphone: 'off', camera: 'on' }, equipment: { microphone: 'bad', camera: 'good' } });
    assert.equal(equipmentNote(bad), 'note.microphone.bad');
    assert.equal(equipmentNote(someSeat('observer', { devices: { microphone: 'none', camera: 'none' } })), null);
    const state = desk({ 3: denied, 4: someSeat('party', { network: { loss: 15 } }), 5: someSeat('party', { network: { loss: 14 } }) });
    assert.deepEqual(kinds(state), ['equipment 3', 'network 4']);
});

test('acts of the clerk come with one button for each person', () => {
    const step = someStep('preparation', [someAct('identity', ['clerk'], ['party'])], { phase: 'open' });
    const state = desk({ 3: someSeat('party'), 4: someSeat('party') },
        { state: 'open', script: { steps: [step] }, step: 'preparation', acts: { identity: { done: false, seats: [3] } } });
    const [task] = tasksOf(state);
    assert.equal(task.kind, 'act');
    assert.deepEqual(task.orders, [{ name: 'complete', act: 'identity', seat: 4 }]);
});

test('after the record everybody who has not signed is named', () => {
    const step = someStep('signing', [someAct('sign', ['party'], ['party'])], { phase: 'recordClosed' });
    const state = desk({ 3: someSeat('party'), 4: someSeat('party') }, {
        state: 'recordClosed', script: { steps: [step] }, step: 'signing', acts: { sign: { done: false, seats: [4] } },
    });
    assert.deepEqual(kinds(state), ['unsigned 3']);
    state.hearing.acts.sign = { done: true, seats: [3, 4] };
    assert.deepEqual(kinds(state), []);
});

test('a text waits for an answer until somebody of the court has answered it', () => {
    const ask = { id: 1, channel: 'court', from: 3, to: null, body: '?', at: 9 };
    const state = desk({ 3: someSeat('party') }, {}, { texts: [ask] });
    assert.deepEqual(tasksOf(state).map(({ kind, seat, since }) => [kind, seat, since]), [['text', 3, 9]]);
    state.texts = [ask, { id: 2, channel: 'seat', from: 1, to: 3, body: '!', at: 10 }];
    assert.deepEqual(kinds(state), []);
});

test('a witness who waits in session is watched; one who has testified is not', () => {
    const waiting = { room: 'waiting' };
    assert.deepEqual(kinds(desk({ 3: someSeat('witness', waiting) })), ['watch 3']);
    assert.deepEqual(kinds(desk({ 3: someSeat('witness', { ...waiting, watcher: 2 }) })), []);
    assert.deepEqual(kinds(desk({ 3: someSeat('witness', { ...waiting, released: true }) })), []);
});

test('the line counts who is here and who waits', () => {
    const state = desk({
        3: someSeat('party', { room: 'waiting' }), 4: someSeat('party', { connected: false }),
        5: someSeat('party', { removed: true }), 6: someSeat('recorder'),
    });
    assert.deepEqual(countsOf(state), { all: 4, present: 3, waiting: 1 });
});
