/** From a personal link to a session (PROTOCOL §1). */

import { Refusal, connectionLost } from './refusal.js';

/** While another device holds the seat: how often to ask whether the clerk has decided. */
export const askAgainMilliseconds = 3_000;

const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/**
 * Takes the link's secret out of the address bar, so that no history and no shoulder keeps it.
 *
 * @returns {string | null} Null without a link; a mistyped one is passed on as it is.
 */
export function takeToken() {
    const token = location.hash.slice(1);
    if (!token) return null;
    history.replaceState(null, '', location.pathname);
    return token;
}

/**
 * Exchanges the link for a session that is bound to the key.
 *
 * @param {string} token
 * @param {import('./seat-key.js').SeatKey} key
 * @returns {Promise<{session: string, hid: string, seat: number, role: string, name: string,
 *     title: string, expires: number}>} Throws a `Refusal`.
 */
export async function exchange(token, key) {
    if (!tokenForm.test(token)) throw new Refusal('link.unknown', 'not the form of a link');
    const response = await fetch('/api/v1/sessions', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token, key: await key.publicKey() }),
        credentials: 'omit',
        cache: 'no-store',
    }).catch((error) => {
        throw new Refusal(connectionLost, String(error));
    });
    const body = await response.json().catch(() => ({}));
    if (response.ok && typeof body.session === 'string') return body;
    const code = body.error?.code ?? connectionLost;
    throw new Refusal(code, body.error?.detail, {
        seconds: Number(response.headers.get('Retry-After')) || undefined,
    });
}
