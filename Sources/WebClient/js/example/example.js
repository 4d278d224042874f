/**
 * The smallest client: joins a seat with a personal link and shows what its slots bring.
 *
 * It sends nothing and gives no orders. Read it beside PROTOCOL.md; everything that a real page
 * adds (equipment, reconnecting media, languages, the courtroom) is left out on purpose.
 */

import { Capture } from '../capture.js';
import { exchange, takeToken } from '../link.js';
import { Media } from '../media.js';
import { browserEnvironment } from '../environment.js';
import { Connection } from '../protocol.js';
import { SeatKey } from '../seat-key.js';
import { tabId } from '../store.js';

const told = /** @type {HTMLElement} */ (document.getElementById('told'));
const shown = /** @type {HTMLElement} */ (document.getElementById('slots'));

/** One video element for each slot that shows somebody. @type {Map<number, HTMLVideoElement>} */
const videos = new Map();

async function start(token) {
    // §1: the link is exchanged once for a session that is bound to this browser's key.
    const key = await SeatKey.forLink(token);
    const { session, name, role } = await exchange(token, key);
    const sign = (text) => key.sign(text);

    // §2 and §3: the connection joins by itself, keeps the state, and comes back after a drop.
    const connection = new Connection({ session, tab: tabId(), sign }, browserEnvironment(), {
        stateChanged(state, fresh) {
            told.textContent = `${role} ${name}: ${state.me.room}, hearing ${state.hearing.state}`;
            media.stateChanged(state, fresh);
        },
        phaseChanged(phase) {
            if (phase.name !== 'joined') told.textContent = `${phase.name} ${phase.reason ?? ''}`;
        },
        told(message) {
            if (message.type === 'slots') media.slotsTold(message);
        },
    });

    // §4: one offer; after it, a table says which seat each slot shows.
    const media = new Media({
        connection, capture: new Capture(() => {}), phone: false, changed: () => showSlots(media.slots),
    });
    connection.open();
}

/** @param {import('../media.js').Slot[]} slots */
function showSlots(slots) {
    for (const slot of slots) {
        const live = slot.audio || slot.video;
        let video = videos.get(slot.index);
        if (!live || video?.dataset.seat !== String(slot.seat)) {
            video?.remove();
            videos.delete(slot.index);
            video = undefined;
        }
        if (!live || video) continue;
        video = document.createElement('video');
        video.dataset.seat = String(slot.seat);
        video.width = 320;
        video.autoplay = video.playsInline = video.controls = true;
        video.srcObject = new MediaStream([...slot.sound.getTracks(), ...slot.picture.getTracks()]);
        videos.set(slot.index, video);
        shown.append(video);
    }
}

const token = takeToken();
if (token) start(token).catch((error) => { told.textContent = String(error); });
