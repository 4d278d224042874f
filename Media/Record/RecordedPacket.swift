/// One RTP packet as the relay hands it to the recorder: decrypted, authenticated, parsed, and
/// out of its RTX wrapping if it came in one.
struct RecordedPacket: Hashable, Sendable {
    /// The track it belongs to.
    var track: TrackID
    /// The stream; another one means another simulcast layer or a new start of the source.
    var ssrc: Ssrc
    /// The RTP sequence number.
    var sequence: SequenceNumber
    /// The RTP timestamp: 90 kHz for VP8, 48 kHz for Opus.
    var timestamp: RtpTimestamp
    /// The RTP marker bit: the last packet of a VP8 frame.
    var marker: Bool
    /// When it came.
    var arrival: Instant
    /// The payload without header extensions and padding; empty for packets of padding alone.
    var payload: [UInt8]
}
