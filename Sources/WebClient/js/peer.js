/**
 * One RTCPeerConnection with the fixed lines of PROTOCOL §4: microphone, camera, exhibit, the
 * slots, the exhibit of others. It makes one offer; later offers only restart ICE.
 */

/**
 * What one slot brings; the tracks exist from the start and never change.
 *
 * @typedef {object} SlotTracks
 * @property {number} index
 * @property {MediaStreamTrack} audio
 * @property {MediaStreamTrack} video
 * @property {string} line The sound's mid: statistics go by it.
 */

/** @typedef {'microphone' | 'camera' | 'exhibit'} Uplink */

/** A screen is mostly text: one layer, enough bits for small print. */
const exhibitBitrateMax = 2_500_000;

export class Peer {
    /** @type {SlotTracks[]} */
    slots = [];
    /** @type {MediaStreamTrack | null} */
    exhibit = null;
    /** @type {Record<Uplink, RTCRtpTransceiver>} */
    #uplinks;
    /** @type {Record<string, Promise<void>>} */
    #replacing = {};

    /**
     * @param {object} settings
     * @param {number} settings.slotCount
     * @param {RTCRtpEncodingParameters[]} settings.encodings Of the camera, high first.
     * @param {(state: RTCPeerConnectionState) => void} settings.stateChanged
     */
    constructor({ slotCount, encodings, stateChanged }) {
        const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
        this.connection = connection;
        connection.onconnectionstatechange = () => stateChanged(connection.connectionState);
        const sending = (kind, sendEncodings) =>
            connection.addTransceiver(kind, { direction: 'sendonly', sendEncodings });
        this.#uplinks = {
            microphone: sending('audio', []),
            camera: sending('video', encodings),
            exhibit: sending('video', [{ maxBitrate: exhibitBitrateMax }]),
        };
        for (let index = 0; index < slotCount; index += 1) {
            connection.addTransceiver('audio', { direction: 'recvonly' });
            connection.addTransceiver('video', { direction: 'recvonly' });
        }
        connection.addTransceiver('video', { direction: 'recvonly' });
        preferCodecs(connection);
    }

    /**
     * Makes the offer, has it answered, and knows its slots afterwards.
     *
     * @param {(sdp: string) => Promise<{sdp: string, exhibit?: string,
     *     slots?: {index: number, audio: string, video: string}[]}>} answer
     * @param {RTCOfferOptions} [options]
     */
    async negotiate(answer, options) {
        const { connection } = this;
        await connection.setLocalDescription(await connection.createOffer(options));
        const reply = await answer(connection.localDescription?.sdp ?? '');
        await connection.setRemoteDescription({ type: 'answer', sdp: reply.sdp });
        if (!reply.slots || this.slots.length > 0) return;
        this.slots = reply.slots.map(({ index, audio, video }) => ({
            index, audio: this.#received(audio), video: this.#received(video), line: audio,
        }));
        this.exhibit = reply.exhibit === undefined ? null : this.#received(reply.exhibit);
    }

    /** New paths through the network, same keys, same lines. */
    restart(answer) {
        return this.negotiate(answer, { iceRestart: true });
    }

    /**
     * Sends a track, or nothing; no negotiation is needed. Calls for one line act in order.
     *
     * @param {Uplink} uplink
     * @param {MediaStreamTrack | null} track
     */
    send(uplink, track) {
        const { sender } = this.#uplinks[uplink];
        const before = this.#replacing[uplink] ?? Promise.resolve();
        this.#replacing[uplink] = before.then(async () => {
            if (this.connection.signalingState === 'closed' || sender.track === track) return;
            await sender.replaceTrack(track).catch(() => {});
        });
        return this.#replacing[uplink];
    }

    close() {
        this.connection.onconnectionstatechange = null;
        this.connection.close();
    }

    /** @param {string} mid @returns {MediaStreamTrack} */
    #received(mid) {
        const lines = this.connection.getTransceivers();
        const line = lines.find((each) => each.mid === mid);
        if (!line) throw new Error(`the answer names an unknown line ${mid}`);
        return line.receiver.track;
    }
}

/** VP8 with retransmission, and Opus; also keeps an offer of thirty lines small. */
function preferCodecs(connection) {
    const wanted = {
        audio: ['audio/opus'],
        video: ['video/vp8', 'video/rtx'],
    };
    for (const line of connection.getTransceivers()) {
        const { kind } = line.receiver.track;
        const known = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
        const codecs = wanted[kind].flatMap((type) =>
            known.filter((codec) => codec.mimeType.toLowerCase() === type));
        if (codecs.length > 0) line.setCodecPreferences?.(codecs);
    }
}
