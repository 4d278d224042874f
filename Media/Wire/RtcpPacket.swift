// RTCP (RFC 3550 §6, RFC 4585 §6): a compound of packets, each   |V=2|P|count|type|length in words - 1| …

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
    /// Transport feedback: transport-wide arrival times (draft-holmer-rmcat-transport-wide-cc-01 §3.1).
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

/// The sender's part of a sender report (RFC 3550 §6.4.1).
struct SenderReport: Equatable {
    var ssrc: Ssrc
    var ntp: NtpTime
    var rtp: RtpTimestamp
    var packets: UInt32
    var octets: UInt32
}

/// One report block: how one stream arrives at the reporter (RFC 3550 §6.4.1).
struct ReportBlock: Equatable {
    /// Bytes on the wire.
    static let length = 24

    var ssrc: Ssrc
    /// Lost since the last report, in 1/256 of what was expected.
    var fractionLost: UInt8
    /// Lost since the start; negative after more duplicates than losses; 24 bits.
    var cumulativeLost: Int32
    /// Cycles in the high, highest sequence number in the low 16 bits.
    var highestSequence: UInt32
    /// In ticks of the stream's clock.
    var jitter: UInt32
    /// The middle 32 bits of the last sender report's NTP time; 0 when there was none.
    var lastSenderReport: UInt32
    /// Since that report, in 1/65536 s.
    var delaySinceLast: UInt32
}

/// Where the report blocks of a report lie.
struct ReportBlocks {
    fileprivate let start: Int
    /// How many there are, 0 to 31.
    let count: Int

    /// Reads block `index` from the compound.
    func block(_ index: Int, in bytes: Span<UInt8>) -> ReportBlock {
        precondition((0..<count).contains(index), "the report has fewer blocks")
        let offset = start + index * ReportBlock.length
        return ReportBlock(
            ssrc: Ssrc(rawValue: bytes.uint32(at: offset)),
            fractionLost: bytes[offset + 4],
            // The shift left and back extends the sign of the 24 bits.
            cumulativeLost: Int32(bitPattern: bytes.uint24(at: offset + 5) << 8) >> 8,
            highestSequence: bytes.uint32(at: offset + 8),
            jitter: bytes.uint32(at: offset + 12),
            lastSenderReport: bytes.uint32(at: offset + 16),
            delaySinceLast: bytes.uint32(at: offset + 20))
    }
}

/// Where the SSRCs of a goodbye lie.
struct SsrcList {
    fileprivate let start: Int
    /// How many there are, 0 to 31.
    let count: Int

    /// Reads SSRC `index` from the compound.
    func ssrc(_ index: Int, in bytes: Span<UInt8>) -> Ssrc {
        precondition((0..<count).contains(index), "the list is shorter")
        return Ssrc(rawValue: bytes.uint32(at: start + 4 * index))
    }
}

/// Where the entries of a generic NACK lie.
struct NackList {
    fileprivate let start: Int
    /// How many there are; each names up to 17 packets.
    let count: Int

    /// Reads entry `index` from the compound.
    func entry(_ index: Int, in bytes: Span<UInt8>) -> NackEntry {
        precondition((0..<count).contains(index), "the list is shorter")
        return NackEntry(
            first: SequenceNumber(rawValue: bytes.uint16(at: start + 4 * index)),
            following: bytes.uint16(at: start + 4 * index + 2))
    }
}

/// Up to 17 missing packets: one number, and a bit for each of the 16 after it (RFC 4585 §6.2.1).
struct NackEntry: Equatable, Sequence, IteratorProtocol {
    var first: SequenceNumber
    /// Bit i stands for the number `first` + 1 + i.
    var following: UInt16
    private var step = 0

    init(first: SequenceNumber, following: UInt16) {
        self.first = first
        self.following = following
    }

    /// The next missing number, in rising order.
    mutating func next() -> SequenceNumber? {
        while step <= 16 {
            defer { step += 1 }
            if step == 0 || following >> (step - 1) & 1 == 1 { return first.advanced(by: step) }
        }
        return nil
    }
}

/// Where the entries of a full intra request lie.
struct FullIntraList {
    fileprivate let start: Int
    /// How many streams are asked for.
    let count: Int

    /// Reads the stream and the request number of entry `index`.
    func entry(_ index: Int, in bytes: Span<UInt8>) -> (ssrc: Ssrc, request: UInt8) {
        precondition((0..<count).contains(index), "the list is shorter")
        return (Ssrc(rawValue: bytes.uint32(at: start + 8 * index)), bytes[start + 8 * index + 4])
    }
}

