/// What one decrypted RTP packet of a published stream says: parsed once, used by every slot and by
/// the record.
///
/// Its bytes stay in the packet pool.
struct MediaPacket {
    let header: RtpHeader
    /// The header's sequence number without wraparound, as the receive stream counts it.
    let sequence: ExtendedSequence
    /// When the packet came.
    let arrival: Instant
    /// The descriptor of a VP8 payload; nil for audio and for padding.
    let vp8: Vp8Descriptor?

    /// Whether this is the first packet of a key frame.
    var startsKeyFrame: Bool { vp8?.startsKeyFrame ?? false }
}
