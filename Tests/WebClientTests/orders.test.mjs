import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Orders } from '../../Sources/WebClient/js/orders.js';
import { Refusal } from '../../Sources/WebClient/js/refusal.js';
import { settle, someState } from './support/fake-server.mjs';

let connection, answers, signed, orders, now, changes;

beforeEach(() => {
    [answers, signed, now, changes] = [[], [], 0, 0];
    connection = {
        version: 18, state: someState(), phase: { name: 'joined' }, sent: [],
        async request(type, message) {
            this.sent.push({ type, ...message });
            const answer = answers.shift();
            if (answer) throw new Refusal(answer);
        },
    };
    orders = new Orders({
        connection, sign: async (text) => `s${signed.push(text)}`, changed: () => { changes += 1; },
        newCommand: () => 'c'.repeat(32), now: () => now,
    });
});

test('an order is sent as the very string that was signed', async () => {
    await orders.give({ name: 'admit', seat: 4 });
    const order = '{"name":"admit","seat":4}';
    assert.deepEqual(connection.sent, [{
        type: 'order', command: 'c'.repeat(32), version: 18, order, signature: 's1',
    }]);
    assert.equal(signed[0], `yunting.order.v1\n${'a'.repeat(32)}\n3\n${'c'.repeat(32)}\n18\n${order}\n`);
});

test('while it is on the way it is pending, afterwards not', async () => {
    const given = orders.give({ name: 'begin' });
    assert.deepEqual(orders.pending.map(({ order }) => order.name), ['begin']);
    await given;
    assert.deepEqual(orders.pending, []);
    assert.equal(changes, 2);
});

test('a refusal of the law is passed on and not repeated', async () => {
    answers = ['order.wrongState'];
    await assert.rejects(orders.give({ name: 'begin' }), { code: 'order.wrongState' });
    assert.equal(connection.sent.length, 1);
    assert.deepEqual(orders.pending, []);
});

test('after a reconnect the same order goes out again, byte for byte', async () => {
    answers = ['connection.lost'];
    connection.phase = { name: 'waiting' };
    const given = orders.give({ name: 'mute', seat: 4 });
    await settle();
    assert.equal(connection.sent.length, 1);
    connection.version = 30;
    connection.phase = { name: 'joined' };
    orders.joinedAgain();
    await given;
    assert.equal(connection.sent.length, 2);
    assert.deepEqual(connection.sent[1], connection.sent[0]);
});

test('without an answer it is repeated, and given up after two minutes', async () => {
    answers = ['request.timeout', 'request.timeout', 'request.timeout'];
    const request = connection.request;
    connection.request = function (...rest) {
        now += 50_000;
        return request.apply(this, rest);
    };
    await assert.rejects(orders.give({ name: 'mute', seat: 4 }), { code: 'request.timeout' });
    assert.equal(connection.sent.length, 3);
});

test('when the connection has ended for good, a pending order ends too', async () => {
    answers = ['connection.lost', 'connection.lost'];
    connection.phase = { name: 'waiting' };
    const given = assert.rejects(orders.give({ name: 'mute', seat: 4 }), { code: 'connection.lost' });
    await settle();
    connection.phase = { name: 'ended' };
    orders.joinedAgain();
    await given;
});
