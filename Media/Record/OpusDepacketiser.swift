/// A packet up to this many bytes is a mark of silence (DTX), not sound.
///
/// It is the TOC byte and at most one more. Decoders differ over them; a gap in time says the same.
private let silenceBytesMax = 2

/// Takes Opus out of RTP (RFC 7587 §4.2: a payload is one Opus packet).
struct OpusDepacketiser: Sendable {
    /// Packets whose framing no decoder would accept.
    private(set) var malformedPackets: UInt64 = 0

    /// The sound in a packet; nil for silence marks, padding and malformed packets.
    mutating func push(_ packet: RecordedPacket) -> EncodedFrame? {
        guard packet.payload.count > silenceBytesMax else { return nil }
        guard OpusFraming.isValid(packet.payload.span),
            let samples = OpusPacket.samples(packet.payload.span)
        else {
            malformedPackets += 1
            return nil
        }
        let microseconds = Int64(samples) * 1_000_000 / Int64(OpusPacket.clockRate)
        return EncodedFrame(
            timestamp: packet.timestamp, arrival: packet.arrival, isKeyFrame: true,
            isInvisible: false, size: nil, durationMicroseconds: microseconds,
            bytes: packet.payload)
    }
}
