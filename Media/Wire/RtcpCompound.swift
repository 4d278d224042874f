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

    /// The next packet; nil after the last one.
    ///
    /// After an error the rest must not be read.
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
            // RFC 3550 §6.4.1 wants whole words, but libwebrtc pads its transport-wide feedback by
            // one to three bytes, so any count passes.
            guard next == bytes.count, padding > 0, padding <= length - 4 else {
                throw .wrongPadding
            }
            end -= padding
        }
        let packet = try read(
            offset + 4..<end, count: bytes[offset] & 0x1F, type: bytes[offset + 1])
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
