/** Binary values as text: base64url without padding (RFC 4648 §5), and hex where the wire has it. */

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
    return hex(crypto.getRandomValues(new Uint8Array(digits / 2)));
}

/** The SHA-256 of a text in UTF-8, as 64 hex digits. @param {string} text */
export async function sha256Hex(text) {
    return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
