/** The exact texts that a seat's key signs (PROTOCOL §2 and §5). */

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
