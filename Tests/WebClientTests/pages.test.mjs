import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesBetween } from '../../Sources/WebClient/js/changes.js';
import { clockText } from '../../Sources/WebClient/js/clock.js';
import { fill, pickLanguage } from '../../Sources/WebClient/js/i18n.js';
import { causeOf } from '../../Sources/WebClient/js/capture.js';
import { maySend } from '../../Sources/WebClient/js/media.js';
import { markOf } from '../../Sources/WebClient/js/network.js';
import { openStep, pageFor } from '../../Sources/WebClient/js/route.js';
import { someState } from './support/fake-server.mjs';

const joined = { name: 'joined' };

test('steps are done in order; the bench has no rules to read', () => {
    const step = (role, steps) => openStep({ role, steps });
    assert.equal(step('party', {}), 'identity');
    assert.equal(step('party', { identity: true }), 'equipment');
    assert.equal(step('party', { identity: true, equipment: true }), 'rules');
    assert.equal(step('party', { identity: true, equipment: true, rules: true }), null);
    assert.equal(step('judge', { identity: true, equipment: true }), null);
});

test('the page follows the room, and the bench is always on the bench', () => {
    const page = (me, hearing = {}) => {
        const state = someState();
        Object.assign(state.me, me);
        Object.assign(state.hearing, hearing);
        return pageFor(joined, state).name;
    };
    assert.equal(page({ room: 'outside' }), 'waiting');
    assert.equal(page({ room: 'waiting' }), 'waiting');
    assert.equal(page({ room: 'courtroom' }), 'courtroom');
    assert.equal(page({ room: 'outside', role: 'judge' }), 'courtroom');
    assert.equal(page({ room: 'courtroom', removed: true }), 'error');
    assert.equal(page({ room: 'courtroom' }, { state: 'sealed' }), 'ended');
});

test('a drop keeps the page, an end shows its reason', () => {
    const state = someState();
    assert.equal(pageFor({ name: 'waiting', inUse: false }, state).name, 'waiting');
    assert.equal(pageFor({ name: 'waiting', inUse: false }, null).name, 'connecting');
    assert.deepEqual(pageFor({ name: 'waiting', inUse: true }, null), { name: 'error', why: 'seat.inUse' });
    assert.deepEqual(pageFor({ name: 'ended', reason: 'left' }, state), { name: 'ended', why: 'left' });
    assert.deepEqual(
        pageFor({ name: 'ended', reason: 'seat.movedTab' }, state), { name: 'error', why: 'seat.movedTab' });
    state.hearing.state = 'sealed';
    assert.deepEqual(pageFor({ name: 'ended', reason: 'session.expired' }, state), { name: 'ended', why: 'sealed' });
});

test('news names who came, went, was cut off or muted', () => {
    const inside = (seats, me = {}) => {
        const state = someState({ seats });
        Object.assign(state.me, { room: 'courtroom' }, me);
        return state;
    };
    const seat = { room: 'courtroom', connected: true, microphone: 'allowed' };
    const keys = (one, other) => changesBetween(one, other).map(({ key }) => key);
    assert.deepEqual(keys(null, inside({})), []);
    assert.deepEqual(keys(inside({}), inside({ 4: seat })), ['news.seat.entered']);
    assert.deepEqual(keys(inside({ 4: seat }), inside({})), ['news.seat.left']);
    assert.deepEqual(keys(inside({ 4: seat }), inside({ 4: { ...seat, connected: false } })), ['news.seat.lost']);
    assert.deepEqual(
        keys(inside({ 4: seat }), inside({ 4: { ...seat, microphone: 'muted' } })), ['news.seat.microphone.muted']);
    assert.deepEqual(keys(inside({}), inside({}, { microphone: 'locked' })), ['news.me.microphone.locked']);
    assert.deepEqual(keys(inside({}, { room: 'waiting' }), inside({ 4: seat })), ['news.me.room.courtroom']);
});

test('a page sends only from the courtroom, and only what the court allows', () => {
    const me = { role: 'party', room: 'courtroom', microphone: 'allowed', camera: 'allowed', exhibit: true, removed: false };
    const sends = (also) => Object.entries(maySend({ ...me, ...also })).filter(([, may]) => may).map(([name]) => name);
    assert.deepEqual(sends({}), ['microphone', 'camera', 'exhibit']);
    assert.deepEqual(sends({ room: 'waiting' }), []);
    assert.deepEqual(sends({ removed: true }), []);
    assert.deepEqual(sends({ microphone: 'muted', exhibit: false }), ['camera']);
    assert.deepEqual(sends({ microphone: 'locked', camera: 'stopped' }), ['exhibit']);
});

test('failures of a device have names', () => {
    const names = {
        NotAllowedError: 'denied', NotFoundError: 'none', OverconstrainedError: 'none',
        NotReadableError: 'busy', AbortError: 'busy', TypeError: 'failed',
    };
    for (const [name, cause] of Object.entries(names)) assert.equal(causeOf({ name }), cause);
});

test('the network mark judges loss and round trip together', () => {
    const before = { lost: 0, received: 0, roundTripSeconds: 0.05 };
    const mark = (lost, received, roundTripSeconds = 0.05) => markOf(before, { lost, received, roundTripSeconds });
    assert.equal(markOf(null, before), 'unknown');
    assert.equal(mark(0, 0), 'good');
    assert.equal(mark(3, 97), 'good');
    assert.equal(mark(9, 91), 'fair');
    assert.equal(mark(20, 80), 'poor');
    assert.equal(mark(0, 100, 0.5), 'fair');
    assert.equal(mark(0, 100, 2), 'poor');
});

test('the language is the choice, else the first that is spoken', () => {
    assert.equal(pickLanguage('en', ['zh-CN']), 'en');
    assert.equal(pickLanguage(null, ['zh-CN', 'en']), 'zh-Hans');
    assert.equal(pickLanguage(null, ['fr', 'zh']), 'zh-Hans');
    for (const tag of ['zh-TW', 'zh-HK', 'zh-mo', 'zh-Hant', 'zh-Hant-HK', 'zh-Hant-CN']) {
        assert.equal(pickLanguage(null, [tag, 'zh-CN']), 'zh-Hant', tag);
    }
    for (const tag of ['zh-CN', 'zh-SG', 'zh-Hans-HK', 'zh-Hans']) {
        assert.equal(pickLanguage(null, [tag, 'zh-TW']), 'zh-Hans', tag);
    }
    assert.equal(pickLanguage('toString', ['zh-HK']), 'zh-Hant');
    assert.equal(pickLanguage('xx', ['fr']), 'en');
    assert.equal(fill('{a} and {b}', { a: 1 }), '1 and {b}');
});

test('recorded time reads like a clock', () => {
    assert.equal(clockText(0), '00:00');
    assert.equal(clockText(-5), '00:00');
    assert.equal(clockText(754_900_000), '12:34');
    assert.equal(clockText(3_723_000_000), '1:02:03');
});
