import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodingsFor } from '../../Sources/WebClient/js/simulcast.js';

const rids = (width, height) => encodingsFor(width, height).map(({ rid }) => rid);

test('as many layers as the size allows, high first', () => {
    assert.deepEqual(rids(1920, 1080), ['h', 'm', 'l']);
    assert.deepEqual(rids(1280, 720), ['h', 'm', 'l']);
    assert.deepEqual(rids(960, 540), ['h', 'm', 'l']);
    assert.deepEqual(rids(959, 540), ['h', 'm']);
    assert.deepEqual(rids(640, 480), ['h', 'm']);
    assert.deepEqual(rids(640, 360), ['h', 'm']);
    assert.deepEqual(rids(480, 270), ['h', 'm']);
    assert.deepEqual(rids(480, 269), [undefined]);
    assert.deepEqual(rids(320, 240), [undefined]);
});

test('an upright phone counts like a lying one', () => {
    assert.deepEqual(rids(720, 1280), ['h', 'm', 'l']);
    assert.deepEqual(rids(360, 640), ['h', 'm']);
});

test('the bit rates are generous enough for Firefox to start its top layer', () => {
    const layers = encodingsFor(1280, 720);
    assert.deepEqual(layers.map(({ maxBitrate }) => maxBitrate), [2_500_000, 700_000, 200_000]);
    assert.deepEqual(layers.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy), [1, 2, 4]);
});

test('every caller gets its own encodings', () => {
    encodingsFor(1280, 720)[0].maxBitrate = 1;
    assert.equal(encodingsFor(1280, 720)[0].maxBitrate, 2_500_000);
});
