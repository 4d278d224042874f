import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayBeside, dayWords, inOrder, mayEnter, peopleOf, standing } from '../../Sources/WebClient/js/day.js';
import { Refusal } from '../../Sources/WebClient/js/refusal.js';
import { bodyDigest, requestText } from '../../Sources/WebClient/js/signing-text.js';
import { Staff } from '../../Sources/WebClient/js/staff.js';

const minute = 60_000_000;
const line = (also) => ({ hid: 'a', title: 'T', state: 'scheduled', scheduled: 100 * minute, me: { seat: 1 }, ...also });

test('a hearing stands as its state and its time say', () => {
    const at = (also, now) => standing(line(also), now * minute);
    assert.equal(at({}, 10), 'later');
    assert.equal(at({}, 70), 'soon');
    assert.equal(at({ state: 'open' }, 100), 'late');
    assert.equal(at({ state: 'inSession' }, 10), 'running');
    assert.equal(at({ state: 'recordClosed' }, 10), 'running');
    assert.equal(at({ state: 'suspended' }, 10), 'paused');
    assert.equal(at({ state: 'sealed' }, 10), 'over');
    assert.equal(at({ state: 'cancelled' }, 999), 'over');
    assert.equal(at({ state: null }, 10), 'unknown');
});

test('hearings stand in the order of the day', () => {
    const lines = [line({ hid: 'c', scheduled: 3 }), line({ hid: 'b', scheduled: 1, title: 'Z' }), line({ hid: 'a', scheduled: 1, title: 'A' })];
    assert.deepEqual(inOrder(lines).map(({ hid }) => hid), ['a', 'b', 'c']);
});

test('one enters where one has a seat, until it is over', () => {
    assert.equal(mayEnter(line({})), true);
    assert.equal(mayEnter(line({ me: null })), false);
    assert.equal(mayEnter(line({ state: 'sealed' })), false);
    assert.equal(mayEnter(line({ state: null })), true);
});

test('who is missing comes first, who waits next; of a hearing that is over nothing is said', () => {
    const seats = { booked: 6, connected: 3, waiting: 2, missing: 1 };
    assert.deepEqual(peopleOf(line({ seats })).map(({ key, count, all }) => [key, count, all]),
        [['day.missing', 1, undefined], ['day.waiting', 2, undefined], ['day.here', 3, 6]]);
    assert.deepEqual(peopleOf(line({ seats: { ...seats, missing: 0, waiting: 0 } })).map(({ key }) => key), ['day.here']);
    assert.deepEqual(peopleOf(line({ seats: null })), []);
    assert.deepEqual(peopleOf(line({ seats, state: 'sealed' })), []);
});

test('days follow each other over months, years and changes of the clock', () => {
    assert.equal(dayBeside('2026-11-30', 1), '2026-12-01');
    assert.equal(dayBeside('2027-01-01', -1), '2026-12-31');
    assert.equal(dayBeside('2028-02-28', 1), '2028-02-29');
    assert.equal(dayBeside('2026-03-29', 1), '2026-03-30');
    assert.match(dayWords('2026-11-22', 'en'), /Sunday.*22 November 2026/);
    assert.match(dayWords('2026-11-22', 'zh-Hans'), /2026年11月22日星期日/);
});

test('a request is signed over session, time, method, path with query, and the body\'s digest', async () => {
    const empty = '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU';
    assert.equal(await bodyDigest(''), empty);
    assert.equal(
        requestText({ session: 'S', time: 5, method: 'GET', path: '/api/v1/day?date=2026-11-22', digest: empty }),
        `yunting.request.v1\nS\n5\nGET\n/api/v1/day?date=2026-11-22\n${empty}\n`);
});

/** A server that answers in turn; what it was asked stands in `asked`. */
function someServer(...answers) {
    const asked = [];
    const environment = {
        now: () => 1_000,
        fetch: async (path, request) => {
            asked.push({ path, ...request });
            const { status = 200, body = {} } = answers.shift() ?? {};
            const json = async () => body ?? JSON.parse('');
            return { ok: status < 300, status, json };
        },
    };
    const key = { sign: async (text) => `signed:${text.split('\n')[2]}` };
    const session = { session: 'SESSION', keyLabel: 'k', expires: 9e15, staff: { id: 1, name: 'N', role: 'clerk' } };
    return { asked, staff: new Staff(session, key, environment) };
}

test('the signature stands in Authorization with session and time', async () => {
    const { asked, staff } = someServer({ body: { hearings: [], time: 1_000_000 } });
    await staff.request('GET', '/api/v1/day');
    assert.equal(asked[0].headers.Authorization, 'Yunting SESSION.1000000.signed:1000000');
    assert.equal(asked[0].body, undefined);
    assert.equal(asked[0].headers['Content-Type'], undefined);
    assert.equal(asked[0].credentials, 'omit');
});

test('a body is sent as the very text that was digested', async () => {
    const { asked, staff } = someServer({ body: { link: 'L' } });
    assert.deepEqual(await staff.request('POST', '/api/v1/day/enter', { hid: 'h' }), { link: 'L' });
    assert.equal(asked[0].body, '{"hid":"h"}');
});

test('a page whose clock is wrong learns the time and asks once more', async () => {
    const late = { status: 401, body: { error: { code: 'auth.badTime' }, time: 90_000_000 } };
    const { asked, staff } = someServer(late, { body: {} });
    await staff.request('GET', '/api/v1/day');
    assert.deepEqual(asked.map(({ headers }) => headers.Authorization.split('.')[1]), ['1000000', '90000000']);
    assert.equal(staff.serverMicroseconds(), 90_000_000);
});

test('a clock that stays wrong is a refusal, not a loop', async () => {
    const late = { status: 401, body: { error: { code: 'auth.badTime' }, time: 90_000_000 } };
    const { asked, staff } = someServer(late, late, late);
    await assert.rejects(staff.request('GET', '/api/v1/day'), { code: 'auth.badTime' });
    assert.equal(asked.length, 2);
});

test('every answer that is none becomes a refusal with its code', async () => {
    const code = async (answer) => {
        const { staff } = someServer(answer);
        return staff.request('GET', '/api/v1/day').then(() => '', (error) => error instanceof Refusal && error.code);
    };
    assert.equal(await code({ status: 401, body: { error: { code: 'session.unknown' } } }), 'session.unknown');
    assert.equal(await code({ status: 429 }), 'rate.limited');
    assert.equal(await code({ status: 500 }), 'connection.lost');
    // The answer broke off before its end.
    assert.equal(await code({ status: 200, body: null }), 'connection.lost');
    const { staff } = someServer();
    const broken = new Staff(staff.session, { sign: async () => 's' }, {
        now: () => 0, fetch: async () => { throw new TypeError('no network'); },
    });
    await assert.rejects(broken.request('GET', '/'), { code: 'connection.lost' });
});
