/**
 * One person at one seat: holds the parts together and shows the page that fits.
 *
 * Pages and components get this object; they read its parts and call its verbs, and are updated
 * as a whole whenever anything has changed.
 */

import { Capture } from './capture.js';
import { changesBetween } from './changes.js';
import { Shell } from './components/shell.js';
import { exchange, askAgainMilliseconds, takeToken } from './link.js';
import { Media } from './media.js';
import { NetworkReader } from './network.js';
import { Orders } from './orders.js';
import { pages } from './pages/index.js';
import { browserEnvironment } from './environment.js';
import { Connection } from './protocol.js';
import { Refusal } from './refusal.js';
import { isTogether } from './replica.js';
import { sends } from './roles.js';
import { openStep, pageFor } from './route.js';
import { SeatKey } from './seat-key.js';
import { Staff } from './staff.js';
import { choice, currentSession, readSession, tabId, writeSession } from './store.js';

/** A screen whose shorter side is below this many CSS pixels is a phone's. */
const phoneShortSideMax = 600;

/** How long coming back waits for camera and microphone before it goes on without them. */
const captureMillisecondsMax = 1_500;

/** Notices that end in a page of their own: the connection closes right after them. */
const closingNotices = new Set(['seat.replaced', 'seat.removed']);

export class App {
    /** @type {import('./store.js').StoredSession | null} */
    session = null;
    /** @type {Connection | null} */
    connection = null;
    /** @type {Orders | null} */
    orders = null;
    /** @type {Media | null} */
    media = null;
    /** @type {NetworkReader | null} */
    network = null;
    /** On the page of the day: who looks at it. @type {Staff | null} */
    staff = null;
    /** The day that is looked at, while its page is written anew; empty for today. */
    dayShown = '';
    /** The last signed value of the log. @type {{value: string, size: number, time: number} | null} */
    checkpoint = null;
    capture = new Capture(() => {
        this.media?.captureChanged();
        this.changed();
    });

    /** @type {SeatKey | null} */
    #key = null;
    /** @type {import('./replica.js').HearingState | null} */
    #before = null;
    #updating = false;
    /** @type {{code: string, params?: object} | null} */
    #closingNotice = null;
    /** A step that is done and looked at again, from the waiting room. */
    #revisiting = '';

    /** @param {HTMLElement} body */
    constructor(body) {
        this.shell = new Shell(this, body, pages);
    }

    get state() {
        return this.connection?.state ?? null;
    }

    get isPhone() {
        return Math.min(screen.width, screen.height) < phoneShortSideMax;
    }

    /** Opens what the address asks for: the front page, a link, or the seat of before. */
    async start() {
        publishForTests(this);
        if (location.pathname === '/d') return this.#openDay();
        if (location.pathname !== '/j') return this.shell.show('front');
        globalThis.addEventListener('online', () => this.connection?.open());
        globalThis.addEventListener('hashchange', () => location.hash && location.reload());
        const token = takeToken();
        if (token) return this.#openLink(token);
        const session = await currentSession();
        if (!session) return this.shell.show('front', 'noSeat');
        this.#key = await SeatKey.stored(session.keyLabel);
        if (!this.#key) return this.fail('key.missing');
        await this.#opened(session);
    }

    /** Shows an error that ends the way. @param {string} code */
    fail(code, params = {}) {
        this.shell.show('error', code, params);
    }

    /** Notes that a step before the hearing is done, and shows what comes next. */
    async done(step, also = {}) {
        const { session } = this;
        if (!session) return;
        this.session = { ...session, ...also, steps: { ...session.steps, [step]: true } };
        this.#revisiting = '';
        await writeSession(this.session);
        await this.#nextStep();
    }

    /** Shows a step again: the equipment check from the waiting room. @param {string} step */
    revisit(step) {
        this.#revisiting = step;
        this.shell.show(step);
    }

    /**
     * Gives an order; what comes of it is seen in the state, or said.
     *
     * @param {import('./orders.js').Order} order
     * @param {Record<string, unknown>} [beside] Members of the message beside the order.
     * @returns {Promise<any>} The answer; null when it was refused.
     */
    async order(order, beside) {
        try {
            return await this.orders?.give(order, beside) ?? null;
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            this.shell.sayRefusal(error.code, { order: order.name, ...error.params });
            return null;
        }
    }

    /**
     * Sends a short text; it is seen in the state, or the refusal is said.
     *
     * @param {{channel: 'court' | 'seat' | 'panel' | 'side', to?: number, body: string}} text
     * @returns {Promise<boolean>} Whether it was sent.
     */
    async write(text) {
        try {
            await this.connection?.request('text', text);
            return true;
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            this.shell.sayRefusal(error.code, error.params);
            return false;
        }
    }

    /** Tells the court which rules this person has agreed to, unless it knows. */
    async #consent() {
        const { connection, session, state } = this;
        if (!session?.rules || !connection || state?.me.agreed !== false) return;
        await connection.request('consent', { rules: session.rules }).catch((error) => {
            // It is told again after the next join.
            if (!(error instanceof Refusal)) throw error;
        });
    }

    async leave() {
        await this.connection?.leave();
    }

