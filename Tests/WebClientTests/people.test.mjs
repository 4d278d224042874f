import assert from 'node:assert/strict';
import { test } from 'node:test';
import { myActs, myCase, nextAct, presentStep, railOf } from '../../Sources/WebClient/js/acts.js';
import { whyNoConsultation } from '../../Sources/WebClient/js/components/consult.js';
import { channelsOf } from '../../Sources/WebClient/js/components/texts.js';
import { changesBetween } from '../../Sources/WebClient/js/changes.js';
import { notesFor } from '../../Sources/WebClient/js/notes.js';
import { maySend } from '../../Sources/WebClient/js/media.js';
import { isBench, isSummoned, sends } from '../../Sources/WebClient/js/roles.js';
import { pageFor } from '../../Sources/WebClient/js/route.js';
import { confidantsOf, handPlace, recusableSeats } from '../../Sources/WebClient/js/sides.js';
import { someState } from './support/fake-server.mjs';

const act = (id, by, also = {}) => ({ id, title: { en: id }, by, each: [], required: true, ...also });
const steps = [
    { id: 'before', title: { en: 'Before' }, phase: 'open', acts: [], leaves: [] },
    {
        id: 'rights', title: { en: 'Rights' }, phase: 'inSession', ordered: true, leaves: [], acts: [
            act('told', ['presidingJudge']),
            act('understood', ['party', 'agent'], { each: ['party', 'agent'] }),
            act('minutes', ['clerk'], { duty: 'transcript' }),
            act('oath', ['witness'], { each: ['witness'], required: false }),
        ],
    },
    { id: 'sign', title: { en: 'Sign' }, phase: 'recordClosed', acts: [], leaves: [] },
];

function inStep(acts = {}, me = {}, hearing = {}) {
    const state = someState();
    Object.assign(state.hearing,
        { state: 'inSession', script: { steps }, step: 'rights', finished: ['before'], acts, ...hearing });
    Object.assign(state.me, { room: 'courtroom', orders: ['complete'], ...me });
    return state;
}

test('the rail tells what is done, what is now and what is to come', () => {
    const state = inStep();
    assert.deepEqual(railOf(state).map(({ state: each }) => each), ['done', 'now', 'toCome']);
    assert.equal(presentStep(state).id, 'rights');
    assert.equal(presentStep(inStep({}, {}, { step: null })), null);
    assert.equal(nextAct(state).id, 'told');
    assert.equal(nextAct(inStep({ told: { done: true, seats: [] } })).id, 'understood');
});

test('a person completes the acts of its role for its own seat, once', () => {
    const mine = (state) => myActs(state).map(({ act: { id }, seat, after }) => [id, seat, after?.id ?? null]);
    assert.deepEqual(mine(inStep()), [['understood', 3, 'told']]);
    const told = { told: { done: true, seats: [] } };
    assert.deepEqual(mine(inStep(told)), [['understood', 3, null]]);
    assert.deepEqual(mine(inStep({ ...told, understood: { done: false, seats: [4] } })), [['understood', 3, null]]);
    assert.deepEqual(mine(inStep({ ...told, understood: { done: false, seats: [3] } })), []);
    assert.deepEqual(mine(inStep(told, { role: 'witness' })), [['oath', 3, 'understood']]);
    assert.deepEqual(mine(inStep(told, { role: 'observer' })), []);
    assert.deepEqual(mine(inStep(told, { duties: ['transcript'] })),
        [['understood', 3, null], ['minutes', null, 'understood']]);
});

test('acts are for the courtroom, in their state of the hearing, and where the law lets them', () => {
    assert.deepEqual(myActs(inStep({}, { room: 'waiting' })), []);
    assert.deepEqual(myActs(inStep({}, { orders: [] })), []);
    assert.deepEqual(myActs(inStep({}, {}, { state: 'recess' })), []);
    assert.deepEqual(myActs(inStep({}, { role: 'clerk' })), []);
    assert.deepEqual(myActs(inStep({}, {}, { script: undefined })), []);
});

const seat = (role, side = null, also = {}) => ({ role, side, room: 'courtroom', connected: true, ...also });

test('only people of one side, and who goes along with them, speak in confidence', () => {
    const seats = {
        1: seat('judge'), 3: seat('party', 'plaintiff'), 4: seat('party', 'defendant'), 5: seat('agent', 'plaintiff'),
        6: seat('witness', 'plaintiff'), 7: seat('interpreter', null, { companion: 3 }),
        8: seat('interpreter', null, { companion: 6 }), 9: seat('agent', 'plaintiff', { connected: false }),
        10: seat('helper', null, { companion: 4 }), 11: seat('thirdParty', 'thirdParty'),
    };
    const of = (number) => confidantsOf({ me: { seat: number, ...seats[number] }, seats });
    assert.deepEqual(of(3), [5, 7]);
    assert.deepEqual(of(5), [3, 7]);
    assert.deepEqual(of(7), [3, 5]);
    assert.deepEqual(of(4), [10]);
    assert.deepEqual(of(6), []);
    assert.deepEqual(of(8), []);
    assert.deepEqual(of(11), []);
});

