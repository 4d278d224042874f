/**
 * The connection of one seat to the server (PROTOCOL §2 and §3), kept up until it must end.
 *
 * It joins with the seat's key, keeps the state's copy, and comes back by itself after a drop.
 * It knows nothing of pages or media and touches no DOM: sockets, timers, chance and the clock
 * come in as an `Environment`, so that tests drive it without a network.
 */

import { backoffMilliseconds } from './backoff.js';
import { DropReport, noCloseCode } from './drop-report.js';
import { Refusal, connectionLost } from './refusal.js';
import { Replica } from './replica.js';
import { Requests } from './requests.js';
import { joinText } from './signing-text.js';

export const subprotocol = 'yunting.v1';

/** The server pings every 10 s but a page cannot see pings: after this silence it asks. */
const silenceMillisecondsMax = 12_000;

/** How long the answer to that question, and a connection's opening, may take. */
const aliveMillisecondsMax = 6_000;

/** After a rate violation: the longest step of the server's own list. */
const rateLimitedMilliseconds = 8_000;

/** While another window holds the seat: how often to ask whether it is free. */
const inUseMilliseconds = 5_000;

/** Close codes after which coming back would be useless or rude, and why. */
const finalCloses = new Map([
    [1000, 'left'],
    [4003, 'session.expired'],
    [4009, 'seat.movedTab'],
    [4010, 'seat.removed'],
]);

/** Refusals of `join` that a repetition cannot change. */
const finalRefusals = new Set(['session.unknown', 'session.expired', 'join.badSignature']);

/**
 * @typedef {object} Environment
 * @property {() => WebSocket} openSocket
 * @property {import('./requests.js').Timers} timers
 * @property {() => number} random 0..<1.
 * @property {() => number} now Milliseconds since 1970.
 * @property {() => {isOnline: boolean, isHidden: boolean}} surroundings Of the page just now.
 */

/**
 * What the owner hears of.
 *
 * @typedef {object} Listener
 * @property {(state: import('./replica.js').HearingState, fresh: boolean) => void} stateChanged
 *     `fresh` after a join: media has to be set up anew.
 * @property {(phase: Phase) => void} phaseChanged
 * @property {(message: any) => void} told Slots, checkpoints, notices.
 */

/**
 * @typedef {{name: 'connecting', attempt: number} | {name: 'joined'}
 *     | {name: 'waiting', attempt: number, milliseconds: number, inUse: boolean}
 *     | {name: 'ended', reason: string}} Phase
 */

export class Connection {
    #seat;
    #environment;
    #listener;
    #requests;
    #replica = new Replica();
    /** @type {WebSocket | null} */
    #socket = null;
    #attempt = 0;
    #retryTimer = null;
    #silenceTimer = null;
    #resyncing = false;
    #clockOffsetMicroseconds = 0;
    #drops = new DropReport();
    /** @type {Phase} */
    #phase = { name: 'connecting', attempt: 0 };

    /**
     * @param {{session: string, tab: string, sign: (text: string) => Promise<string>}} seat
     * @param {Environment} environment
     * @param {Listener} listener
     */
    constructor(seat, environment, listener) {
        this.#seat = seat;
        this.#environment = environment;
        this.#listener = listener;
        this.#requests = new Requests(environment.timers);
    }

    get phase() {
        return this.#phase;
    }

    get state() {
        return this.#replica.state;
    }

    get version() {
        return this.#replica.version;
    }

    /** The server's clock, in microseconds since 1970. */
    serverMicroseconds() {
        return this.#environment.now() * 1000 + this.#clockOffsetMicroseconds;
    }

