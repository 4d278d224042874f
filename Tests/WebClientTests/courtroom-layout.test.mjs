import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange, fitBoxes, planOf, roleKey } from '../../Sources/WebClient/js/courtroom-layout.js';

const seat = (role, side = null, room = 'courtroom') => ({ role, side, room });

test('the bench on top, the sides left and right, the witness in the middle, observers below', () => {
    const plan = planOf({
        1: seat('clerk'), 2: seat('judge'), 3: seat('agent', 'plaintiff'), 4: seat('party', 'plaintiff'),
        5: seat('party', 'defendant'), 6: seat('witness'), 7: seat('observer'), 8: seat('party', 'thirdParty'),
    });
    assert.deepEqual(plan, {
        bench: [2, 1], left: [4, 3], centre: [6], right: [5, 8], gallery: [7], focus: [], others: [],
    });
});

test('who is not in the courtroom has no place in it', () => {
    const plan = planOf({ 1: seat('judge', null, 'outside'), 6: seat('witness', null, 'waiting') });
    assert.deepEqual(Object.values(plan).flat(), []);
});

test('whoever presides sits in the middle of the panel, assistant and clerk beside it', () => {
    const seats = {
        1: seat('presidingJudge'), 2: seat('clerk'), 3: seat('judge'), 4: seat('assessor'), 5: seat('assistant'),
    };
    assert.deepEqual(planOf(seats, 'courtroom', 1).bench, [3, 1, 4, 5, 2]);
    assert.deepEqual(planOf({ 9: seat('mediator'), 2: seat('clerk') }, 'courtroom', 9).bench, [9, 2]);
});

test('who goes along sits with whom it goes, every side has its place', () => {
    const plan = planOf({
        1: seat('prosecutor', 'prosecution'), 2: seat('party', 'respondent'), 3: seat('party', 'applicant'),
        4: { ...seat('interpreter'), companion: 2 }, 5: { ...seat('helper'), companion: 3 },
        6: { ...seat('interpreter'), companion: 7 }, 7: seat('witness'), 8: seat('expert'),
    });
    assert.deepEqual(plan.left, [1, 3, 5]);
    assert.deepEqual(plan.right, [2, 4]);
    assert.deepEqual(plan.centre, [7, 8, 6]);
});

test('a room apart shows who is in it, and nobody else', () => {
    const seats = { 1: seat('judge'), 3: seat('party', 'plaintiff', 'room-2'), 5: seat('agent', 'plaintiff', 'room-2') };
    const { kind, plan } = arrange({ hearing: { layout: 'speaker' }, me: { room: 'room-2' }, seats });
    assert.equal(kind, 'grid');
    assert.deepEqual(plan.others, [3, 5]);
});

test('the court arranges the screen: exhibit, spotlight, layout, in this order', () => {
    const seats = { 1: seat('judge'), 3: seat('party', 'plaintiff'), 4: seat('party', 'defendant'), 7: seat('observer') };
    const screen = (hearing, now) => {
        const { kind, plan } = arrange({ hearing: { presiding: 1, ...hearing }, me: { room: 'courtroom' }, seats }, now);
        return [kind, ...plan.focus];
    };
    assert.deepEqual(screen({}), ['courtroom']);
    assert.deepEqual(screen({ layout: 'grid' }), ['grid']);
    assert.deepEqual(screen({ layout: 'speaker' }), ['focus', 1]);
    assert.deepEqual(screen({ layout: 'speaker' }, { speaking: 4 }), ['focus', 4]);
    assert.deepEqual(screen({ layout: 'speaker', speech: { seat: 3 } }, { speaking: 4 }), ['focus', 3]);
    assert.deepEqual(screen({ layout: 'grid', spotlight: 4 }), ['focus', 4]);
    assert.deepEqual(screen({ spotlight: 99 }), ['courtroom']);
    assert.deepEqual(screen({ spotlight: 4 }, { exhibit: true }), ['exhibit']);
    assert.deepEqual(screen({ layout: 'courtroom' }, { exhibit: true }), ['courtroom']);
    assert.deepEqual(screen({ layout: 'exhibit' }), ['courtroom']);
    const { plan } = arrange({ hearing: { spotlight: 4 }, me: { room: 'courtroom' }, seats });
    assert.deepEqual([plan.others, plan.gallery], [[1, 3], [7]]);
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
