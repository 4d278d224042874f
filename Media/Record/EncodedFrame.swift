/// One whole frame out of a depacketiser, still on the sender's clock.
struct EncodedFrame: Hashable, Sendable {
    /// The RTP timestamp.
    var timestamp: RtpTimestamp
    /// When its first packet came.
    var arrival: Instant
    /// Whether decoding may start here.
    var isKeyFrame: Bool
    /// Whether a decoder decodes but does not show it.
    var isInvisible: Bool
    /// The picture's size, in pixels; only on VP8 key frames.
    var size: FrameSize?
    /// How long it lasts, where the frame itself says so (Opus), in microseconds.
    var durationMicroseconds: Int64?
    /// The frame as the codec defines it.
    var bytes: [UInt8]
}
