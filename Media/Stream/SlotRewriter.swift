/// At a switch the timestamp moves on by at least this: two frames never share one.
private let stepNanosecondsMin: Int64 = 5_000_000
/// A jump of a source's numbers beyond this is a new start, not loss to be shown as a gap.
private let jumpMax: Int64 = 3_000
/// Packets this far behind the newest are not worth sending.
private let latenessMax: Int64 = 1_024

/// Makes one continuous RTP stream, with one SSRC, out of the sources that a slot shows one after
/// the other.
///
/// Sequence numbers, timestamps, picture ids and TL0PICIDX go on by one step at a switch; inside
/// one source each keeps a constant distance, so that the source's losses stay gaps and its late
/// packets fall into them. A picture changes source only at the first packet of a key frame; until
/// then the old source stays on. Nothing of a source is sent before that packet, and nothing of the
/// old one after it.
struct SlotRewriter {
    /// Where a slot's numbers start; drawn at random by the caller, the sequence below 2^15 so that
    /// SRTP's rollover counter cannot be guessed wrong at the start (RFC 3711 §3.3.1).
    struct Start {
        var sequence: UInt16
        var timestamp: UInt32
        var pictureID: UInt16
        var tl0: UInt8
    }

    /// The last packet of the current source that was sent on the slot.
    struct Position: Equatable {
        var tag: StreamTag
        var sequence: ExtendedSequence
        var timestamp: RtpTimestamp
        var slotSequence: SequenceNumber
    }

    let ssrc: Ssrc
    let payloadType: PayloadType
    let clockRate: Int
    /// Whether a switch waits for a key frame.
    let isVideo: Bool
    /// The stream that is shown; nil while the slot is empty.
    var source: StreamTag? { current?.tag }
    /// The stream that will be shown from its next key frame (or audio packet) on.
    private(set) var awaited: StreamTag?
    /// The newest packet that was sent, of whatever source; nil before the first.
    private(set) var position: Position?
    /// Packets that were sent, resends not counted.
    private(set) var packets: UInt32 = 0
    /// Bytes of payload that were sent, resends not counted.
    private(set) var octets: UInt32 = 0

    private var current: Source?
    private var history: SlotHistory
    /// The newest packet's numbers as sent.
    private var lastSequence: ExtendedSequence
    private var lastTimestamp: RtpTimestamp
    private var lastPictureID: UInt16
    private var lastTl0: UInt8
    private var lastSent: Instant?

    /// A source and its distance to the slot's numbers.
    private struct Source {
        let tag: StreamTag
        /// The packet that the source was switched on with; older ones are not sent.
        let first: ExtendedSequence
        var newest: ExtendedSequence
        var sequences: SequenceShift
        let timestampShift: UInt32
        let pictureShift: UInt16
        let tl0Shift: UInt8

        /// Closes the gap that a packet without media would leave; a late one has its gap already.
        mutating func skip(_ sequence: ExtendedSequence) {
            guard sequence > newest else { return }
            newest = sequence
            sequences.skip(sequence)
        }
    }

    /// Prepares a slot; nothing is sent before a source is aimed at.
    init(
        ssrc: Ssrc, payloadType: PayloadType, clockRate: Int, isVideo: Bool, start: Start,
        historyCapacity: Int = SlotHistory.standardCapacity
    ) {
        precondition(start.sequence < 0x8000, "a slot's sequence numbers start below 2^15")
        self.ssrc = ssrc
        self.payloadType = payloadType
        self.clockRate = clockRate
        self.isVideo = isVideo
        history = SlotHistory(capacity: isVideo ? historyCapacity : 0)
        lastSequence = ExtendedSequence(
            first: SequenceNumber(rawValue: start.sequence)
        ).advanced(by: -1)
        lastTimestamp = RtpTimestamp(rawValue: start.timestamp)
        lastPictureID = start.pictureID & 0x7FFF
        lastTl0 = start.tl0
    }

    /// How far the slot's timestamps lie ahead of the current source's, modulo 2^32.
    var timestampShift: UInt32? { current?.timestampShift }

    /// Chooses the stream to show next.
    ///
    /// The present one stays on until that one can start; naming the present one again ends the
    /// waiting for another.
    mutating func aim(at tag: StreamTag) {
        awaited = tag == current?.tag ? nil : tag
    }

    /// Shows nothing from now on, and forgets what could be resent.
    mutating func clear() {
        current = nil
        awaited = nil
        history.purgeAll()
    }

    /// Takes a stream away at once: it is not shown, not awaited and not resent any more.
    mutating func withdraw(_ tag: StreamTag) {
        if current?.tag == tag { current = nil }
        if awaited == tag { awaited = nil }
        history.purge(tag)
    }

