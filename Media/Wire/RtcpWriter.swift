/// Builds RTCP packets, one after the other, into one compound.
///
/// Every function answers whether the packet fitted; when it did not, nothing of it is left behind.
enum RtcpWriter {
    /// Appends a sender report with up to 31 report blocks (RFC 3550 §6.4.1).
    @discardableResult
    static func senderReport(
        _ report: SenderReport, blocks: Span<ReportBlock> = Span(), into writer: inout ByteWriter
    ) -> Bool {
        precondition(blocks.count <= 31, "a report holds at most 31 blocks")
        let start = writer.count
        begin(RtcpType.senderReport, UInt8(blocks.count), into: &writer)
        writer.append(report.ssrc.rawValue)
        writer.append(report.ntp.rawValue)
        writer.append(report.rtp.rawValue)
        writer.append(report.packets)
        writer.append(report.octets)
        append(blocks, into: &writer)
        return finish(from: start, into: &writer)
    }

    /// Appends a receiver report with up to 31 report blocks (RFC 3550 §6.4.2).
    @discardableResult
    static func receiverReport(
        sender: Ssrc, blocks: Span<ReportBlock>, into writer: inout ByteWriter
    ) -> Bool {
        precondition(blocks.count <= 31, "a report holds at most 31 blocks")
        let start = writer.count
        begin(RtcpType.receiverReport, UInt8(blocks.count), into: &writer)
        writer.append(sender.rawValue)
        append(blocks, into: &writer)
        return finish(from: start, into: &writer)
    }

    /// Appends a source description with a CNAME of at most 255 bytes (RFC 3550 §6.5.1).
    @discardableResult
    static func sourceDescription(
        _ ssrc: Ssrc, cname: Span<UInt8>, into writer: inout ByteWriter
    ) -> Bool {
        precondition(cname.count <= 255, "a CNAME has at most 255 bytes")
        let start = writer.count
        begin(RtcpType.sourceDescription, 1, into: &writer)
        writer.append(ssrc.rawValue)
        writer.append(UInt8(1))
        writer.append(UInt8(cname.count))
        writer.append(cname)
        // One zero byte ends the list of items, more fill the word.
        writer.append(UInt8(0))
        while (writer.count - start) % 4 != 0 && !writer.overflowed { writer.append(UInt8(0)) }
        return finish(from: start, into: &writer)
    }

    /// Appends a goodbye of one stream (RFC 3550 §6.6).
    @discardableResult
    static func goodbye(_ ssrc: Ssrc, into writer: inout ByteWriter) -> Bool {
        let start = writer.count
        begin(RtcpType.goodbye, 1, into: &writer)
        writer.append(ssrc.rawValue)
        return finish(from: start, into: &writer)
    }

    /// Appends a generic NACK of `missing`, which must rise (modulo 2^16) from first to last
    /// (RFC 4585 §6.2.1).
    @discardableResult
    static func nack(
        sender: Ssrc, media: Ssrc, missing: Span<SequenceNumber>, into writer: inout ByteWriter
    ) -> Bool {
        let start = writer.count
        beginFeedback(
            RtcpType.transportFeedback, RtcpType.nackFormat, sender, media, into: &writer)
        var index = 0
        while index < missing.count {
            let first = missing[index]
            var following: UInt16 = 0
            index += 1
            while index < missing.count {
                let step = missing[index].distance(since: first)
                guard (1...16).contains(step) else { break }
                following |= 1 << UInt16(step - 1)
                index += 1
            }
            writer.append(first.rawValue)
            writer.append(following)
        }
        return finish(from: start, into: &writer)
    }

    /// Appends a picture loss indication (RFC 4585 §6.3.1).
    @discardableResult
    static func pictureLoss(sender: Ssrc, media: Ssrc, into writer: inout ByteWriter) -> Bool {
        let start = writer.count
        beginFeedback(
            RtcpType.payloadFeedback, RtcpType.pictureLossFormat, sender, media, into: &writer)
        return finish(from: start, into: &writer)
    }

    /// Appends a full intra request; `request` rises by one with every new request (RFC 5104
    /// §4.3.1).
    @discardableResult
    static func fullIntra(
        sender: Ssrc, media: Ssrc, request: UInt8, into writer: inout ByteWriter
    ) -> Bool {
        let start = writer.count
        // The media SSRC of the header is unused and zero; the entry names the stream.
        beginFeedback(
            RtcpType.payloadFeedback, RtcpType.fullIntraFormat, sender, Ssrc(rawValue: 0),
            into: &writer)
        writer.append(media.rawValue)
        writer.append(UInt32(request) << 24)
        return finish(from: start, into: &writer)
    }

    /// Appends the first word of a packet; the length is filled in by `finish`.
    static func begin(_ type: UInt8, _ count: UInt8, into writer: inout ByteWriter) {
        writer.append(0x80 | count)
        writer.append(type)
        writer.append(UInt16(0))
    }

    /// Appends the three words in front of every feedback packet.
    static func beginFeedback(
        _ type: UInt8, _ format: UInt8, _ sender: Ssrc, _ media: Ssrc,
        into writer: inout ByteWriter
    ) {
        begin(type, format, into: &writer)
        writer.append(sender.rawValue)
        writer.append(media.rawValue)
    }

    /// Sets the length of the packet that began at `start`, or removes it when it did not fit.
    static func finish(from start: Int, into writer: inout ByteWriter) -> Bool {
        guard !writer.overflowed else {
            writer.truncate(to: start)
            return false
        }
        writer.replace(UInt16((writer.count - start) / 4 - 1), at: start + 2)
        return true
    }

    private static func append(_ blocks: Span<ReportBlock>, into writer: inout ByteWriter) {
        for index in blocks.indices {
            let block = blocks[index]
            writer.append(block.ssrc.rawValue)
            writer.append(block.fractionLost)
            writer.append24(UInt32(bitPattern: block.cumulativeLost))
            writer.append(block.highestSequence)
            writer.append(block.jitter)
            writer.append(block.lastSenderReport)
            writer.append(block.delaySinceLast)
        }
    }
}
