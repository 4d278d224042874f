/** Requests on the way: each has an id, ends exactly once, and is bounded in time. */

import { Refusal, connectionLost, requestTimeout } from './refusal.js';

/** The server answers in milliseconds; an order that waits for the disk, in some more. */
export const answerMillisecondsMax = 10_000;

/** A page never has more open than this; what comes on top is a fault of the page. */
const openMax = 64;

/**
 * @typedef {object} Timers
 * @property {(act: () => void, milliseconds: number) => any} set
 * @property {(timer: any) => void} clear
 */

export class Requests {
    /** @type {Map<number, {resolve: (reply: any) => void, reject: (why: Refusal) => void, timer: any}>} */
    #open = new Map();
    #lastId = 0;
    #timers;

    /** @param {Timers} timers */
    constructor(timers) {
        this.#timers = timers;
    }

    /**
     * @param {number} [milliseconds] How long the answer may take.
     * @returns {{id: number, answer: Promise<any>}}
     */
    begin(milliseconds = answerMillisecondsMax) {
        if (this.#open.size >= openMax) throw new Refusal(requestTimeout, 'too many open requests');
        const id = ++this.#lastId;
        const answer = new Promise((resolve, reject) => {
            const timer = this.#timers.set(() => {
                this.#open.delete(id);
                reject(new Refusal(requestTimeout));
            }, milliseconds);
            this.#open.set(id, { resolve, reject, timer });
        });
        return { id, answer };
    }

    /**
     * Ends the request that a message answers.
     *
     * @param {{type: string, reply?: number, code?: string, detail?: string, params?: any}} message
     * @returns {boolean} Whether there was such a request.
     */
    settle(message) {
        const request = this.#open.get(message.reply ?? -1);
        if (!request) return false;
        this.#open.delete(message.reply ?? -1);
        this.#timers.clear(request.timer);
        if (message.type === 'refused') {
            const code = message.code ?? 'message.malformed';
            request.reject(new Refusal(code, message.detail, message.params));
        } else {
            request.resolve(message);
        }
        return true;
    }

    /** The connection is gone: nothing that is open will be answered any more. */
    abandon() {
        for (const request of this.#open.values()) {
            this.#timers.clear(request.timer);
            request.reject(new Refusal(connectionLost));
        }
        this.#open.clear();
    }
}
