import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Connection } from '../../Sources/WebClient/js/protocol.js';
import { FakeSocket, FakeTimers, settle, someState } from './support/fake-server.mjs';

/** @type {FakeTimers} */ let timers;
/** @type {FakeSocket[]} */ let sockets;
/** @type {Connection} */ let connection;
let signed, states, phases, told, surroundings;

beforeEach(() => {
    timers = new FakeTimers();
    surroundings = { isOnline: true, isHidden: false };
    [sockets, signed, states, phases, told] = [[], [], [], [], []];
    const sign = async (text) => `signature of ${signed.push(text)}`;
    connection = new Connection(
        { session: 'SESSION', tab: 'TAB', sign },
        {
            openSocket: () => sockets[sockets.push(new FakeSocket()) - 1],
            timers, random: () => 0, now: () => timers.now,
            surroundings: () => surroundings,
        },
        {
            stateChanged: (state, fresh) => states.push({ state, fresh }),
            phaseChanged: (phase) => phases.push(phase),
            told: (message) => told.push(message),
        });
});

const socket = () => sockets.at(-1);

async function join(version = 17) {
    if (sockets.length === 0) connection.open();
    await socket().says({ type: 'challenge', nonce: 'NONCE', time: 5_000_000 });
    const { id } = socket().last;
    await socket().says({
        type: 'joined', reply: id, hid: 'a', seat: 3, version, time: 5_000_000, state: someState(),
    });
}

test('the challenge is answered with a signed join, and nothing goes out before it', async () => {
    connection.open();
    assert.equal(socket().sent.length, 0);
    await join();
    assert.deepEqual(signed, ['yunting.join.v1\nNONCE\nSESSION\nTAB\n']);
    assert.deepEqual(socket().sent[0], {
        type: 'join', id: 1, session: 'SESSION', tab: 'TAB', signature: 'signature of 1',
    });
    assert.equal(connection.phase.name, 'joined');
    assert.equal(connection.version, 17);
    assert.equal(states.at(-1).fresh, true);
});

test('a patch on the version at hand changes the state', async () => {
    await join();
    await socket().says({ type: 'patch', from: 17, version: 18, patch: { me: { room: 'courtroom' } } });
    assert.equal(connection.state.me.room, 'courtroom');
    assert.equal(connection.state.me.name, 'N');
    assert.equal(states.at(-1).fresh, false);
});

test('a gap asks once for a snapshot; what comes before it is contained in it', async () => {
    await join();
    await socket().says({ type: 'patch', from: 19, version: 20, patch: { me: { room: 'outside' } } });
    await socket().says({ type: 'patch', from: 20, version: 21, patch: { me: { name: 'M' } } });
    const asked = socket().sent.filter(({ type }) => type === 'resync');
    assert.equal(asked.length, 1);
    assert.equal(connection.state.me.room, 'waiting');
    await socket().says({ type: 'snapshot', reply: asked[0].id, version: 21, state: someState({ integrity: 1 }) });
    assert.equal(connection.state.integrity, 1);
    assert.equal(connection.version, 21);
    await socket().says({ type: 'patch', from: 20, version: 21, patch: { me: { name: 'old' } } });
    assert.equal(connection.state.me.name, 'N');
});

test('a refusal ends the request that it replies to, with its code and parameters', async () => {
    await join();
    const answer = connection.request('order', { order: '{}' });
    const { id } = socket().last;
    await socket().says({ type: 'refused', reply: id, code: 'order.wrongState', params: { state: 'open' } });
    await assert.rejects(answer, { code: 'order.wrongState', params: { state: 'open' } });
});

test('a request without an answer ends after ten seconds', async () => {
    await join();
    const answer = connection.request('order');
    const ended = assert.rejects(answer, { code: 'request.timeout' });
    await timers.advance(5_000);
    await socket().says({ type: 'checkpoint', size: 1, value: 'x' });
    await timers.advance(5_000);
    await ended;
});

test('after a drop it comes back in 1, 2, 4, 8, 8 s, and at once when told', async () => {
    await join();
    const answer = connection.request('order');
    const ended = assert.rejects(answer, { code: 'connection.lost' });
    for (const seconds of [1, 2, 4, 8, 8]) {
        const before = sockets.length;
        await socket().closes(1006);
        assert.deepEqual(connection.phase.name, 'waiting');
        assert.equal(connection.phase.milliseconds, seconds * 1000);
        await timers.advance(seconds * 1000 - 1);
        assert.equal(sockets.length, before);
        await timers.advance(1);
        assert.equal(sockets.length, before + 1);
    }
    await ended;
    await socket().closes(1006);
    connection.open();
    await join(40);
    assert.equal(connection.version, 40);
    await socket().closes(1001);
    assert.equal(connection.phase.milliseconds, 1000, 'a join starts the count anew');
});

