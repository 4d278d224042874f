/** The day's hearings as the list shows them: pure functions of what the server tells. */

/**
 * A hearing of the day (PROTOCOL §8).
 *
 * @typedef {object} Line
 * @property {string} hid
 * @property {string} title
 * @property {string} kind
 * @property {string[]} cases
 * @property {number} scheduled Microseconds since 1970.
 * @property {{name: string, title: import('./replica.js').Wording} | null} [script]
 * @property {string | null} [state] Null when its log cannot be read.
 * @property {string | null} [cause]
 * @property {number | null} [since]
 * @property {number | null} [next]
 * @property {{booked: number, connected: number, waiting: number, missing: number} | null} [seats]
 * @property {{seat: number, role: string, office: string, connected: boolean} | null} [me]
 * @property {string | null} [previous]
 */

/** States after which nobody enters any more. */
const over = new Set(['sealed', 'cancelled']);

/** A hearing that begins so soon, or should have begun, is marked. */
const soonMicroseconds = 30 * 60_000_000;

/** In the order of the day. @param {Line[]} hearings @returns {Line[]} */
export function inOrder(hearings) {
    return [...hearings].sort((one, other) =>
        one.scheduled - other.scheduled || one.title.localeCompare(other.title));
}

/**
 * How a hearing stands, for somebody who looks over the day.
 *
 * @param {Line} line
 * @param {number} now The server's clock, in microseconds since 1970.
 * @returns {'running' | 'paused' | 'soon' | 'late' | 'later' | 'over' | 'unknown'}
 */
export function standing({ state, scheduled }, now) {
    if (!state) return 'unknown';
    if (over.has(state)) return 'over';
    if (state === 'inSession' || state === 'recordClosed') return 'running';
    if (state === 'recess' || state === 'suspended') return 'paused';
    if (scheduled <= now) return 'late';
    return scheduled - now <= soonMicroseconds ? 'soon' : 'later';
}

/** Whether this person enters the hearing from the list. @param {Line} line */
export function mayEnter({ state, me }) {
    return Boolean(me) && !over.has(state ?? '');
}

/**
 * What is worth saying about the people of a hearing, the most important first.
 *
 * @param {Line} line
 * @returns {{key: string, count: number, all?: number, tone: 'warn' | 'quiet'}[]}
 */
export function peopleOf({ state, seats }) {
    if (!seats || over.has(state ?? '')) return [];
    const { booked, connected, waiting, missing } = seats;
    const words = [];
    if (missing > 0) words.push({ key: 'day.missing', count: missing, tone: 'warn' });
    if (waiting > 0) words.push({ key: 'day.waiting', count: waiting, tone: 'warn' });
    words.push({ key: 'day.here', count: connected, all: booked, tone: 'quiet' });
    return words;
}

/**
 * Another day.
 *
 * @param {string} date Such as `2026-11-22`.
 * @param {number} days May be below 0.
 */
export function dayBeside(date, days) {
    const noon = new Date(`${date}T12:00:00Z`);
    noon.setUTCDate(noon.getUTCDate() + days);
    return noon.toISOString().slice(0, 10);
}

/** A day in words, with its weekday. @param {string} date @param {string} language BCP 47 */
export function dayWords(date, language) {
    return new Date(`${date}T12:00:00Z`).toLocaleDateString(language === 'en' ? 'en-GB' : language, {
        weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC',
    });
}