test('stepping out says why it is not possible', () => {
    const seats = { 3: seat('party', 'plaintiff'), 5: seat('agent', 'plaintiff') };
    const why = (me, hearing = {}, present = seats) => whyNoConsultation({
        hearing: { state: 'inSession', ...hearing }, seats: present,
        me: { seat: 3, role: 'party', side: 'plaintiff', room: 'courtroom', orders: ['consult'], ...me },
    });
    assert.equal(why({ consult: true }), null);
    assert.equal(why({ orders: [] }), 'leave');
    assert.equal(why({}, { state: 'recess' }), null);
    assert.equal(why({}, {}, { 3: seats[3] }), 'nobody');
    assert.equal(why({ role: 'witness' }), 'never');
    assert.equal(why({ room: 'waiting' }), 'never');
    assert.equal(why({ orders: [] }, { state: 'recess' }), 'never');
    assert.equal(why({}, { state: 'sealed' }), 'never');
});

test('people write to their side and to the court, as the server lists it', () => {
    const channels = (names) => channelsOf({ me: { channels: names } });
    assert.deepEqual(channels(['court', 'side']), ['side', 'court']);
    assert.deepEqual(channels(['court', 'panel', 'seat']), ['court']);
    assert.deepEqual(channels(undefined), []);
});

test('in a docket one knows whether one\'s case is to come', () => {
    const place = (mine, number, count = 12) => myCase({ me: { case: mine }, hearing: { case: { number, count } } });
    assert.deepEqual([place(5, 2), place(5, 5), place(5, 6)], ['toCome', 'now', 'done']);
    assert.equal(place(null, 2), null);
    assert.equal(place(1, 1, 1), null);
    assert.equal(myCase({ me: { case: 1 }, hearing: {} }), null);
});

test('a recusal is applied for against the court and its helpers, once', () => {
    const seats = {
        1: seat('presidingJudge'), 2: seat('clerk'), 3: seat('party'), 6: seat('witness'), 7: seat('expert'),
        8: seat('judge', null, { recused: true }),
    };
    const me = { seat: 3, role: 'party', room: 'courtroom', orders: ['applyRecusal'] };
    const can = (hearing, also) => recusableSeats({ hearing, me: { ...me, ...also }, seats });
    assert.deepEqual(can({}), [1, 2, 7]);
    assert.deepEqual(can({ recusals: [{ seat: 1, by: 4 }] }), [2, 7]);
    assert.deepEqual(can({}, { orders: [] }), []);
    assert.deepEqual(can({}, { room: 'waiting' }), []);
});

test('a hand has its place among those that are up, whatever was raised before', () => {
    const seats = { 3: { hand: 7 }, 4: { hand: 4 }, 5: { hand: null }, 6: {} };
    assert.deepEqual([4, 3, 5, 6, 9].map((number) => handPlace(seats, number)), [1, 2, null, null, null]);
});

test('the lines over the courtroom say what holds, the most important first', () => {
    const notes = (me, hearing = {}) => {
        const state = someState();
        Object.assign(state.me, { room: 'courtroom' }, me);
        Object.assign(state.hearing, { state: 'inSession' }, hearing);
        return notesFor(state).map(({ id }) => id);
    };
    assert.deepEqual(notes({}), []);
    assert.deepEqual(notes({ microphone: 'locked' }), ['locked']);
    assert.deepEqual(notes({ microphone: 'muted' }), ['muted']);
    assert.deepEqual(notes({ microphone: 'muted', asked: true }), []);
    assert.deepEqual(notes({ microphone: 'locked' }, { silenced: true }), ['silenced']);
    assert.deepEqual(notes({ camera: 'stopped', warnings: 2, called: true }), ['stopped', 'called', 'warned']);
    assert.deepEqual(notes({ role: 'observer', microphone: 'locked' }), []);
    assert.deepEqual(
        notes({}, { objections: [{ number: 2, seat: 4, ground: 'other' }], recusals: [{ seat: 1 }], closed: true }),
        ['objection-2', 'recusal-1', 'closed']);
    assert.deepEqual(notes({}, { state: 'recordClosed', cause: 'adjournedForTime', next: 5 }), ['outcome', 'next']);
});

