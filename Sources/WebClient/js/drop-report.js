/** What this end saw of a drop: the other half of the record's evidence (ODR 25). */

/** What a browser tells when the socket ended without a close frame (RFC 6455 §7.1.5). */
export const noCloseCode = 1006;

/** @typedef {{cause: 'offline' | 'broken' | 'silent' | 'asleep', code: number, from: number}} Loss */

export class DropReport {
    /** How the last joined connection ended, until the server was told. @type {Loss | null} */
    #loss = null;

    /**
     * @param {'broken' | 'silent'} seen
     * @param {number} code
     * @param {{isOnline: boolean, isHidden: boolean}} surroundings
     * @param {number} at Microseconds since 1970, by the server's clock.
     */
    note(seen, code, { isOnline, isHidden }, at) {
        const cause = !isOnline ? 'offline' : isHidden ? 'asleep' : seen;
        this.#loss = { cause, code, from: Math.round(at) };
    }

    /**
     * The members of the message, once; null when there is nothing to tell.
     *
     * @param {number} at Microseconds since 1970, by the server's clock.
     */
    take(at) {
        const loss = this.#loss;
        this.#loss = null;
        return loss && { ...loss, until: Math.max(loss.from, Math.round(at)) };
    }
}