    /** Something has changed: every part on screen looks again, once for many changes. */
    changed() {
        if (this.#updating) return;
        this.#updating = true;
        queueMicrotask(() => {
            this.#updating = false;
            this.shell.update();
        });
    }

    /** The list of the day, for the court's staff: by its link, or as the one of before. */
    async #openDay() {
        globalThis.addEventListener('hashchange', () => location.hash && location.reload());
        const token = takeToken();
        this.shell.show('connecting');
        try {
            this.staff = token ? await Staff.open(token) : await Staff.stored();
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            return this.fail(`staff.${error.code}`);
        }
        if (this.staff) this.shell.show('day');
        else this.fail('staff.session.unknown');
    }

    /** @param {string} token */
    async #openLink(token) {
        this.shell.show('connecting');
        this.#key = await SeatKey.forLink(token);
        for (;;) {
            try {
                const opened = await exchange(token, this.#key);
                return await this.#keep(opened);
            } catch (error) {
                if (!(error instanceof Refusal)) throw error;
                if (error.code !== 'seat.taken') return this.fail(error.code, error.params);
                if (this.shell.pageName !== 'error') this.fail(error.code);
            }
            await new Promise((resolve) => setTimeout(resolve, askAgainMilliseconds));
        }
    }

    async #keep(opened) {
        const before = await readSession(opened.session);
        const { session, hid, seat, role, name, title, expires } = opened;
        const stored = {
            session, hid, seat, role, name, title, expires,
            keyLabel: this.#key?.label ?? '', opened: Date.now(),
            steps: before?.steps ?? this.#stepsBefore(), equipment: before?.equipment, rules: before?.rules,
        };
        await writeSession(stored);
        await this.#opened(stored);
    }

    /** Who comes from the list of the day has been known to the court for long. */
    #stepsBefore() {
        return this.#key?.label === choice('vouched') ? { identity: true } : {};
    }

    async #opened(session) {
        await writeSession(session);
        this.session = session;
        await this.#nextStep();
    }

    async #nextStep() {
        const { session } = this;
        if (!session) return;
        const step = openStep(session);
        if (step) return this.shell.show(step);
        if (this.connection) return this.#showPage();
        this.shell.show('connecting');
        if (sends(session) && !this.capture.started) await this.#startCapture();
        this.#connect(session);
    }

    /** Devices first, since the offer goes by them; but a question left open keeps nobody out. */
    #startCapture() {
        const patience = new Promise((resolve) => setTimeout(resolve, captureMillisecondsMax));
        return Promise.race([this.capture.start(), patience]);
    }

    #connect({ session }) {
        const key = /** @type {SeatKey} */ (this.#key);
        const sign = (text) => key.sign(text);
        const connection = new Connection({ session, tab: tabId(), sign }, browserEnvironment(), {
            stateChanged: (state, fresh) => this.#stateChanged(state, fresh),
            phaseChanged: (phase) => this.#phaseChanged(phase),
            told: (message) => this.#told(message),
        });
        this.connection = connection;
        this.orders = new Orders({ connection, sign, changed: () => this.changed() });
        this.media = new Media({
            connection, capture: this.capture, phone: this.isPhone,
            changed: () => this.changed(), refused: (code) => this.shell.sayRefusal(code, {}),
        });
        this.network = new NetworkReader(() => this.#peerWithOthers(), () => this.changed());
        connection.open();
    }

    /** What there is to measure: where one is alone nobody speaks. */
    #peerWithOthers() {
        const together = this.state && isTogether(this.state.me);
        return together ? (this.media?.peerConnection ?? null) : null;
    }

    #stateChanged(state, fresh) {
        if (fresh) {
            this.orders?.joinedAgain();
            if (this.session?.equipment) this.connection?.tell('equipment', this.session.equipment);
            void this.#consent();
        }
        this.media?.stateChanged(state, fresh);
        for (const change of changesBetween(this.#before, state)) this.shell.sayChange(change, this.#before);
        this.#before = state;
        this.#showPage();
        this.changed();
    }

    #phaseChanged(phase) {
        if (phase.name === 'ended') {
            this.orders?.joinedAgain();
            this.media?.close();
            this.network?.close();
            this.capture.stop();
        }
        this.#showPage();
        this.changed();
    }

    #told(message) {
        switch (message.type) {
            case 'slots': return this.media?.slotsTold(message);
            case 'checkpoint': this.checkpoint = message; return this.changed();
            case 'notice':
                if (closingNotices.has(message.code)) this.#closingNotice = message;
                else this.shell.sayNotice(message.code, message.params ?? {});
        }
    }

    /** Steps come first; then the connection and the state decide. */
    #showPage() {
        const { connection, session } = this;
        if (!connection || !session || openStep(session)) return;
        const { name, why } = pageFor(connection.phase, connection.state);
        if (name === 'waiting' && this.#revisiting) return;
        this.#revisiting = '';
        const notice = name === 'error' ? this.#closingNotice : null;
        if (notice) return this.shell.show(name, notice.code, notice.params ?? {});
        this.shell.show(name, ...(why ? [why] : []));
    }
}

/** What browser tests read; nothing can be done with it. @param {App} app */
function publishForTests(app) {
    const view = {
        get state() { return app.state; },
        get peerConnection() { return app.media?.peerConnection ?? null; },
        get slots() { return app.media?.slots ?? []; },
        get checkpoint() { return app.checkpoint; },
    };
    Object.defineProperty(globalThis, 'yunting', { value: Object.freeze(view) });
}
