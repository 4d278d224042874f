/**
 * The key that opens a seat: ECDSA P-256, made by the browser, never leaving it.
 *
 * The private half is not exportable and lies in IndexedDB, one for each personal link, found
 * again by the link's digest. The link itself is kept nowhere.
 */

import { encode } from './base64url.js';
import { readKey, writeKey } from './store.js';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const signing = { name: 'ECDSA', hash: 'SHA-256' };

/** A key pair of this browser, ready to sign. */
export class SeatKey {
    #pair;

    /**
     * @param {string} label Where it lies in the store: the link's SHA-256, base64url.
     * @param {CryptoKeyPair} pair
     */
    constructor(label, pair) {
        this.label = label;
        this.#pair = pair;
    }

    /**
     * The key for a personal link; made and stored at its first use.
     *
     * @param {string} token The link's secret.
     * @returns {Promise<SeatKey>}
     */
    static async forLink(token) {
        const label = await labelOf(token);
        const known = await SeatKey.stored(label);
        if (known) return known;
        const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
        await writeKey(label, pair);
        return new SeatKey(label, pair);
    }

    /**
     * @param {string} label
     * @returns {Promise<SeatKey | null>} Null when the browser has lost it.
     */
    static async stored(label) {
        const pair = await readKey(label);
        return pair ? new SeatKey(label, pair) : null;
    }

    /**
     * Keeps this key for another link: a seat that staff enters is for the key of the staff alone.
     *
     * @param {string} token
     * @returns {Promise<string>} The label under which it lies.
     */
    async keepFor(token) {
        const label = await labelOf(token);
        await writeKey(label, this.#pair);
        return label;
    }

    /**
     * The public half, for the exchange of a link.
     *
     * @returns {Promise<{kty: string, crv: string, x: string, y: string}>}
     */
    async publicKey() {
        const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', this.#pair.publicKey);
        return { kty, crv, x, y };
    }

    /**
     * Signs UTF-8 text: r‖s, 64 bytes, base64url (WebCrypto's own form of an ECDSA signature).
     *
     * @param {string} text
     * @returns {Promise<string>}
     */
    async sign(text) {
        const bytes = new TextEncoder().encode(text);
        return encode(await crypto.subtle.sign(signing, this.#pair.privateKey, bytes));
    }
}

/** Where the key of a link lies. @param {string} token */
async function labelOf(token) {
    return encode(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
}
