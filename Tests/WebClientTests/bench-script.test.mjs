import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
    actsOf, completions, missingActs, nextMove, railOf, returnable, skippable,
} from '../../Sources/WebClient/js/bench-script.js';
import { benchSees, someAct, someSeat, someStep } from './support/hearing.mjs';

const identity = someAct('identity', ['clerk'], ['party', 'agent']);
const steps = [
    someStep('preparation', [identity], { phase: 'open' }),
    someStep('opening', [someAct('panel', ['presidingJudge'])]),
    someStep('investigation', [
        someAct('claims', ['presidingJudge']), someAct('evidence', ['presidingJudge'], ['party']),
        someAct('questions', ['presidingJudge'], [], { required: false }),
    ]),
    someStep('mediation', [someAct('offer', ['presidingJudge'])], { optional: true }),
    someStep('last-statements'),
    someStep('signing', [someAct('sign', ['party'], ['party'])], { phase: 'recordClosed' }),
];
const people = { 3: someSeat('party'), 4: someSeat('party'), 5: someSeat('agent', { room: 'waiting' }) };

function at(step, hearing = {}, me = {}, seats = people) {
    const { phase } = steps.find(({ id }) => id === step);
    return benchSees(seats, { script: { steps }, step, state: phase, ...hearing }, me);
}

const idsOf = (list) => list.map(({ act, id }) => (act ?? { id }).id);

test('the rail shows every step with how far it is', () => {
    const rail = railOf(at('investigation', { finished: ['preparation', 'opening'] }));
    assert.deepEqual(rail.map(({ place }) => place), ['done', 'done', 'present', 'later', 'later', 'later']);
    assert.deepEqual(rail.map(({ number }) => number), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(railOf(benchSees({})), []);
});

test('a step that is entered again is present, not done', () => {
    const rail = railOf(at('opening', { finished: ['opening'] }));
    assert.equal(rail[1].place, 'present');
});

test('an act for each is done for whom it was done, and open for who is in the courtroom', () => {
    const state = at('preparation', { acts: { identity: { done: false, seats: [3] } } },
        { role: 'clerk', office: 'clerk' });
    const [item] = actsOf(state);
    assert.deepEqual(item.seats, [{ number: 3, done: true }, { number: 4, done: false }]);
    assert.deepEqual(completions(item), [{ name: 'complete', act: 'identity', seat: 4 }]);
});

test('an act for each of whom nobody is here holds up nobody', () => {
    const [item] = actsOf(at('preparation', {}, {}, { 5: someSeat('agent', { room: 'waiting' }) }));
    assert.ok(item.done);
});

test('what others have to do is no order of mine', () => {
    assert.deepEqual(actsOf(at('preparation')).flatMap(completions), []);
    const byDuty = { role: 'assistant', office: 'assistant', duties: ['transcript'] };
    const read = someStep('preparation', [someAct('read', ['clerk'], [], { duty: 'transcript' })], { phase: 'open' });
    const state = benchSees({}, { script: { steps: [read] }, step: 'preparation', state: 'open' }, byDuty);
    assert.deepEqual(completions(actsOf(state)[0]), [{ name: 'complete', act: 'read' }]);
});

test('in an ordered step the first open act holds the others, naming itself', () => {
    const ordered = [someStep('a', [someAct('one', ['presidingJudge']), someAct('two', ['presidingJudge'])], { ordered: true })];
    const state = benchSees({}, { script: { steps: ordered }, step: 'a' });
    const [one, two] = actsOf(state);
    assert.ok(one.mine && !two.mine);
    assert.equal(two.first.id, 'one');
    state.hearing.acts = { one: { done: true, seats: [] } };
    assert.ok(actsOf(state)[1].mine);
});

test('what is missing is what is required and not done, with the people it is missing for', () => {
    const state = at('investigation', { acts: { evidence: { done: false, seats: [3] } } });
    assert.deepEqual(missingActs(state).map(({ act, seats }) => [act.id, seats]), [['claims', []], ['evidence', [4]]]);
    state.hearing.acts = { claims: { done: true, seats: [] }, evidence: { done: true, seats: [3, 4] } };
    assert.deepEqual(missingActs(state), []);
});

test('the next move follows the course of the hearing', () => {
    const move = (hearing) => nextMove(benchSees({}, hearing)).order?.name ?? null;
    const names = ['scheduled', 'open', 'inSession', 'recess', 'suspended', 'recordClosed', 'sealed']
        .map((state) => move({ state }));
    assert.deepEqual(names, ['open', 'begin', null, 'resume', 'resume', 'seal', null]);
});

test('in session it goes from step to step, past what is finished, to the next case or the end', () => {
    const finished = ['preparation', 'opening', 'mediation'];
    const move = nextMove(at('investigation', { finished }));
    assert.equal(move.order.name, 'advance');
    assert.equal(move.to.id, 'last-statements');
    assert.equal(nextMove(at('last-statements', { finished })).order.name, 'closeRecord');
    assert.equal(nextMove(at('last-statements', { finished, case: { number: 1, count: 2 } })).order.name, 'nextCase');
    assert.equal(nextMove(at('last-statements', { finished, case: { number: 2, count: 2 } })).order.name, 'closeRecord');
});

test('steps for all cases of a docket come after the last case', () => {
    const docket = [
        someStep('opening', [], { perCase: false }), someStep('plea'), someStep('closing', [], { perCase: false }),
    ];
    const move = (step, number) => nextMove(benchSees({}, {
        script: { steps: docket }, step, case: { number, count: 2 }, finished: [],
    })).order.name;
    assert.deepEqual([move('opening', 1), move('plea', 1), move('plea', 2), move('closing', 2)],
        ['advance', 'nextCase', 'advance', 'closeRecord']);
});

test('it says what is in the way: acts, people of the court, an application for recusal', () => {
    const move = nextMove(at('opening', { recusals: [{ seat: 1, by: 3 }] }));
    assert.deepEqual(idsOf(move.acts), ['panel']);
    assert.ok(move.recusal);
    const begin = nextMove(at('preparation', { missing: [2] }));
    assert.deepEqual([begin.order.name, begin.people, idsOf(begin.acts)], ['begin', [2], ['identity']]);
    assert.deepEqual(nextMove(at('opening', { missing: [2] })).people, []);
});

test('whoever may not lead on sees what is missing, without a button', () => {
    const move = nextMove(at('opening', {}, { orders: [] }));
    assert.equal(move.order, null);
    assert.deepEqual(idsOf(move.acts), ['panel']);
});

test('an optional step can be left out: the present one while it is open, else the next', () => {
    assert.equal(skippable(at('investigation')).id, 'mediation');
    assert.equal(skippable(at('mediation')).id, 'mediation');
    assert.equal(skippable(at('mediation', { acts: { offer: { done: true, seats: [] } } })), null);
    assert.equal(skippable(at('opening')), null);
    assert.equal(skippable(at('investigation', {}, { orders: [] })), null);
});

test('the judge goes back only to steps of the session that were gone through', () => {
    const finished = ['preparation', 'opening', 'investigation'];
    assert.deepEqual(idsOf(returnable(at('last-statements', { finished }))), ['opening', 'investigation']);
    assert.deepEqual(returnable(at('last-statements', { finished, state: 'recess' })), []);
});
