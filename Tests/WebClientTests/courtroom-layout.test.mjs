import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitBoxes, planOf, roleKey } from '../../Sources/WebClient/js/courtroom-layout.js';

const seat = (role, side = null, room = 'courtroom') => ({ role, side, room });

test('the bench on top, the sides left and right, the witness in the middle, observers below', () => {
    const plan = planOf({
        1: seat('clerk'), 2: seat('judge'), 3: seat('agent', 'plaintiff'), 4: seat('party', 'plaintiff'),
        5: seat('party', 'defendant'), 6: seat('witness'), 7: seat('observer'), 8: seat('party', 'thirdParty'),
    });
    assert.deepEqual(plan, { bench: [2, 1], left: [4, 3], centre: [6], right: [5, 8], gallery: [7] });
});

test('who is not in the courtroom has no place in it', () => {
    const plan = planOf({ 1: seat('judge', null, 'outside'), 6: seat('witness', null, 'waiting') });
    assert.deepEqual(Object.values(plan).flat(), []);
});

test('boxes never leave their area, and no other count of columns makes them larger', () => {
    for (const count of [1, 2, 3, 5, 8, 13]) {
        for (const [width, height] of [[300, 900], [1080, 340], [344, 200], [1900, 1000]]) {
            const box = fitBoxes(count, width, height);
            const rows = Math.ceil(count / box.columns);
            assert.ok(box.columns * box.width + 8 * (box.columns - 1) <= width);
            assert.ok(rows * box.height + 8 * (rows - 1) <= height);
            for (let columns = 1; columns <= count; columns += 1) {
                const others = Math.ceil(count / columns);
                const byWidth = (width - 8 * (columns - 1)) / columns;
                const byHeight = (height - 8 * (others - 1)) / others * 16 / 9;
                assert.ok(box.width >= Math.floor(Math.min(byWidth, byHeight)));
            }
        }
    }
});

test('an area without room gives no box', () => {
    assert.equal(fitBoxes(3, 0, 0).width, 0);
});

test('the words for a seat name its side where it has one', () => {
    assert.equal(roleKey(seat('party', 'plaintiff')), 'role.party.plaintiff');
    assert.equal(roleKey(seat('party')), 'role.party');
    assert.equal(roleKey(seat('judge', 'plaintiff')), 'role.judge');
});
