/** A socket and a clock that tests hold in their hands: nothing happens unless they say so. */

/** Timers that run when the test moves the time. */
export class FakeTimers {
    now = 0;
    #timers = new Map();
    #last = 0;

    set = (act, milliseconds) => {
        this.#timers.set(++this.#last, { act, due: this.now + milliseconds });
        return this.#last;
    };

    clear = (timer) => {
        this.#timers.delete(timer);
    };

    /** Runs what is due, in order, up to the new time. */
    async advance(milliseconds) {
        const end = this.now + milliseconds;
        for (;;) {
            const due = [...this.#timers].filter(([, { due: at }]) => at <= end)
                .sort(([, one], [, other]) => one.due - other.due)[0];
            if (!due) break;
            this.#timers.delete(due[0]);
            this.now = due[1].due;
            due[1].act();
            await settle();
        }
        this.now = end;
    }

    get count() {
        return this.#timers.size;
    }
}

/** The page's end of a WebSocket; the test plays the server. */
export class FakeSocket {
    readyState = 1;
    /** @type {any[]} */
    sent = [];

    send(text) {
        if (this.readyState !== 1) throw new Error('sent on a closed socket');
        this.sent.push(JSON.parse(text));
    }

    close() {
        this.readyState = 3;
    }

    /** The server says something. */
    async says(message) {
        this.onmessage({ data: typeof message === 'string' ? message : JSON.stringify(message) });
        await settle();
    }

    /** The server, or the network, closes. */
    async closes(code) {
        this.readyState = 3;
        this.onclose({ code });
        await settle();
    }

    get last() {
        return this.sent.at(-1);
    }
}

/** Lets every promise that can go on do so. */
export async function settle() {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** A state as the server sends it. */
export function someState(also = {}) {
    return {
        hearing: { hid: 'a'.repeat(32), title: 'T', state: 'open', since: 1 },
        me: {
            seat: 3, role: 'party', name: 'N', room: 'waiting', microphone: 'allowed',
            camera: 'allowed', removed: false, orders: [],
        },
        seats: {},
        ...also,
    };
}
