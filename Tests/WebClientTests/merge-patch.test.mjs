import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyMergePatch } from '../../Sources/WebClient/js/merge-patch.js';

/** RFC 7396, appendix A: original, patch, result. */
const examples = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [['a', 'b'], ['c', 'd'], ['c', 'd']],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test('every example of RFC 7396 gives its result', () => {
    for (const [original, patch, result] of examples) {
        assert.deepEqual(applyMergePatch(original, patch), result);
    }
});

test('a patch changes neither argument and shares what it leaves alone', () => {
    const before = Object.freeze({ kept: Object.freeze({ x: 1 }), gone: 1, changed: { y: 1 } });
    const after = applyMergePatch(before, { gone: null, changed: { y: 2 } });
    assert.equal(after.kept, before.kept);
    assert.deepEqual(before.changed, { y: 1 });
    assert.deepEqual(after, { kept: { x: 1 }, changed: { y: 2 } });
});

test('a patch cannot reach the prototype of objects', () => {
    applyMergePatch({}, JSON.parse('{"__proto__": {"polluted": true}}'));
    assert.equal({}.polluted, undefined);
});
