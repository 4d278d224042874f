/** What has happened between two states, in words: for the live region and the toast. */

/**
 * @typedef {object} Change
 * @property {string} key Of the sentence.
 * @property {number} [seat] Whom it is about.
 * @property {boolean} [mine] Whether the court has changed what this person may do.
 */

/** More than this at once is a rejoin, not news. */
const changesMax = 6;

/**
 * @param {import('./replica.js').HearingState | null} before
 * @param {import('./replica.js').HearingState} after
 * @returns {Change[]}
 */
export function changesBetween(before, after) {
    if (!before) return [];
    /** @type {Change[]} */
    const changes = [];
    if (before.hearing.state !== after.hearing.state) {
        changes.push({ key: `news.hearing.${after.hearing.state}` });
    }
    changes.push(...myChanges(before.me, after.me), ...otherChanges(before, after));
    return changes.length > changesMax ? changes.slice(0, changesMax) : changes;
}

function myChanges(before, after) {
    if (before.room !== after.room) return [{ key: `news.me.room.${after.room}` }];
    const changes = [];
    if (after.room === 'courtroom') {
        if (before.microphone !== after.microphone) {
            changes.push({ key: `news.me.microphone.${after.microphone}` });
        }
        if (before.camera !== after.camera) {
            changes.push({ key: `news.me.camera.${after.camera}` });
        }
        if (exhibit(before) !== exhibit(after)) {
            changes.push({ key: `news.me.exhibit.${exhibit(after)}` });
        }
    }
    return changes.map((change) => ({ ...change, mine: true }));
}

function otherChanges(before, after) {
    const was = before.seats ?? {};
    const is = after.seats ?? {};
    if (was === is || before.me.room !== after.me.room) return [];
    const changes = [];
    for (const number of new Set([...Object.keys(was), ...Object.keys(is)])) {
        if (Number(number) === after.me.seat) continue;
        const key = seatChange(was[number], is[number]);
        if (key) changes.push({ key, seat: Number(number) });
    }
    return changes;
}

/** The one thing worth saying about another seat. */
function seatChange(was, is) {
    const wasInside = was?.room === 'courtroom';
    const isInside = is?.room === 'courtroom';
    if (!wasInside && isInside) return 'news.seat.entered';
    if (wasInside && !isInside) return 'news.seat.left';
    if (is?.room === 'waiting' && is.connected && !(was?.room === 'waiting' && was.connected)) {
        return 'news.seat.waits';
    }
    if (isInside && was.connected && !is.connected) return 'news.seat.lost';
    if (isInside && !was.connected && is.connected) return 'news.seat.back';
    if (isInside && was.microphone !== is.microphone) {
        return `news.seat.microphone.${is.microphone}`;
    }
    return null;
}

const exhibit = (seat) => (seat.exhibit ? 'allowed' : 'none');
