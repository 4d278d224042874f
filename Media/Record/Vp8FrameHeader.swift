// A VP8 frame begins with (RFC 6386 §9.1, least significant byte first):
//
//     3 bytes   bit 0 not a key frame | 3 bits version | 1 bit show | 19 bits first partition size
//     3 bytes   9D 01 2A                              key frames only
//     2 bytes   14 bits width  | 2 bits scale         key frames only
//     2 bytes   14 bits height | 2 bits scale         key frames only

/// What stands uncompressed at the beginning of a VP8 frame.
struct Vp8FrameHeader: Hashable, Sendable {
    /// Whether the frame is to be shown.
    var isShown: Bool
    /// The picture's size on a key frame, neither side zero; nil on others.
    var size: FrameSize?

    /// Whether decoding may start here.
    var isKeyFrame: Bool { size != nil }

    /// Reads the header of a whole frame; nil when a decoder would refuse the frame by it: too
    /// short, no start code, a side of zero, or a first partition that is longer than the frame.
    init?(_ frame: Span<UInt8>) {
        guard frame.count >= 3 else { return nil }
        let tag = UInt32(frame[0]) | UInt32(frame[1]) << 8 | UInt32(frame[2]) << 16
        let headLength = tag & 1 == 0 ? 10 : 3
        guard frame.count >= headLength, Int(tag >> 5) <= frame.count - headLength else {
            return nil
        }
        isShown = tag >> 4 & 1 == 1
        guard tag & 1 == 0 else { return }
        guard let size = FrameSize(vp8KeyFrame: frame, at: 0), size.width > 0, size.height > 0
        else {
            return nil
        }
        self.size = size
    }
}
