// RTCP (RFC 3550 §6, RFC 4585 §6): a compound of packets, each
//
//   |V=2|P| count (5) | type (8) | length in words - 1 (16) | …

/// Why some bytes are not a compound of RTCP packets.
enum RtcpError: Error, Equatable {
    /// A packet reaches past the end, or is shorter than its type needs.
    case truncated
    /// Another version than 2.
    case wrongVersion
    /// Padding elsewhere than in the last packet, of length 0, or longer than the packet.
    case wrongPadding
}

/// The RTCP packet types that Yunting knows, and the formats of the feedback ones.
enum RtcpType {
    static let senderReport: UInt8 = 200
    static let receiverReport: UInt8 = 201
    static let sourceDescription: UInt8 = 202
    static let goodbye: UInt8 = 203
    static let transportFeedback: UInt8 = 205
    static let payloadFeedback: UInt8 = 206
    /// Transport feedback: generic NACK (RFC 4585 §6.2.1).
    static let nackFormat: UInt8 = 1
    /// Transport feedback: transport-wide arrival times (draft-holmer-rmcat-transport-wide-cc-01
    /// §3.1).
    static let transportWideFormat: UInt8 = 15
    /// Payload feedback: picture loss indication (RFC 4585 §6.3.1).
    static let pictureLossFormat: UInt8 = 1
    /// Payload feedback: full intra request (RFC 5104 §4.3.1).
    static let fullIntraFormat: UInt8 = 4
}

/// One packet of an RTCP compound; lists are kept as places in the compound's bytes.
enum RtcpPacket {
    case senderReport(SenderReport, ReportBlocks)
    case receiverReport(sender: Ssrc, ReportBlocks)
    case goodbye(SsrcList)
    case nack(sender: Ssrc, media: Ssrc, NackList)
    case transportWide(sender: Ssrc, media: Ssrc, content: Range<Int>)
    case pictureLoss(sender: Ssrc, media: Ssrc)
    case fullIntra(sender: Ssrc, FullIntraList)
    /// Well-formed, and of no use here: source descriptions, bandwidth estimates (REMB), extended
    /// reports, application data.
    case ignored(type: UInt8)
}

/// Where the SSRCs of a goodbye lie.
struct SsrcList {
    let start: Int
    /// How many there are, 0 to 31.
    let count: Int

    /// Reads SSRC `index` from the compound.
    func ssrc(_ index: Int, in bytes: Span<UInt8>) -> Ssrc {
        precondition((0..<count).contains(index), "the list is shorter")
        return Ssrc(rawValue: bytes.uint32(at: start + 4 * index))
    }
}

/// Where the entries of a full intra request lie.
struct FullIntraList {
    let start: Int
    /// How many streams are asked for.
    let count: Int

    /// Reads the stream and the request number of entry `index`.
    func entry(_ index: Int, in bytes: Span<UInt8>) -> (ssrc: Ssrc, request: UInt8) {
        precondition((0..<count).contains(index), "the list is shorter")
        return (Ssrc(rawValue: bytes.uint32(at: start + 8 * index)), bytes[start + 8 * index + 4])
    }
}