test('the state stays on screen while the connection is mended', async () => {
    await join();
    await socket().closes(1006);
    assert.equal(connection.state.me.name, 'N');
});

for (const [code, reason] of [
    [1000, 'left'], [4003, 'session.expired'], [4009, 'seat.movedTab'], [4010, 'seat.removed'],
]) {
    test(`close ${code} is final: ${reason}`, async () => {
        await join();
        await socket().closes(code);
        assert.deepEqual(connection.phase, { name: 'ended', reason });
        await timers.advance(60_000);
        connection.open();
        assert.equal(sockets.length, 1);
        assert.equal(timers.count, 0, 'nothing is left to wake up');
    });
}

test('a rate violation waits eight seconds', async () => {
    await join();
    await socket().closes(4008);
    assert.equal(connection.phase.milliseconds, 8000);
});

test('a session that is not valid ends; a seat in use in another tab is asked for again', async () => {
    connection.open();
    await socket().says({ type: 'challenge', nonce: 'N', time: 1 });
    await socket().says({ type: 'refused', reply: 1, code: 'seat.inUse' });
    assert.equal(connection.phase.inUse, true);
    await timers.advance(5_000);
    assert.equal(sockets.length, 2);
    await socket().says({ type: 'challenge', nonce: 'N', time: 1 });
    await socket().says({ type: 'refused', reply: socket().last.id, code: 'session.unknown' });
    assert.deepEqual(connection.phase, { name: 'ended', reason: 'session.unknown' });
});

test('a silent server is asked, and left when it does not answer', async () => {
    await join();
    await timers.advance(12_000);
    assert.equal(socket().last.type, 'resync');
    await timers.advance(6_000);
    assert.equal(connection.phase.name, 'waiting');
    assert.equal(sockets[0].readyState, 3);
});

test('a silent server that answers is kept', async () => {
    await join();
    await timers.advance(12_000);
    await socket().says({ type: 'snapshot', reply: socket().last.id, version: 17, state: someState() });
    await timers.advance(11_000);
    assert.equal(connection.phase.name, 'joined');
    assert.equal(sockets.length, 1);
});

test('a socket that never opens is given up', async () => {
    connection.open();
    await timers.advance(12_000);
    assert.equal(connection.phase.name, 'waiting');
});

test('messages of an old socket are not listened to', async () => {
    await join();
    const old = socket();
    connection.reopen();
    await timers.advance(1_000);
    await join(50);
    await old.says({ type: 'patch', from: 50, version: 51, patch: { me: { name: 'ghost' } } });
    old.onclose({ code: 4010 });
    assert.equal(connection.state.me.name, 'N');
    assert.equal(connection.phase.name, 'joined');
});

test('what is no JSON, and what it does not know, it passes over', async () => {
    await join();
    for (const text of ['', '{', '[]', '"x"', 'null', '{"type":"future"}']) await socket().says(text);
    assert.equal(connection.phase.name, 'joined');
});

test('slots, checkpoints and notices are passed on', async () => {
    await join();
    await socket().says({ type: 'slots', slots: [] });
    await socket().says({ type: 'checkpoint', size: 3, value: 'ab' });
    await socket().says({ type: 'notice', code: 'seat.secondTab' });
    assert.deepEqual(told.map(({ type }) => type), ['slots', 'checkpoint', 'notice']);
});

test('leaving says so and ends, also when nobody answers', async () => {
    await join();
    const left = connection.leave();
    assert.equal(socket().last.type, 'leave');
    await timers.advance(10_000);
    await left;
    await settle();
    assert.equal(connection.phase.name, 'ended');
    assert.equal(connection.phase.reason, 'left');
});

test('the server clock is kept beside one’s own', async () => {
    timers.now = 1_000;
    await join();
    timers.now = 3_000;
    assert.equal(connection.serverMicroseconds(), 7_000_000);
});

test('a page that comes back tells once what it saw of the drop', async () => {
    await join();
    surroundings.isOnline = false;
    await socket().closes(1006);
    surroundings.isOnline = true;
    await timers.advance(2000);
    await join();
    const told = socket().sent.filter((message) => message.type === 'drop');
    assert.equal(told.length, 1);
    assert.equal(told[0].cause, 'offline');
    assert.equal(told[0].code, 1006);
    assert.ok(told[0].until >= told[0].from);
});
