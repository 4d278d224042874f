/** The court's staff: its session, and requests signed with its key (PROTOCOL §8). */

import { SeatKey } from './seat-key.js';
import { Refusal, connectionLost } from './refusal.js';
import { choice, keepChoice } from './store.js';
import { bodyDigest, requestText } from './signing-text.js';

/** Where the browser keeps the session; it is worth nothing without the key in IndexedDB. */
const sessionItem = 'staff';

const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/** A request must not hang: the list comes again by itself. */
const answerMilliseconds = 10_000;

/**
 * @typedef {object} Member
 * @property {number} id
 * @property {string} name
 * @property {string} role
 */

/**
 * @typedef {object} StaffSession
 * @property {string} session
 * @property {string} keyLabel
 * @property {number} expires Microseconds since 1970.
 * @property {Member} staff
 */

/**
 * @typedef {object} Environment
 * @property {typeof fetch} fetch
 * @property {() => number} now Milliseconds since 1970.
 */

/** @type {Environment} */
const browser = { fetch: (...request) => fetch(...request), now: Date.now };

export class Staff {
    #key;
    #environment;
    /** What the server's clock is ahead of this page's, in microseconds. */
    #ahead = 0;

    /**
     * @param {StaffSession} session
     * @param {{sign: (text: string) => Promise<string>}} key
     * @param {Environment} [environment]
     */
    constructor(session, key, environment = browser) {
        this.session = session;
        this.#key = key;
        this.#environment = environment;
    }

    get member() {
        return this.session.staff;
    }

    /** The key of the staff, which opens the seats that are entered from the list. */
    get key() {
        return this.#key;
    }

    /** The server's clock, in microseconds since 1970. */
    serverMicroseconds() {
        return this.#environment.now() * 1000 + this.#ahead;
    }

    /** Exchanges a staff link. @param {string} token Throws a `Refusal`. */
    static async open(token) {
        if (!tokenForm.test(token)) throw new Refusal('link.unknown', 'not the form of a link');
        const key = await SeatKey.forLink(token);
        const body = JSON.stringify({ token, key: await key.publicKey() });
        const answer = await ask(browser, 'POST', '/api/v1/staff/sessions', body);
        const { session, staff, expires } = answer;
        /** @type {StaffSession} */
        const kept = { session, staff, expires, keyLabel: key.label };
        keepChoice(sessionItem, JSON.stringify(kept));
        return new Staff(kept, key);
    }

    /** The session of before. @returns {Promise<Staff | null>} */
    static async stored() {
        const kept = parse(choice(sessionItem));
        if (!kept || kept.expires <= Date.now() * 1000) return null;
        const key = await SeatKey.stored(kept.keyLabel);
        return key && new Staff(kept, key);
    }

    /**
     * Sends a signed request. A page whose clock is wrong is told the time and asks once more.
     *
     * @param {'GET' | 'POST'} method
     * @param {string} path With its query.
     * @param {object} [body]
     * @returns {Promise<any>} Throws a `Refusal`.
     */
    async request(method, path, body) {
        const text = body === undefined ? '' : JSON.stringify(body);
        try {
            return await this.#signed(method, path, text);
        } catch (error) {
            const late = error instanceof Refusal && error.code === 'auth.badTime';
            if (!late || !Number.isFinite(error.params.time)) throw error;
            this.#setClock(error.params.time);
            return this.#signed(method, path, text);
        }
    }

    async #signed(method, path, body) {
        const { session } = this.session;
        const time = Math.round(this.serverMicroseconds());
        const digest = await bodyDigest(body);
        const signature = await this.#key.sign(requestText({ session, time, method, path, digest }));
        const field = `Yunting ${session}.${time}.${signature}`;
        const answer = await ask(this.#environment, method, path, body || undefined, field);
        this.#setClock(answer.time);
        return answer;
    }

    #setClock(time) {
        if (Number.isFinite(time)) this.#ahead = time - this.#environment.now() * 1000;
    }
}

/** One request; what is no answer becomes a `Refusal`. */
async function ask(environment, method, path, body, authorization) {
    const headers = {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(authorization && { Authorization: authorization }),
    };
    const response = await environment.fetch(path, {
        method, headers, body, credentials: 'omit', cache: 'no-store',
        signal: AbortSignal.timeout(answerMilliseconds),
    }).catch((error) => {
        throw new Refusal(connectionLost, String(error));
    });
    // An answer that breaks off is none.
    const answer = await response.json().catch(() => null);
    if (response.ok && answer) return answer;
    const code = response.status === 429 ? 'rate.limited' : answer?.error?.code ?? connectionLost;
    throw new Refusal(code, answer?.error?.detail, { time: answer?.time });
}

/** @param {string | null} text @returns {StaffSession | null} */
function parse(text) {
    try {
        const kept = JSON.parse(text ?? 'null');
        return typeof kept?.session === 'string' ? kept : null;
    } catch {
        return null;
    }
}
