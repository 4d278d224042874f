/**
 * Sound and picture of this page: keeps one peer connection in step with the hearing.
 *
 * It connects as soon as the seat is in its waiting room, without sending anything, so that
 * entering the courtroom costs no set-up; it sends only inside the courtroom and only what the
 * person and the court allow; it comes back by itself when the network changes.
 */

import { Peer } from './peer.js';
import { Refusal, connectionLost } from './refusal.js';
import { isApart, isOver } from './replica.js';
import { sends } from './roles.js';
import { encodingsFor } from './simulcast.js';
import { isSilenced } from './speech.js';

/** PROTOCOL §4: receive slots of a phone and of a desktop. */
const slotCounts = { phone: 6, desktop: 12 };

/** A short break of the network mends itself within this time more often than not. */
const disconnectedMillisecondsMax = 4_000;

/** How long a connection, or an ICE restart, may take before the next remedy is tried. */
const connectMillisecondsMax = 9_000;

/** The offer has thirty lines; on a slow line it takes its time. */
const offerMillisecondsMax = 15_000;

/**
 * A slot with what it shows now.
 *
 * @typedef {object} Slot
 * @property {number} index
 * @property {number | null} seat
 * @property {boolean} audio Sound is permitted and flowing.
 * @property {boolean} video
 * @property {MediaStream} sound
 * @property {MediaStream} picture
 * @property {string} line The sound's line in statistics.
 */

/**
 * What this page may send now. The relay enforces the same; here it spares the person the doubt
 * whether a word still leaves the room. In a room apart the court closes nothing; a witness who is
 * watched is seen and heard by the court while it waits.
 *
 * @param {import('./replica.js').MyState} me
 * @param {import('./replica.js').HearingMembers} [hearing]
 * @returns {{microphone: boolean, camera: boolean, exhibit: boolean}}
 */
export function maySend(me, hearing) {
    if (me.removed || !sends(me)) return { microphone: false, camera: false, exhibit: false };
    if (isApart(me.room) || (me.room === 'waiting' && me.watched)) {
        return { microphone: true, camera: true, exhibit: false };
    }
    const inside = me.room === 'courtroom';
    return {
        microphone: inside && me.microphone === 'allowed' && !isSilenced(me, hearing),
        camera: inside && me.camera === 'allowed',
        exhibit: inside && me.exhibit === true,
    };
}

export class Media {
    /** @type {Slot[]} */
    slots = [];
    /** @type {{seat: number, stream: MediaStream} | null} */
    exhibit = null;
    /** @type {'idle' | 'connecting' | 'connected' | 'trouble'} */
    health = 'idle';
    /** @type {MediaStreamTrack | null} */
    ownExhibit = null;

    /** @type {Peer | null} */
    #peer = null;
    #remedies = 0;
    #timer = 0;
    /** The room in which the server refused media; asked again in another one. */
    #refusedRoom = '';
    /** @type {any} */
    #table = null;
    #reported = '';

    /**
     * @param {object} parts
     * @param {import('./protocol.js').Connection} parts.connection
     * @param {import('./capture.js').Capture} parts.capture
     * @param {boolean} parts.phone
     * @param {() => void} parts.changed
     * @param {(code: string) => void} [parts.refused] The browser cannot do what is needed.
     */
    constructor({ connection, capture, phone, changed, refused = () => {} }) {
        this.connection = connection;
        this.capture = capture;
        this.slotCount = phone ? slotCounts.phone : slotCounts.desktop;
        this.changed = changed;
        this.refused = refused;
    }

    get peerConnection() {
        return this.#peer?.connection ?? null;
    }

    /**
     * @param {import('./replica.js').HearingState} state
     * @param {boolean} fresh After a join: the server knows no media of ours.
     */
    stateChanged(state, fresh) {
        const { room } = state.me;
        if (fresh) {
            this.#close();
            this.#refusedRoom = '';
            this.#reported = '';
        }
        const inRoom = room !== 'outside' && !state.me.removed && !isOver(state);
        if (inRoom && room !== this.#refusedRoom && !this.#peer) void this.#connect();
        if (!inRoom && this.#peer) this.#close();
        if (this.ownExhibit && !maySend(state.me).exhibit) this.hideExhibit();
        this.captureChanged();
    }

    /** Devices were switched or changed, or the court allows something else: send accordingly. */
    captureChanged() {
        const { state } = this.connection;
        if (!state) return;
        this.#report();
        const may = maySend(state.me, state.hearing);
        const { microphone, camera } = this.capture.devices;
        void this.#peer?.send('microphone', may.microphone && microphone.on ? microphone.track : null);
        void this.#peer?.send('camera', may.camera && camera.on ? camera.track : null);
        void this.#peer?.send('exhibit', may.exhibit ? this.ownExhibit : null);
    }

    /** The table of slots (PROTOCOL §4); it may come before the answer. */
    slotsTold(table) {
        this.#table = table;
        this.#showTable();
        this.changed();
    }

    /** Shows a screen or window to the court. Throws what the browser throws. */
    async showExhibit() {
        const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false });
        const [track] = stream.getVideoTracks();
        track.contentHint = 'detail';
        track.onended = () => this.hideExhibit();
        this.ownExhibit = track;
        this.captureChanged();
        this.changed();
    }

