/**
 * What the browser keeps between visits: seat keys and sessions in IndexedDB; which session this
 * tab shows in sessionStorage; choices such as the language in localStorage.
 */

import { randomHex } from './base64url.js';

/**
 * A seat that this browser has opened.
 *
 * @typedef {object} StoredSession
 * @property {string} session
 * @property {string} keyLabel
 * @property {string} hid
 * @property {number} seat
 * @property {string} role
 * @property {string} name
 * @property {string} title
 * @property {number} expires Microseconds since 1970.
 * @property {number} opened Milliseconds since 1970, for "the latest".
 * @property {{identity?: boolean, equipment?: boolean, rules?: boolean}} steps What was done.
 * @property {{microphone: string, camera: string}} [equipment] What the equipment check found.
 * @property {string} [rules] SHA-256 in hex of the rules that the person agreed to, as shown.
 */

const databaseName = 'yunting';
const sessionItem = 'yunting.session';
const tabItem = 'yunting.tab';

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

/** @returns {Promise<IDBDatabase>} */
function database() {
    opening ??= new Promise((resolve, reject) => {
        const request = indexedDB.open(databaseName, 1);
        request.onupgradeneeded = () => {
            request.result.createObjectStore('keys');
            request.result.createObjectStore('sessions');
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    return opening;
}

/**
 * @template T
 * @param {'keys' | 'sessions'} store
 * @param {IDBTransactionMode} mode
 * @param {(objects: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function inStore(store, mode, act) {
    const transaction = (await database()).transaction(store, mode);
    const request = act(transaction.objectStore(store));
    return new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
    });
}

/** @param {string} label @returns {Promise<CryptoKeyPair | undefined>} */
export const readKey = (label) => inStore('keys', 'readonly', (keys) => keys.get(label));

/** @param {string} label @param {CryptoKeyPair} pair */
export const writeKey = (label, pair) =>
    inStore('keys', 'readwrite', (keys) => keys.put(pair, label));

/** @param {StoredSession} session */
export async function writeSession(session) {
    sessionStorage.setItem(sessionItem, session.session);
    await inStore('sessions', 'readwrite', (all) => all.put(session, session.session));
}

/** @param {string} session @returns {Promise<StoredSession | undefined>} */
export const readSession = (session) =>
    inStore('sessions', 'readonly', (all) => all.get(session));

/**
 * The session of this tab; in a new tab, the one opened last that still counts.
 *
 * @returns {Promise<StoredSession | null>}
 */
export async function currentSession() {
    const here = sessionStorage.getItem(sessionItem);
    if (here) {
        const found = await readSession(here);
        if (found) return found;
    }
    /** @type {StoredSession[]} */
    const all = await inStore('sessions', 'readonly', (sessions) => sessions.getAll());
    const live = all.filter((each) => each.expires > Date.now() * 1000);
    live.sort((one, other) => other.opened - one.opened);
    return live[0] ?? null;
}

/** Forgets which session this tab shows, and the session itself. @param {string} session */
export async function forgetSession(session) {
    sessionStorage.removeItem(sessionItem);
    await inStore('sessions', 'readwrite', (all) => all.delete(session));
}

/** This tab's id: 32 hex digits, the same after a reload, another one in another tab. */
export function tabId() {
    let tab = sessionStorage.getItem(tabItem);
    if (!tab) {
        tab = randomHex(32);
        sessionStorage.setItem(tabItem, tab);
    }
    return tab;
}

/** @param {string} name @returns {string | null} A choice that this browser keeps. */
export function choice(name) {
    return localStorage.getItem(`yunting.${name}`);
}

/** @param {string} name @param {string} value */
export function keepChoice(name, value) {
    localStorage.setItem(`yunting.${name}`, value);
}
