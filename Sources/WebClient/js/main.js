/** The page's start: can this browser take part, in which language, and where are we? */

import { App } from './app.js';
import { showTypeSize } from './components/header.js';
import { loadIcons } from './dom.js';
import { startLanguage } from './i18n.js';

/** What a hearing needs of a browser. */
function isSupported() {
    return typeof RTCPeerConnection === 'function'
        && 'addTransceiver' in RTCPeerConnection.prototype
        && typeof WebSocket === 'function'
        && typeof indexedDB === 'object'
        && typeof HTMLDialogElement === 'function'
        && globalThis.crypto?.subtle !== undefined;
}

showTypeSize();
await Promise.all([startLanguage(), loadIcons()]);
const app = new App(document.body);
if (isSupported()) await app.start();
else app.fail('browser.unsupported');
