/// What a recorded track holds, as its initialisation part states it.
enum RecordedFormat: Hashable, Sendable {
    /// VP8 (RFC 6386); the size is that of the first key frame, later ones may differ.
    case vp8(FrameSize)
    /// Opus (RFC 6716) at 48 kHz. Always two channels: RFC 7587 §7 declares every stream as
    /// `opus/48000/2`, and a decoder of two channels loses nothing of a mono packet.
    case opus
}

extension RecordedFormat {
    /// The Matroska codec id.
    var codecID: StaticString {
        switch self {
        case .vp8: "V_VP8"
        case .opus: "A_OPUS"
        }
    }
}

extension RecordedFormat {
    /// The picture's size; nil for sound.
    var size: FrameSize? {
        guard case .vp8(let size) = self else { return nil }
        return size
    }
}
