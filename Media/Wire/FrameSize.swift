/// The size of a picture in pixels.
public struct FrameSize: Hashable, Sendable {
    /// Pixels from left to right.
    public var width: UInt16
    /// Pixels from top to bottom.
    public var height: UInt16

    /// Makes a size.
    public init(width: UInt16, height: UInt16) {
        self.width = width
        self.height = height
    }
}

extension FrameSize {
    /// Reads the size from a VP8 key frame's header at `offset`: three bytes of tag, the start code
    /// 9D 01 2A, then 14 bits each of width and height, little-endian (RFC 6386 §9.1); nil when the
    /// header is cut off or is none.
    init?(vp8KeyFrame payload: Span<UInt8>, at offset: Int) {
        guard payload.count - offset >= 10, payload.uint24(at: offset + 3) == 0x9D_012A
        else { return nil }
        width = payload.uint16(at: offset + 6).byteSwapped & 0x3FFF
        height = payload.uint16(at: offset + 8).byteSwapped & 0x3FFF
    }
}
