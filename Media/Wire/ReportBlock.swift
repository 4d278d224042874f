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
    let start: Int
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
