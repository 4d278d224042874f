// The VP8 payload descriptor in front of every payload (RFC 7741 §4.2), and the start of a frame
// behind it:
//
//   |X|R|N|S|R| PID |     always; S: start of a partition
//   |I|L|T|K| RSV   |     if X
//   |M| PictureID   |     if I; 7 bits, or 15 bits in two bytes if M
//   |   TL0PICIDX   |     if L
//   |TID|Y| KEYIDX  |     if T or K
//
//   |Size0|H| VER |P|     first byte of a frame: P = 0 for a key frame (RFC 6386 §9.1)

/// Why some bytes are not a VP8 payload.
enum Vp8Error: Error, Equatable {
    /// Shorter than the descriptor says, or without a byte of picture behind it.
    case truncated
}

/// The parsed descriptor of one VP8 payload; offsets count from the payload's first byte.
struct Vp8Descriptor: Equatable {
    /// Bytes of the descriptor.
    let length: Int
    /// Whether this packet is the first one of a frame.
    let startsFrame: Bool
    /// Whether no other frame depends on this one (N).
    let isDiscardable: Bool
    /// Whether this packet is the first one of a key frame.
    let startsKeyFrame: Bool
    /// The picture's number, 7 or 15 bits.
    let pictureID: UInt16?
    /// Whether the number has 15 bits.
    let hasLongPictureID: Bool
    /// Counts the pictures of the lowest temporal layer.
    let tl0: UInt8?
    /// The temporal layer, 0 to 3.
    let temporalLayer: UInt8?
    /// Width and height of the picture, from the header of a key frame (RFC 6386 §9.1).
    let frameSize: FrameSize?
    private let pictureIDOffset: Int
    private let tl0Offset: Int

    /// Reads the descriptor of a payload.
    init(_ payload: Span<UInt8>) throws(Vp8Error) {
        var reader = ByteReader(payload)
        guard let first = reader.uint8() else { throw .truncated }
        let flags = first & 0x80 != 0 ? reader.uint8() : 0
        guard let flags else { throw .truncated }
        pictureIDOffset = reader.offset
        let (number, isLong) = try Self.readPictureID(flags, &reader)
        pictureID = number
        hasLongPictureID = isLong
        tl0Offset = reader.offset
        tl0 = flags & 0x40 != 0 ? reader.uint8() : nil
        let layers = flags & 0x30 != 0 ? reader.uint8() : nil
        temporalLayer = flags & 0x20 != 0 ? layers.map { $0 >> 6 } : nil
        guard flags & 0x40 == 0 || tl0 != nil, flags & 0x30 == 0 || layers != nil,
            reader.remaining >= 1
        else { throw .truncated }
        length = reader.offset
        startsFrame = first & 0x17 == 0x10
        isDiscardable = first & 0x20 != 0
        startsKeyFrame = startsFrame && payload[length] & 0x01 == 0
        frameSize = startsKeyFrame ? FrameSize(vp8KeyFrame: payload, at: length) : nil
    }

    private static func readPictureID(
        _ flags: UInt8, _ reader: inout ByteReader
    ) throws(Vp8Error) -> (UInt16?, Bool) {
        guard flags & 0x80 != 0 else { return (nil, false) }
        guard let high = reader.uint8() else { throw .truncated }
        guard high & 0x80 != 0 else { return (UInt16(high), false) }
        guard let low = reader.uint8() else { throw .truncated }
        return (UInt16(high & 0x7F) << 8 | UInt16(low), true)
    }

    /// Writes other numbers over those of the payload that starts at `offset` of `packet`, each in
    /// the width that the payload has; a field that the payload lacks is left out.
    @inline(__always)
    func patch(
        _ packet: inout MutableSpan<UInt8>, payloadAt offset: Int, pictureID newID: UInt16?,
        tl0 newTl0: UInt8?
    ) {
        if pictureID != nil, let newID {
            let place = offset + pictureIDOffset
            if hasLongPictureID {
                packet.set(newID | 0x8000, at: place)
            } else {
                packet[place] = UInt8(truncatingIfNeeded: newID & 0x7F)
            }
        }
        if tl0 != nil, let newTl0 { packet[offset + tl0Offset] = newTl0 }
    }
}
