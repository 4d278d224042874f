/// Appends an RTP header extension block, value by value (RFC 8285).
///
/// The one-byte form holds ids 1 to 14 and values of 1 to 16 bytes, the two-byte form ids 1 to 255
/// and values of 0 to 255 bytes; values outside are our mistake.
struct HeaderExtensionWriter {
    private let start: Int
    private let twoByte: Bool

    /// Appends the four bytes in front; call `finish` after the last value.
    init(twoByte: Bool = false, into writer: inout ByteWriter) {
        self.twoByte = twoByte
        writer.append(
            twoByte ? HeaderExtensions.twoByteProfile : HeaderExtensions.oneByteProfile)
        writer.append(UInt16(0))
        start = writer.count
    }

    /// Appends one value.
    func append(id: UInt8, _ value: Span<UInt8>, into writer: inout ByteWriter) {
        if twoByte {
            precondition(id > 0 && value.count <= 255, "a two-byte extension has id 1 to 255")
            writer.append(id)
            writer.append(UInt8(value.count))
        } else {
            precondition(
                (1...14).contains(id) && (1...16).contains(value.count),
                "a one-byte extension has id 1 to 14 and 1 to 16 bytes")
            writer.append(id << 4 | UInt8(value.count - 1))
        }
        writer.append(value)
    }

    /// Pads the block to whole words and fills in its length.
    func finish(into writer: inout ByteWriter) {
        while (writer.count - start) % 4 != 0 && !writer.overflowed { writer.append(UInt8(0)) }
        guard !writer.overflowed else { return }
        writer.replace(UInt16((writer.count - start) / 4), at: start - 2)
    }
}
