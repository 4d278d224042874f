import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSilenced, remainingOf, secondsLeft, speechAt } from '../../Sources/WebClient/js/speech.js';

const second = 1_000_000;
const speech = (also) => ({ seat: 3, seconds: 180, spent: 0, since: 1000 * second, ...also });

test('a clock that runs counts down by the server\'s time', () => {
    const view = speechAt(speech(), 1030 * second);
    assert.deepEqual(view, { seat: 3, remaining: 150 * second, share: 150 / 180, runs: true, urgency: 'none' });
    assert.equal(remainingOf(speech(), 1030 * second), 150 * second);
});

test('what was spoken before counts; without `since` the clock stands still', () => {
    assert.equal(speechAt(speech({ spent: 60 * second }), 1030 * second).remaining, 90 * second);
    for (const since of [null, undefined]) {
        const still = speechAt(speech({ spent: 60 * second, since }), 9_999 * second);
        assert.equal(still.remaining, 120 * second);
        assert.equal(still.runs, false);
    }
});

test('the speaker is warned at a minute, at ten seconds, and when time is over', () => {
    const at = (seconds) => speechAt(speech(), (1000 + 180 - seconds) * second).urgency;
    assert.deepEqual([61, 60, 11, 10, 1, 0, -5].map(at),
        ['none', 'minute', 'minute', 'seconds', 'seconds', 'over', 'over']);
});

test('a speech as short as a warning does not begin with it', () => {
    const at = (seconds, left) => speechAt(speech({ seconds }), (1000 + seconds - left) * second).urgency;
    assert.equal(at(60, 60), 'none');
    assert.equal(at(60, 30), 'none');
    assert.equal(at(60, 9), 'seconds');
    assert.equal(at(5, 5), 'none');
});

test('a clock of the page that is behind or ahead never shows more than the limit or less than nothing', () => {
    assert.equal(speechAt(speech(), 900 * second).remaining, 180 * second);
    assert.equal(speechAt(speech(), 9_000 * second).remaining, 0);
});

test('without a limit there is nothing to count, without a speech nothing at all', () => {
    assert.deepEqual(speechAt(speech({ seconds: null }), 0),
        { seat: 3, remaining: null, share: 1, runs: true, urgency: 'none' });
    assert.equal(remainingOf(speech({ seconds: null }), 0), null);
    assert.equal(speechAt(null, 0), null);
    assert.equal(speechAt(undefined, 0), null);
});

test('the last second is shown as one, not as none', () => {
    assert.equal(secondsLeft(1), 1);
    assert.equal(secondsLeft(second), 1);
    assert.equal(secondsLeft(0), 0);
});

test('general silence covers everybody but the bench and who has the word', () => {
    const hearing = { silenced: true, speech: { seat: 3 } };
    assert.equal(isSilenced({ seat: 4, role: 'party' }, hearing), true);
    assert.equal(isSilenced({ seat: 3, role: 'party' }, hearing), false);
    assert.equal(isSilenced({ seat: 1, role: 'clerk' }, hearing), false);
    assert.equal(isSilenced({ seat: 9, role: 'mediator', office: 'presidingJudge' }, hearing), false);
    assert.equal(isSilenced({ seat: 4, role: 'party' }, { silenced: false }), false);
    assert.equal(isSilenced({ seat: 4, role: 'party' }), false);
});
