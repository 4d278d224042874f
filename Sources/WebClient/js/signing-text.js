/** The exact texts that keys sign: a seat's (PROTOCOL §2 and §5), and those of staff (§8). */

import { encode } from './base64url.js';

/**
 * @param {{nonce: string, session: string, tab: string}} join
 * @returns {string}
 */
export function joinText({ nonce, session, tab }) {
    return `yunting.join.v1\n${nonce}\n${session}\n${tab}\n`;
}

/**
 * @param {{hid: string, seat: number, command: string, version: number, order: string}} order
 *     `order` is the order's JSON, byte for byte as it is sent.
 * @returns {string}
 */
export function orderText({ hid, seat, command, version, order }) {
    return `yunting.order.v1\n${hid}\n${seat}\n${command}\n${version}\n${order}\n`;
}

/**
 * What covers a request of the court's staff (PROTOCOL §8).
 *
 * @param {{session: string, time: number, method: string, path: string, digest: string}} request
 *     `path` with its query; `digest` of the body, see `bodyDigest`.
 * @returns {string}
 */
export function requestText({ session, time, method, path, digest }) {
    return `yunting.request.v1\n${session}\n${time}\n${method}\n${path}\n${digest}\n`;
}

/** The SHA-256 of a request's body, base64url. @param {string} body Empty for none. */
export async function bodyDigest(body) {
    return encode(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body)));
}
