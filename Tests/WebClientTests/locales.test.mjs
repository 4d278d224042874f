import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortCodes } from '../../Sources/WebClient/js/codes.js';
import * as bench from '../../Sources/WebClient/js/bench.js';
import { files, read } from './support/sources.mjs';

const locales = Object.fromEntries(
    ['zh-Hans', 'en'].map((name) => [name, JSON.parse(read(`locales/${name}.json`))]));
const source = files('js', '.js').map(([, text]) => text).join('\n');
const protocol = read('../Signaling/PROTOCOL.md');

test('both languages have the same sentences with the same places, none of them empty', () => {
    assert.deepEqual(Object.keys(locales['zh-Hans']), Object.keys(locales.en));
    for (const [key, sentence] of Object.entries(locales.en)) {
        const chinese = locales['zh-Hans'][key];
        const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
        assert.ok(sentence.trim() && chinese.trim(), key);
        assert.deepEqual(places(sentence), places(chinese), key);
    }
});

test('Chinese is written with Chinese signs, English without', () => {
    for (const [key, sentence] of Object.entries(locales['zh-Hans'])) {
        assert.doesNotMatch(sentence, /[一-鿿][,.;:!?]/, key);
        assert.doesNotMatch(locales.en[key], /[一-鿿，。；：！？（）]/, key);
    }
});

test('every key that the code names has a sentence', () => {
    const named = [...source.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => key);
    assert.ok(named.length > 80);
    for (const key of named) assert.ok(key in locales.en, `no sentence for ${key}`);
});

test('every sentence is used', () => {
    const literals = new Set([...source.matchAll(/'([\w.-]+)'/g)].map(([, text]) => text));
    const prefixes = [...source.matchAll(/`([a-zA-Z]+\.[\w.]*)\$\{/g)].map(([, prefix]) => prefix);
    prefixes.push(...['refusal.', 'notice.', 'role.', 'order.']);
    for (const key of Object.keys(locales.en)) {
        const used = literals.has(key) || prefixes.some((prefix) => key.startsWith(prefix));
        assert.ok(used, `${key} is never shown`);
    }
});

test('every code of the protocol has a sentence', () => {
    const codes = new Set([...protocol.matchAll(/`((?:[a-z][A-Za-z]*\.)[a-z][A-Za-z0-9]*)`/g)]
        .map(([, code]) => code)
        .filter((code) => !/^(record|yunting)\.(elapsed|at|cause|v1)$/.test(code))
        // Members of the state, named in the text by their path.
        .filter((code) => !/^(hearing|me|params)\./.test(code)));
    for (const code of ['link.unknown', 'order.stale', 'sdp.noVp8', 'seat.secondTab', 'record.trouble']) {
        assert.ok(codes.has(code), `the test no longer finds ${code} in PROTOCOL.md`);
    }
    assert.ok(codes.size >= 40);
    for (const code of codes) {
        const known = `refusal.${code}` in locales.en || `notice.${code}` in locales.en;
        assert.ok(known, `no sentence for ${code}`);
    }
});

test('every refusal has a short code of its own', () => {
    const values = Object.values(shortCodes);
    assert.equal(new Set(values).size, values.length);
    for (const key of Object.keys(locales.en)) {
        const code = key.replace(/^refusal\./, '');
        if (code === key || ['withCode', 'unknown'].includes(code)) continue;
        assert.ok(code in shortCodes, `${code} has no short code`);
    }
});

test('every order, reason, state and role of the protocol has its words', () => {
    const orders = [...protocol.matchAll(/^\| ((?:`\w+`(?: \/ )?)+) \|/gm)]
        .flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name))
        .filter((name) => name !== 'message');
    assert.ok(orders.length >= 20);
    for (const name of orders) {
        const keys = name === 'allow' ? ['allow.microphone', 'allow.camera', 'allow.exhibit'] : [name];
        for (const key of keys) assert.ok(`order.${key}` in locales.en, `no words for ${key}`);
    }
    const reasons = [...bench.recessReasons, ...bench.removalReasons, ...bench.cancellationReasons];
    for (const reason of reasons) assert.ok(`reason.${reason}` in locales.en, reason);
    const states = /"state":\s*"(scheduled\|[\w|]+)"/.exec(protocol)[1].split('|');
    for (const state of states) assert.ok(`hearing.${state}` in locales.en, state);
});

test('the waiting room has a sentence for every state in which somebody waits', () => {
    for (const state of ['scheduled', 'open', 'inSession', 'recess', 'suspended', 'recordClosed']) {
        assert.ok(`waiting.party.${state}` in locales.en && `waiting.witness.${state}` in locales.en);
    }
});

test('people are not told about the machinery', () => {
    for (const sentences of Object.values(locales)) {
        for (const [key, sentence] of Object.entries(sentences)) {
            assert.doesNotMatch(sentence, /\b(ICE|SDP|codec|token|WebRTC|WebSocket|RTP)\b/i, key);
        }
    }
});