    /// Makes the packet that the viewer gets; nil when this one is not for the slot.
    ///
    /// Every packet of every stream that the slot shows or awaits must pass here once, without
    /// duplicates, padding too. When a source's numbers start anew, its picture stops and is
    /// awaited again: ask for a key frame of `awaited` whenever it changes.
    mutating func rewrite(
        _ packet: MediaPacket, from tag: StreamTag, now: Instant
    ) -> SlotPacket? {
        if packet.header.isPaddingOnly {
            if current?.tag == tag { current?.skip(packet.sequence) }
            return nil
        }
        let canStart = !isVideo || packet.startsKeyFrame
        if tag == awaited, canStart {
            return begin(packet, tag, now: now)
        }
        guard let source = current, source.tag == tag, packet.sequence >= source.first else {
            return nil
        }
        let step = packet.sequence.distance(since: source.newest)
        guard step <= jumpMax else {
            // The source has started anew, so the decoder must too.
            guard canStart else {
                current = nil
                awaited = awaited ?? tag
                return nil
            }
            return begin(packet, tag, now: now)
        }
        guard step > -latenessMax else { return nil }
        return send(packet, startsSource: false, now: now)
    }

    /// The packet that the viewer missed, to be found under its source's number; nil when it is too
    /// old, withdrawn, or was resent just now.
    mutating func resend(
        _ number: SequenceNumber, now: Instant, roundTripNanoseconds: Int64
    ) -> SlotHistory.Entry? {
        let sequence = ExtendedSequence(number, near: lastSequence)
        return history.resend(sequence, now: now, roundTripNanoseconds: roundTripNanoseconds)
    }

    /// Switches to a source with its first packet.
    private mutating func begin(
        _ packet: MediaPacket, _ tag: StreamTag, now: Instant
    ) -> SlotPacket? {
        let next = lastSequence.advanced(by: 1)
        let timestamp = lastTimestamp.advanced(by: elapsedTicks(now: now))
        let pictureID = (lastPictureID &+ 1) & 0x7FFF
        current = Source(
            tag: tag,
            first: packet.sequence,
            newest: packet.sequence,
            sequences: SequenceShift(from: packet.sequence, to: next),
            timestampShift: timestamp.rawValue &- packet.header.timestamp.rawValue,
            pictureShift: pictureID &- (packet.vp8?.pictureID ?? 0),
            tl0Shift: lastTl0 &+ 1 &- (packet.vp8?.tl0 ?? 0))
        if awaited == tag { awaited = nil }
        return send(packet, startsSource: true, now: now)
    }

    private func elapsedTicks(now: Instant) -> Int64 {
        guard let lastSent else { return 0 }
        // A day is more than any slot stays dark, and keeps the product inside 64 bits.
        let elapsed = min(
            max(now.nanoseconds(since: lastSent), stepNanosecondsMin), 86_400_000_000_000)
        return elapsed / 1_000 * Int64(clockRate) / 1_000_000
    }

    private mutating func send(
        _ packet: MediaPacket, startsSource: Bool, now: Instant
    ) -> SlotPacket? {
        guard let source = current, let sequence = source.sequences.shifted(packet.sequence)
        else { return nil }
        let rewritten = SlotPacket(
            fields: RtpFields(
                // The first packet of a talker is marked, so that the jitter buffer may adapt
                // (RFC 3551 §4.1).
                marker: packet.header.marker || startsSource && !isVideo,
                payloadType: payloadType,
                sequence: sequence.number,
                timestamp: packet.header.timestamp.advanced(by: Int64(source.timestampShift)),
                ssrc: ssrc),
            pictureID: packet.vp8?.pictureID.map { ($0 &+ source.pictureShift) & 0x7FFF },
            tl0: packet.vp8?.tl0.map { $0 &+ source.tl0Shift })
        if sequence > lastSequence { advance(to: sequence, rewritten, packet, now: now) }
        history.note(
            SlotHistory.Entry(
                slotSequence: sequence, tag: source.tag, sourceSequence: packet.sequence,
                packet: rewritten))
        packets &+= 1
        octets &+= UInt32(truncatingIfNeeded: packet.header.payload.count)
        return rewritten
    }

    private mutating func advance(
        to sequence: ExtendedSequence, _ rewritten: SlotPacket, _ packet: MediaPacket,
        now: Instant
    ) {
        lastSequence = sequence
        lastTimestamp = rewritten.fields.timestamp
        lastPictureID = rewritten.pictureID ?? lastPictureID
        lastTl0 = rewritten.tl0 ?? lastTl0
        lastSent = now
        guard let tag = current?.tag else { return }
        current?.newest = packet.sequence
        position = Position(
            tag: tag, sequence: packet.sequence, timestamp: packet.header.timestamp,
            slotSequence: sequence.number)
    }
}
