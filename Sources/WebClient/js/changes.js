/** What has happened between two states, in words: for the live region and the toast. */

import { say } from './i18n.js';
import { isApart } from './replica.js';
import { isBench } from './roles.js';

/**
 * @typedef {object} Change
 * @property {string} key Of the sentence.
 * @property {number} [seat] Whom it is about.
 * @property {boolean} [mine] Whether it is this person's concern: it is shown as a message too.
 * @property {'warn'} [tone] To be read before it goes.
 * @property {Record<string, string>} [params]
 * @property {string} [word] The key of a word that is a part of the sentence.
 */

/** What stands on the screen as long as it holds is read out, and no message besides. */
const standing = new Set([
    'news.me.microphone.muted', 'news.me.microphone.locked', 'news.me.camera.stopped',
    'news.me.speech.started', 'news.me.watched.true', 'news.silenced.true',
    'news.me.room.apart', 'news.me.room.waiting', 'news.me.room.outside',
]);

/** More than this at once is a rejoin, not news. */
const changesMax = 6;

/**
 * @param {import('./replica.js').HearingState | null} before
 * @param {import('./replica.js').HearingState} after
 * @returns {Change[]}
 */
export function changesBetween(before, after) {
    if (!before) return [];
    const changes = [
        ...hearingChanges(before.hearing, after.hearing),
        ...myChanges(before, after),
        ...newTexts(before, after),
        ...(before.me.room === after.me.room
            ? [...floorChanges(before, after), ...otherChanges(before, after)] : []),
    ];
    return changes.slice(0, changesMax);
}

function hearingChanges(before, after) {
    const changes = [];
    if (before.state !== after.state) changes.push({ key: `news.hearing.${after.state}` });
    if (before.closed !== after.closed && before.closed !== undefined) {
        changes.push({ key: `news.closed.${after.closed === true}` });
    }
    const step = before.step !== after.step && stepOf(after);
    if (step && after.state === 'inSession') {
        changes.push({ key: 'news.step', params: { step: say(step.title) } });
    }
    return changes;
}

const stepOf = ({ script, step }) => script?.steps.find(({ id }) => id === step);

/** What the court has changed for this person. @returns {Change[]} */
function myChanges(before, after) {
    const [was, is] = [before.me, after.me];
    const keys = [];
    if (was.room !== is.room) {
        keys.push(`news.me.room.${isApart(is.room) ? 'apart' : is.room}`);
    } else if (is.room === 'courtroom') {
        keys.push(...mediaKeys(before, after));
    }
    const watchChanged = was.room === is.room && Boolean(was.watched) !== Boolean(is.watched);
    if (watchChanged) keys.push(`news.me.watched.${is.watched === true}`);
    if (!was.consult && is.consult) keys.push('news.me.consult');
    /** @type {Change[]} */
    const changes = keys.map((key) => ({ key, mine: !standing.has(key) }));
    if ((is.warnings ?? 0) > (was.warnings ?? 0)) {
        changes.unshift({ key: 'news.me.warned', mine: true, tone: 'warn' });
    }
    return changes;
}

function mediaKeys(before, after) {
    const [was, is] = [before.me, after.me];
    const keys = [];
    const spoke = before.hearing.speech?.seat === is.seat;
    const speaks = after.hearing.speech?.seat === is.seat;
    if (!spoke && speaks) keys.push('news.me.speech.started');
    else if (spoke && !speaks) keys.push(`news.me.speech.${is.microphone === 'locked' ? 'closed' : 'ended'}`);
    else if (was.microphone !== is.microphone && !is.asked) keys.push(`news.me.microphone.${is.microphone}`);
    if (was.camera !== is.camera) keys.push(`news.me.camera.${is.camera}`);
    if (exhibit(was) !== exhibit(is)) keys.push(`news.me.exhibit.${exhibit(is)}`);
    const [wasSilenced, silenced] = [before, after].map(({ hearing }) => hearing.silenced === true);
    if (!isBench(is) && wasSilenced !== silenced) keys.push(`news.silenced.${silenced}`);
    return keys;
}

/** @returns {Change[]} */
function newTexts(before, after) {
    const last = Math.max(0, ...(before.texts ?? []).map(({ id }) => id));
    const news = (after.texts ?? []).filter(({ id, from }) => id > last && from !== after.me.seat);
    const newest = news.at(-1);
    return newest ? [{ key: `news.text.${newest.channel}`, seat: newest.from, mine: true }] : [];
}

/** What everybody in the courtroom is to know. @returns {Change[]} */
function floorChanges(before, after) {
    const changes = [];
    const [was, is] = [before.hearing, after.hearing];
    if (is.speech && is.speech.seat !== was.speech?.seat && is.speech.seat !== after.me.seat) {
        changes.push({ key: 'news.speech', seat: is.speech.seat });
    }
    const known = new Set((was.objections ?? []).map(({ number }) => number));
    for (const { number, seat, ground } of is.objections ?? []) {
        if (known.delete(number)) continue;
        changes.push({ key: 'news.objection.raised', seat, word: `ground.${ground}` });
    }
    if (known.size > 0) changes.push({ key: 'news.objection.ruled' });
    const recusals = new Set((was.recusals ?? []).map(({ seat }) => seat));
    for (const { seat } of is.recusals ?? []) {
        if (!recusals.has(seat)) changes.push({ key: 'news.recusal', seat, mine: seat === after.me.seat });
    }
    return changes;
}

function otherChanges(before, after) {
    const was = before.seats ?? {};
    const is = after.seats ?? {};
    if (was === is) return [];
    const changes = [];
    for (const number of new Set([...Object.keys(was), ...Object.keys(is)])) {
        if (Number(number) === after.me.seat) continue;
        const key = seatChange(was[number], is[number], after.me.room);
        if (key) changes.push({ key, seat: Number(number) });
    }
    return changes;
}

/** The one thing worth saying about another seat, for somebody in this room. */
function seatChange(was, is, room) {
    const here = isApart(room) ? room : 'courtroom';
    const wasInside = was?.room === here;
    const isInside = is?.room === here;
    if (!wasInside && isInside) return here === 'courtroom' ? 'news.seat.entered' : 'news.seat.joined';
    if (wasInside && !isInside) return here === 'courtroom' ? 'news.seat.left' : 'news.seat.gone';
    if (is?.room === 'waiting' && is.connected && !(was?.room === 'waiting' && was.connected)) {
        return 'news.seat.waits';
    }
    if (!isInside) return null;
    if (was.connected && !is.connected) return 'news.seat.lost';
    if (!was.connected && is.connected) return 'news.seat.back';
    if (was.microphone !== is.microphone) return `news.seat.microphone.${is.microphone}`;
    if ((was.hand ?? null) === null && (is.hand ?? null) !== null) return 'news.seat.hand';
    return null;
}

const exhibit = (seat) => (seat.exhibit ? 'allowed' : 'none');