test('in a room apart the court closes nothing; a watched witness is seen while it waits', () => {
    const me = { role: 'party', room: 'room-4', microphone: 'locked', camera: 'stopped', exhibit: true };
    assert.deepEqual(maySend(me), { microphone: true, camera: true, exhibit: false });
    assert.deepEqual(maySend({ ...me, room: 'waiting' }), { microphone: false, camera: false, exhibit: false });
    assert.deepEqual(
        maySend({ ...me, role: 'witness', room: 'waiting', watched: true }),
        { microphone: true, camera: true, exhibit: false });
    assert.deepEqual(
        maySend({ ...me, role: 'observer', room: 'courtroom', microphone: 'allowed' }),
        { microphone: false, camera: false, exhibit: false });
    assert.equal(
        maySend({ ...me, seat: 3, room: 'courtroom', microphone: 'allowed' }, { silenced: true }).microphone, false);
});

test('a room apart has a page of its own; the bench stays on the bench', () => {
    const page = (me) => {
        const state = someState();
        Object.assign(state.me, me);
        return pageFor({ name: 'joined' }, state).name;
    };
    assert.equal(page({ room: 'room-3' }), 'private');
    assert.equal(page({ room: 'deliberation', role: 'assessor' }), 'courtroom');
    assert.equal(page({ room: 'room-3', role: 'mediator', office: 'presidingJudge' }), 'courtroom');
    assert.equal(page({ room: 'room-3', role: 'mediator' }), 'private');
});

test('roles answer as the law does', () => {
    assert.deepEqual(['presidingJudge', 'judge', 'assessor', 'assistant', 'clerk', 'party', 'mediator']
        .filter((role) => isBench({ role })), ['presidingJudge', 'judge', 'assessor', 'assistant', 'clerk']);
    assert.ok(isBench({ role: 'mediator', office: 'presidingJudge' }));
    assert.ok(isSummoned({ role: 'specialist' }) && !isSummoned({ role: 'interpreter' }));
    assert.deepEqual(['party', 'observer', 'recorder', 'steward', 'courtroom'].filter((role) => !sends({ role })),
        ['observer', 'recorder', 'steward']);
});

test('news of the floor: the word, objections, recusals, texts, silence, warnings', () => {
    const state = (hearing = {}, me = {}, also = {}) => {
        const made = someState(also);
        Object.assign(made.hearing, { state: 'inSession' }, hearing);
        Object.assign(made.me, { room: 'courtroom' }, me);
        return made;
    };
    const keys = (one, other) => changesBetween(one, other).map(({ key, seat: about }) => (about ? `${key} ${about}` : key));
    assert.deepEqual(keys(state(), state({ speech: { seat: 4 } })), ['news.speech 4']);
    assert.deepEqual(keys(state(), state({ speech: { seat: 3 } })), ['news.me.speech.started']);
    assert.deepEqual(keys(state({ speech: { seat: 3 } }), state({}, { microphone: 'locked' })), ['news.me.speech.closed']);
    assert.deepEqual(keys(state({ speech: { seat: 3 } }), state()), ['news.me.speech.ended']);
    const objection = { objections: [{ number: 1, seat: 4, ground: 'leading' }] };
    assert.deepEqual(keys(state(), state(objection)), ['news.objection.raised 4']);
    assert.deepEqual(keys(state(objection), state()), ['news.objection.ruled']);
    assert.deepEqual(keys(state(), state({ recusals: [{ seat: 1 }] })), ['news.recusal 1']);
    assert.deepEqual(keys(state(), state({ silenced: true })), ['news.silenced.true']);
    assert.deepEqual(keys(state(), state({}, { warnings: 1 })), ['news.me.warned']);
    assert.deepEqual(keys(state(), state({}, { consult: true })), ['news.me.consult']);
    assert.deepEqual(keys(state(), state({}, { room: 'room-1' })), ['news.me.room.apart']);
    assert.deepEqual(keys(state({ closed: false }), state({ closed: true })), ['news.closed.true']);
    const text = (from) => ({ texts: [{ id: 4, channel: 'side', from, body: 'x', at: 1 }] });
    assert.deepEqual(keys(state(), state({}, {}, text(5))), ['news.text.side 5']);
    assert.deepEqual(keys(state(), state({}, {}, text(3))), []);
    assert.deepEqual(keys(state({}, {}, text(5)), state({}, {}, text(5))), []);
});

test('what stands on the screen is no message besides, what passes is one', () => {
    const inside = (me) => {
        const made = someState();
        Object.assign(made.me, { room: 'courtroom' }, me);
        return made;
    };
    const mine = (me) => changesBetween(inside({}), inside(me)).map((change) => change.mine);
    assert.deepEqual(mine({ microphone: 'locked' }), [false]);
    assert.deepEqual(mine({ exhibit: true }), [true]);
    assert.deepEqual(mine({ warnings: 1 }), [true]);
});
