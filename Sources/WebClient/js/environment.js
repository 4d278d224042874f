/** What the wire needs of a real page. */

import { subprotocol } from './protocol.js';

/** @returns {import('./protocol.js').Environment} */
export function browserEnvironment() {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    return {
        openSocket: () => new WebSocket(`${scheme}://${location.host}/signal`, subprotocol),
        timers: { set: (act, ms) => setTimeout(act, ms), clear: (timer) => clearTimeout(timer) },
        random: Math.random,
        now: Date.now,
        surroundings: () => ({ isOnline: navigator.onLine, isHidden: document.hidden }),
    };
}