    /** Opens a socket now; also the way to cut a waiting time short ("try again", back online). */
    open() {
        if (this.#phase.name === 'ended' || this.#socket) return;
        this.#environment.timers.clear(this.#retryTimer);
        this.#enter({ name: 'connecting', attempt: this.#attempt });
        const socket = this.#environment.openSocket();
        this.#socket = socket;
        socket.onmessage = (event) => {
            if (socket === this.#socket) this.#hear(event.data);
        };
        socket.onclose = (event) => {
            if (socket === this.#socket) this.#closed(event.code);
        };
        this.#watch(() => this.#drop());
    }

    /** Drops the socket and joins again: the last resort for media that will not flow. */
    reopen() {
        if (this.#phase.name === 'joined') this.#drop();
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param {string} type
     * @param {Record<string, unknown>} [members]
     * @param {number} [milliseconds]
     * @returns {Promise<any>} The answer; a `Refusal` is thrown.
     */
    async request(type, members = {}, milliseconds) {
        if (this.#phase.name !== 'joined') throw new Refusal(connectionLost);
        return this.#ask(type, members, milliseconds);
    }

    /** Sends a message that has no answer; without a connection it is dropped. */
    tell(type, members = {}) {
        if (this.#phase.name === 'joined') this.#send({ type, ...members });
    }

    /** Walks out: says so, so that the log does not blame the network. */
    async leave() {
        try {
            await this.request('leave');
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
        }
        this.#end('left');
    }

    /** @param {string} text */
    #hear(text) {
        this.#watch(() => this.#probe());
        const message = parse(text);
        switch (message.type) {
            case 'challenge': return void this.#join(message);
            case 'patch': return this.#patched(message);
            case 'slots': case 'checkpoint': case 'notice': return this.#listener.told(message);
            default: this.#requests.settle(message);
        }
    }

    /** @param {{nonce: string, time: number}} challenge */
    async #join({ nonce, time }) {
        const socket = this.#socket;
        this.#setClock(time);
        const { session, tab, sign } = this.#seat;
        try {
            const signature = await sign(joinText({ nonce, session, tab }));
            if (socket !== this.#socket) return;
            this.#joined(await this.#ask('join', { session, tab, signature }));
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            if (socket === this.#socket) this.#notJoined(error.code);
        }
    }

    #joined(answer) {
        this.#setClock(answer.time);
        this.#attempt = 0;
        this.#replica.take(answer);
        this.#enter({ name: 'joined' });
        const report = this.#drops.take(this.serverMicroseconds());
        if (report) this.tell('drop', report);
        if (this.state) this.#listener.stateChanged(this.state, true);
    }

    /** @param {string} code */
    #notJoined(code) {
        if (finalRefusals.has(code)) return this.#end(code);
        this.#detach();
        if (code === 'seat.inUse') this.#retry(inUseMilliseconds, true);
        else this.#retryLater();
    }

    /** @param {{from: number, version: number, patch: unknown}} message */
    #patched(message) {
        const outcome = this.#replica.apply(message);
        if (outcome === 'applied' && this.state) this.#listener.stateChanged(this.state, false);
        if (outcome === 'gap') void this.#resync();
    }

    /** Asks for a snapshot; patches that come before it are contained in it. */
    async #resync() {
        if (this.#resyncing || this.#phase.name !== 'joined') return;
        this.#resyncing = true;
        try {
            this.#replica.take(await this.#ask('resync', {}, aliveMillisecondsMax));
            if (this.state) this.#listener.stateChanged(this.state, false);
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            if (error.code !== connectionLost) this.#drop();
        } finally {
            this.#resyncing = false;
        }
    }

    /** Nothing was heard for long: a snapshot shows whether anybody is there. */
    #probe() {
        this.#watch(() => this.#drop(), aliveMillisecondsMax + 1000);
        void this.#resync();
    }

    #ask(type, members, milliseconds) {
        const { id, answer } = this.#requests.begin(milliseconds);
        this.#send({ type, id, ...members });
        return answer;
    }

    #send(message) {
        this.#socket?.send(JSON.stringify(message));
    }

    /** @param {number} code */
    #closed(code) {
        const reason = finalCloses.get(code);
        if (reason) return this.#end(reason);
        this.#lose('broken', code);
        this.#detach();
        if (code === 4008) this.#retry(rateLimitedMilliseconds, false);
        else this.#retryLater();
    }

    #drop() {
        this.#lose('silent', noCloseCode);
        const socket = this.#socket;
        this.#detach();
        socket?.close();
        this.#retryLater();
    }

    #lose(seen, code) {
        if (this.#phase.name !== 'joined') return;
        this.#drops.note(seen, code, this.#environment.surroundings(), this.serverMicroseconds());
    }

    /** From here on the old socket is not listened to. */
    #detach() {
        const socket = this.#socket;
        this.#socket = null;
        this.#environment.timers.clear(this.#silenceTimer);
        this.#requests.abandon();
        if (socket && socket.readyState === 1) socket.close();
    }

    #retryLater() {
        this.#retry(backoffMilliseconds(this.#attempt, this.#environment.random), false);
        this.#attempt += 1;
    }

    #retry(milliseconds, inUse) {
        this.#environment.timers.clear(this.#retryTimer);
        this.#retryTimer = this.#environment.timers.set(() => this.open(), milliseconds);
        this.#enter({ name: 'waiting', attempt: this.#attempt, milliseconds, inUse });
    }

    /** @param {string} reason */
    #end(reason) {
        if (this.#phase.name === 'ended') return;
        this.#enter({ name: 'ended', reason });
        this.#environment.timers.clear(this.#retryTimer);
        this.#detach();
    }

    #watch(act, milliseconds = silenceMillisecondsMax) {
        this.#environment.timers.clear(this.#silenceTimer);
        this.#silenceTimer = this.#environment.timers.set(act, milliseconds);
    }

    #setClock(timeMicroseconds) {
        if (!Number.isFinite(timeMicroseconds)) return;
        this.#clockOffsetMicroseconds = timeMicroseconds - this.#environment.now() * 1000;
    }

    /** @param {Phase} phase */
    #enter(phase) {
        this.#phase = phase;
        this.#listener.phaseChanged(phase);
    }
}

/** @param {string} text @returns {any} A message; an empty one for what is none. */
function parse(text) {
    try {
        const message = JSON.parse(text);
        return typeof message === 'object' && message !== null ? message : {};
    } catch {
        return {};
    }
}
