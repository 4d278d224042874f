// The RTP fixed header (RFC 3550 §5.1):
//
//    0                   1                   2                   3
//   |V=2|P|X|  CC   |M|     PT      |       sequence number         |
//   |                           timestamp                           |
//   |                             SSRC                              |
//   |              CSRC list, CC × 4 bytes                          |
//   | extension profile (X)         | extension length in words     | …

/// Why some bytes are not an RTP packet.
enum RtpError: Error, Equatable {
    /// Shorter than its header, CSRC list or extension.
    case truncated
    /// Another version than 2.
    case wrongVersion
    /// The padding count is 0 or reaches into the header.
    case wrongPadding
}

/// A parsed RTP header; ranges point into the packet that it was read from.
struct RtpHeader {
    /// Bytes of the header without CSRCs and extension.
    static let fixedLength = 12

    let marker: Bool
    let payloadType: PayloadType
    let sequence: SequenceNumber
    let timestamp: RtpTimestamp
    let ssrc: Ssrc
    let csrcCount: Int
    /// The "defined by profile" word of the extension; 0 when there is none.
    let extensionProfile: UInt16
    /// Where the extension's content lies, after its four bytes of profile and length.
    let extensions: Range<Int>
    /// Where the payload lies, without padding.
    let payload: Range<Int>
    /// Bytes of padding at the end, with their count byte.
    let padding: Int

    /// Whether there is nothing but padding: bandwidth probing, not media.
    var isPaddingOnly: Bool { payload.isEmpty }

    /// Reads the header of a packet whose padding is in the clear, that is, after decryption.
    init(_ bytes: Span<UInt8>) throws(RtpError) {
        try self.init(bytes, readingPadding: true)
    }

    /// Reads the header of a packet that is still encrypted: the payload then includes padding and
    /// tag.
    init(protected bytes: Span<UInt8>) throws(RtpError) {
        try self.init(bytes, readingPadding: false)
    }

    private init(_ bytes: Span<UInt8>, readingPadding: Bool) throws(RtpError) {
        guard bytes.count >= Self.fixedLength else { throw .truncated }
        guard bytes[0] >> 6 == 2 else { throw .wrongVersion }
        marker = bytes[1] & 0x80 != 0
        payloadType = PayloadType(rawValue: bytes[1])
        sequence = SequenceNumber(rawValue: bytes.uint16(at: 2))
        timestamp = RtpTimestamp(rawValue: bytes.uint32(at: 4))
        ssrc = Ssrc(rawValue: bytes.uint32(at: 8))
        csrcCount = Int(bytes[0] & 0x0F)
        var offset = Self.fixedLength + 4 * csrcCount
        if bytes[0] & 0x10 != 0 {
            guard bytes.count >= offset + 4 else { throw .truncated }
            extensionProfile = bytes.uint16(at: offset)
            let start = offset + 4
            offset = start + 4 * Int(bytes.uint16(at: offset + 2))
            extensions = start..<offset
        } else {
            extensionProfile = 0
            extensions = offset..<offset
        }
        guard bytes.count >= offset else { throw .truncated }
        if readingPadding && bytes[0] & 0x20 != 0 {
            padding = Int(bytes[bytes.count - 1])
            guard padding > 0, padding <= bytes.count - offset else { throw .wrongPadding }
        } else {
            padding = 0
        }
        payload = offset..<bytes.count - padding
    }
}
