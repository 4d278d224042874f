/** Base64url without padding (RFC 4648 §5): the form of every binary value on the wire. */

/**
 * @param {ArrayBuffer | Uint8Array} bytes
 * @returns {string}
 */
export function encode(bytes) {
    const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
    let binary = '';
    for (const byte of view) binary += String.fromCharCode(byte);
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Random lower-case hex text, for tab and command ids (32 digits are 128 bits).
 *
 * @param {number} digits An even count of hex digits.
 * @returns {string}
 */
export function randomHex(digits) {
    const bytes = crypto.getRandomValues(new Uint8Array(digits / 2));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
