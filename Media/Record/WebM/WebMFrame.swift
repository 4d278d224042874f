/// One whole encoded frame on the record's time line.
struct WebMFrame: Hashable, Sendable {
    /// Presentation time since the record's epoch, in microseconds; never negative.
    var time: Int64
    /// Whether decoding may start here: a VP8 key frame, or any Opus packet.
    var isKeyFrame: Bool
    /// Whether a decoder decodes but does not show it (VP8 `show_frame` = 0, RFC 6386 §9.1).
    var isInvisible = false
    /// The frame as the codec defines it.
    var bytes: [UInt8]

    /// Presentation time in the file's unit, milliseconds, rounded down.
    var milliseconds: Int64 { time / 1000 }
}