    hideExhibit() {
        this.ownExhibit?.stop();
        this.ownExhibit = null;
        this.captureChanged();
        this.changed();
    }

    close() {
        this.hideExhibit();
        this.#close();
    }

    async #connect() {
        const { width, height } = this.capture.pictureSize;
        const peer = new Peer({
            slotCount: this.slotCount,
            encodings: encodingsFor(width, height),
            stateChanged: (state) => this.#peerChanged(peer, state),
        });
        this.#peer = peer;
        if (this.health !== 'trouble') this.health = 'connecting';
        this.#after(connectMillisecondsMax, () => this.#remedy());
        this.captureChanged();
        try {
            await peer.negotiate((sdp) => this.#offer(sdp));
            if (peer === this.#peer) this.#makeSlots(peer);
        } catch (error) {
            if (peer === this.#peer) this.#notConnected(error);
        }
    }

    #offer(sdp) {
        return this.connection.request('offer', { sdp }, offerMillisecondsMax);
    }

    #makeSlots(peer) {
        this.slots = peer.slots.map(({ index, audio, video, line }) => ({
            index, line, seat: null, audio: false, video: false,
            sound: new MediaStream([audio]), picture: new MediaStream([video]),
        }));
        this.#showTable();
        this.changed();
    }

    #showTable() {
        for (const slot of this.slots) {
            const row = this.#table?.slots?.find((each) => each.index === slot.index);
            slot.seat = row?.seat ?? null;
            slot.audio = slot.seat !== null && row.audio === true;
            slot.video = slot.seat !== null && row.video === true;
        }
        const track = this.#peer?.exhibit;
        const seat = exhibitSeat(this.#table?.exhibit);
        if (!track || seat === null) this.exhibit = null;
        else if (this.exhibit) this.exhibit.seat = seat;
        else this.exhibit = { seat, stream: new MediaStream([track]) };
    }

    /** What follows depends on why: a rejoin comes by itself, a refusal is for this room. */
    #notConnected(error) {
        const code = error instanceof Refusal ? error.code : 'failed';
        if (code === 'failed') console.error(error);
        this.#close();
        const { room } = this.connection.state?.me ?? {};
        if (code.startsWith('sdp.') || (code === 'media.refused' && room !== 'courtroom')) {
            this.#refusedRoom = room ?? '';
            if (code !== 'media.refused') this.refused(code);
        } else if (code !== connectionLost) {
            this.health = 'trouble';
            this.#after(disconnectedMillisecondsMax, () => this.#remedy());
        }
        this.changed();
    }

    #peerChanged(peer, state) {
        if (peer !== this.#peer) return;
        if (state === 'connected') {
            this.health = 'connected';
            this.#remedies = 0;
            clearTimeout(this.#timer);
        } else if (state === 'disconnected') {
            this.#after(disconnectedMillisecondsMax, () => this.#remedy());
        } else if (state === 'failed') {
            this.#remedy();
        }
        this.changed();
    }

    /** Restart ICE; then a new connection; then join anew; and round again, patiently. */
    #remedy() {
        const remedy = this.#remedies % 3;
        this.#remedies += 1;
        this.health = this.#remedies > 1 ? 'trouble' : 'connecting';
        this.changed();
        this.#after(connectMillisecondsMax, () => this.#remedy());
        const peer = this.#peer;
        if (remedy === 0 && peer?.slots.length) {
            peer.restart((sdp) => this.#offer(sdp)).catch(() => peer === this.#peer && this.#remedy());
        } else if (remedy === 2) {
            this.connection.reopen();
        } else {
            this.#close(true);
            void this.#connect();
        }
    }

    #close(keepHealth = false) {
        clearTimeout(this.#timer);
        this.#peer?.close();
        this.#peer = null;
        this.slots = [];
        this.exhibit = null;
        if (!keepHealth) this.health = 'idle';
    }

    #report() {
        const report = {
            microphone: this.capture.report('microphone'), camera: this.capture.report('camera'),
        };
        const text = JSON.stringify(report);
        if (text === this.#reported || this.connection.phase.name !== 'joined') return;
        this.#reported = text;
        this.connection.tell('devices', report);
    }

    #after(milliseconds, act) {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(act, milliseconds);
    }
}

/** @returns {number | null} The seat that shows an exhibit: a number, or an object naming it. */
function exhibitSeat(told) {
    if (typeof told === 'number') return told;
    return typeof told?.seat === 'number' ? told.seat : null;
}
