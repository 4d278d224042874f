import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode, randomHex } from '../../Sources/WebClient/js/base64url.js';
import { joinText, orderText } from '../../Sources/WebClient/js/signing-text.js';
import { SeatKey } from '../../Sources/WebClient/js/seat-key.js';

test('the texts are those of the protocol', () => {
    assert.equal(
        joinText({ nonce: 'n', session: 's', tab: 't' }), 'yunting.join.v1\nn\ns\nt\n');
    assert.equal(
        orderText({ hid: 'h', seat: 3, command: 'c', version: 18, order: '{"name":"open"}' }),
        'yunting.order.v1\nh\n3\nc\n18\n{"name":"open"}\n');
});

test('a signature is r‖s in 86 characters and verifies under the public key', async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const key = new SeatKey('label', pair);
    const signature = await key.sign('法庭');
    assert.match(signature, /^[A-Za-z0-9_-]{86}$/);
    const jwk = await key.publicKey();
    assert.deepEqual(Object.keys(jwk).sort(), ['crv', 'kty', 'x', 'y']);
    const known = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
    const hash = { name: 'ECDSA', hash: 'SHA-256' };
    const bytes = Buffer.from(signature, 'base64url');
    const text = new TextEncoder().encode('法庭');
    assert.equal(await crypto.subtle.verify(hash, known, bytes, text), true);
    await assert.rejects(crypto.subtle.exportKey('jwk', pair.privateKey));
});

test('base64url has no padding and none of the letters that an address cannot carry', () => {
    assert.equal(encode(new Uint8Array([0xfb, 0xff, 0xfe])), '-__-');
    assert.equal(encode(new Uint8Array([1])), 'AQ');
    assert.match(randomHex(32), /^[0-9a-f]{32}$/);
});
