/**
 * Orders of a seat (PROTOCOL §5): signed, idempotent, and repeated until the server has answered.
 *
 * An order keeps its command id, version and signature through every repetition, so that it acts
 * once whatever the network does in between.
 */

import { randomHex } from './base64url.js';
import { Refusal, connectionLost, requestTimeout } from './refusal.js';
import { orderText } from './signing-text.js';

/** After this long without an answer the person is told that the order did not get through. */
const giveUpMilliseconds = 120_000;

/** More orders on the way than anybody can give by hand. */
const pendingMax = 32;

/**
 * An order with its members as PROTOCOL §5 lists them.
 *
 * @typedef {object} Order
 * @property {string} name
 * @property {number} [seat]
 * @property {number[]} [seats] Whom it is about where that may be several: `consult`, `protect`.
 * @property {'microphone' | 'camera' | 'exhibit'} [medium]
 * @property {string} [reason]
 * @property {string} [key]
 * @property {number} [until] Microseconds since 1970.
 * @property {string} [step]
 * @property {string} [act]
 * @property {boolean} [upheld]
 * @property {string} [role]
 * @property {string} [side]
 * @property {number} [companion]
 * @property {number} [minutes]
 * @property {number} [seconds]
 * @property {number} [room]
 * @property {string} [layout]
 * @property {string} [ground]
 * @property {number} [objection]
 * @property {string} [ruling]
 * @property {boolean} [presence]
 * @property {string} [alias]
 * @property {boolean} [picture]
 * @property {'clear' | 'masked' | 'silent'} [voice]
 * @property {string} [duty]
 */

/**
 * What the server answers: the new version; for `addSeat` the seat and its personal link.
 *
 * @typedef {{version: number, seat?: number, link?: string}} Done
 */

/**
 * @typedef {object} PendingOrder
 * @property {string} command
 * @property {Order} order
 * @property {number} given Milliseconds since 1970.
 */

export class Orders {
    /** @type {Map<string, PendingOrder>} */
    #pending = new Map();
    /** @type {Set<() => void>} */
    #waiting = new Set();

    /**
     * @param {object} parts
     * @param {import('./protocol.js').Connection} parts.connection
     * @param {(text: string) => Promise<string>} parts.sign
     * @param {() => void} parts.changed Called when what is on the way has changed.
     * @param {() => string} [parts.newCommand]
     * @param {() => number} [parts.now]
     */
    constructor({ connection, sign, changed, newCommand = () => randomHex(32), now = Date.now }) {
        this.connection = connection;
        this.sign = sign;
        this.changed = changed;
        this.newCommand = newCommand;
        this.now = now;
    }

    /** @returns {PendingOrder[]} Given, not yet answered. */
    get pending() {
        return [...this.#pending.values()];
    }

    /**
     * Gives an order and waits until it is done.
     *
     * @param {Order} order
     * @param {Record<string, unknown>} [beside] Members of the message that are not signed, such as
     *     the name of a new seat.
     * @returns {Promise<Done>} Throws the `Refusal` when the law, or the log, says no.
     */
    async give(order, beside = {}) {
        if (this.#pending.size >= pendingMax) throw new Refusal(requestTimeout);
        const pending = { command: this.newCommand(), order, given: this.now() };
        this.#pending.set(pending.command, pending);
        this.changed();
        try {
            const message = { ...beside, ...await this.#signed(pending) };
            return await this.#untilAnswered(message, pending.given);
        } finally {
            this.#pending.delete(pending.command);
            this.changed();
        }
    }

    /** The connection has joined again: orders on the way are sent once more. */
    joinedAgain() {
        for (const wake of this.#waiting) wake();
        this.#waiting.clear();
    }

    /** @param {PendingOrder} pending */
    async #signed({ command, order }) {
        const text = JSON.stringify(order);
        const { version, state } = this.connection;
        if (!state) throw new Refusal(connectionLost);
        const { hid } = state.hearing;
        const { seat } = state.me;
        const toSign = orderText({ hid, seat, command, version, order: text });
        return { command, version, order: text, signature: await this.sign(toSign) };
    }

    async #untilAnswered(message, given) {
        for (;;) {
            try {
                return await this.connection.request('order', message);
            } catch (error) {
                const again = error instanceof Refusal
                    && (error.code === connectionLost || error.code === requestTimeout)
                    && this.now() - given < giveUpMilliseconds;
                if (!again) throw error;
                if (error.code === connectionLost) await this.#nextJoin();
            }
        }
    }

    /** @returns {Promise<void>} */
    #nextJoin() {
        if (this.connection.phase.name === 'joined') return Promise.resolve();
        if (this.connection.phase.name === 'ended') throw new Refusal(connectionLost);
        return new Promise((resolve) => this.#waiting.add(resolve));
    }
}