/// Walks over an RTCP compound and stops at the first packet that is not well formed.
///
/// Reduced-size RTCP is allowed: any packet may come first (RFC 5506).
struct RtcpCompound: ~Escapable {
    private let bytes: Span<UInt8>
    private var offset = 0

    /// Starts at the first packet.
    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    /// The next packet; nil after the last one. After an error the rest must not be read.
    @_lifetime(self: copy self)
    mutating func next() throws(RtcpError) -> RtcpPacket? {
        guard offset < bytes.count else { return nil }
        guard bytes.count - offset >= 4 else { throw .truncated }
        guard bytes[offset] >> 6 == 2 else { throw .wrongVersion }
        let length = 4 + 4 * Int(bytes.uint16(at: offset + 2))
        let next = offset + length
        guard next <= bytes.count else { throw .truncated }
        var end = next
        if bytes[offset] & 0x20 != 0 {
            let padding = Int(bytes[next - 1])
            // RFC 3550 §6.4.1 wants whole words, but libwebrtc pads its transport-wide feedback by one to
            // three bytes, so any count passes.
            guard next == bytes.count, padding > 0, padding <= length - 4 else {
                throw .wrongPadding
            }
            end -= padding
        }
        let packet = try read(offset + 4..<end, count: bytes[offset] & 0x1F, type: bytes[offset + 1])
        offset = next
        return packet
    }

    private func read(
        _ body: Range<Int>, count: UInt8, type: UInt8
    ) throws(RtcpError) -> RtcpPacket {
        switch type {
        case RtcpType.senderReport:
            return try readSenderReport(body, blocks: Int(count))
        case RtcpType.receiverReport:
            guard body.count >= 4 else { throw .truncated }
            let blocks = try readBlocks(body.dropFirst(4), count: Int(count))
            return .receiverReport(sender: ssrc(at: body.lowerBound), blocks)
        case RtcpType.goodbye:
            guard body.count >= 4 * Int(count) else { throw .truncated }
            return .goodbye(SsrcList(start: body.lowerBound, count: Int(count)))
        case RtcpType.transportFeedback, RtcpType.payloadFeedback:
            return try readFeedback(body, format: count, type: type)
        default:
            return .ignored(type: type)
        }
    }

    private func readSenderReport(
        _ body: Range<Int>, blocks: Int
    ) throws(RtcpError) -> RtcpPacket {
        guard body.count >= 24 else { throw .truncated }
        let start = body.lowerBound
        let report = SenderReport(
            ssrc: ssrc(at: start),
            ntp: NtpTime(rawValue: bytes.uint64(at: start + 4)),
            rtp: RtpTimestamp(rawValue: bytes.uint32(at: start + 12)),
            packets: bytes.uint32(at: start + 16),
            octets: bytes.uint32(at: start + 20))
        return .senderReport(report, try readBlocks(body.dropFirst(24), count: blocks))
    }

    private func readBlocks(
        _ body: Range<Int>, count: Int
    ) throws(RtcpError) -> ReportBlocks {
        guard body.count >= count * ReportBlock.length else { throw .truncated }
        return ReportBlocks(start: body.lowerBound, count: count)
    }

    private func readFeedback(
        _ body: Range<Int>, format: UInt8, type: UInt8
    ) throws(RtcpError) -> RtcpPacket {
        guard body.count >= 8 else { throw .truncated }
        let sender = ssrc(at: body.lowerBound)
        let media = ssrc(at: body.lowerBound + 4)
        let content = body.dropFirst(8)
        switch (type, format) {
        case (RtcpType.transportFeedback, RtcpType.nackFormat):
            let list = NackList(start: content.lowerBound, count: content.count / 4)
            return .nack(sender: sender, media: media, list)
        case (RtcpType.transportFeedback, RtcpType.transportWideFormat):
            return .transportWide(sender: sender, media: media, content: content)
        case (RtcpType.payloadFeedback, RtcpType.pictureLossFormat):
            return .pictureLoss(sender: sender, media: media)
        case (RtcpType.payloadFeedback, RtcpType.fullIntraFormat):
            let list = FullIntraList(start: content.lowerBound, count: content.count / 8)
            return .fullIntra(sender: sender, list)
        default:
            return .ignored(type: type)
        }
    }

    private func ssrc(at offset: Int) -> Ssrc {
        Ssrc(rawValue: bytes.uint32(at: offset))
    }
}
