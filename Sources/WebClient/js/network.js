/** How good the network is and who speaks, read from the peer connection's statistics. */

/** Often enough for a speaking ring, seldom enough for a weak phone. */
export const readMilliseconds = 350;

/** The mark is a judgement over this many readings, not over one hiccup. */
const readingsPerMark = 6;

/** Root-mean-square level of sound above which somebody is taken to speak. */
const speakingLevelMin = 0.015;

/** Loss and round trip up to which a hearing goes well, and up to which it can be followed. */
const goodMax = { lossShare: 0.03, roundTripSeconds: 0.3 };
const fairMax = { lossShare: 0.1, roundTripSeconds: 0.8 };

/**
 * @typedef {'good' | 'fair' | 'poor' | 'unknown'} Mark
 * @typedef {{lost: number, received: number, roundTripSeconds: number | null}} Reading
 */

/**
 * @param {Reading | null} before
 * @param {Reading} after
 * @returns {Mark}
 */
export function markOf(before, after) {
    if (!before) return 'unknown';
    const lost = Math.max(0, after.lost - before.lost);
    const all = lost + Math.max(0, after.received - before.received);
    const lossShare = all > 0 ? lost / all : 0;
    const roundTripSeconds = after.roundTripSeconds ?? 0;
    const within = (limit) =>
        lossShare <= limit.lossShare && roundTripSeconds <= limit.roundTripSeconds;
    return within(goodMax) ? 'good' : within(fairMax) ? 'fair' : 'poor';
}

/** Reads a peer connection again and again while it is open. */
export class NetworkReader {
    /** @type {Mark} */
    mark = 'unknown';
    /** Receive lines (mid) on which somebody speaks. @type {Set<string>} */
    speaking = new Set();
    /** Whether this person speaks. */
    speakingMyself = false;

    /** @type {Reading | null} */
    #last = null;
    #count = 0;
    #timer;

    /**
     * @param {() => RTCPeerConnection | null} peer
     * @param {() => void} changed
     */
    constructor(peer, changed) {
        this.peer = peer;
        this.changed = changed;
        this.#timer = setInterval(() => void this.#read(), readMilliseconds);
    }

    close() {
        clearInterval(this.#timer);
    }

    async #read() {
        const connection = this.peer();
        if (document.hidden || connection?.connectionState !== 'connected') return;
        const report = await connection.getStats();
        this.#readLevels(report);
        this.#count += 1;
        if (this.#count % readingsPerMark === 0) this.#readMark(report);
        this.changed();
    }

    #readLevels(report) {
        this.speaking.clear();
        this.speakingMyself = false;
        for (const entry of report.values()) {
            if (entry.kind !== 'audio' || !(entry.audioLevel > speakingLevelMin)) continue;
            if (entry.type === 'inbound-rtp' && entry.mid) this.speaking.add(entry.mid);
            if (entry.type === 'media-source') this.speakingMyself = true;
        }
    }

    #readMark(report) {
        /** @type {Reading} */
        const reading = { lost: 0, received: 0, roundTripSeconds: null };
        for (const entry of report.values()) {
            if (entry.type === 'inbound-rtp') {
                reading.lost += entry.packetsLost ?? 0;
                reading.received += entry.packetsReceived ?? 0;
            } else if (entry.type === 'candidate-pair' && entry.nominated) {
                reading.roundTripSeconds = entry.currentRoundTripTime ?? null;
            }
        }
        this.mark = markOf(this.#last, reading);
        this.#last = reading;
    }
}
