// The content of a transport-wide feedback packet (draft-holmer-rmcat-transport-wide-cc-01 §3.1):
//
//   | base sequence number (16)      | packet status count (16)        |
//   | reference time (24, signed, 64 ms)             | feedback no (8) |
//   | chunk (16) | chunk (16) | …   one status per packet, base first   |
//   | delta (8 or 16) …             one per packet that came, 250 µs    |
//
// Chunk:  |0|status (2)|run length (13)|   or   |1|0|14 × 1 bit|   or   |1|1|7 × 2 bits|
// Status: 0 missing, 1 came with an 8-bit delta, 2 came with a signed 16-bit delta, 3 reserved.

/// Why some bytes are not a transport-wide feedback.
enum TransportWideError: Error, Equatable {
    /// Fewer chunks or deltas than the status count needs.
    case truncated
    /// A status of the reserved value.
    case reservedStatus
}

/// Reads a transport-wide feedback packet by packet.
struct TransportWideReport: ~Escapable {
    /// What the feedback says of one packet.
    struct Status: Equatable {
        let sequence: SequenceNumber
        /// When it came, in 250 µs since the receiver's origin (modulo 2^32 ticks); nil: not (yet).
        let arrivalTicks: Int64?
    }

    private let bytes: Span<UInt8>
    let base: SequenceNumber
    let statusCount: Int
    /// Units of 64 ms, sign-extended from 24 bits.
    let referenceTime: Int32
    let number: UInt8
    private var done = 0
    private var chunkOffset: Int
    private var chunkDone = 0
    private var deltaOffset: Int
    private let end: Int
    private var ticks: Int64

    /// Reads the head and finds where the deltas start; `content` is the range that
    /// `RtcpPacket.transportWide` gave.
    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, content: Range<Int>) throws(TransportWideError) {
        guard content.count >= 8 else { throw .truncated }
        let start = content.lowerBound
        self.bytes = bytes
        end = content.upperBound
        base = SequenceNumber(rawValue: bytes.uint16(at: start))
        statusCount = Int(bytes.uint16(at: start + 2))
        referenceTime = Int32(bitPattern: bytes.uint24(at: start + 4) << 8) >> 8
        number = bytes[start + 7]
        ticks = Int64(referenceTime) * 256
        chunkOffset = start + 8
        deltaOffset = start + 8
        var covered = 0
        while covered < statusCount {
            guard deltaOffset + 2 <= end else { throw .truncated }
            covered += Self.capacity(ofChunk: bytes.uint16(at: deltaOffset))
            deltaOffset += 2
        }
    }

    /// The next packet's status; nil after the last one.
    @_lifetime(self: copy self)
    mutating func next() throws(TransportWideError) -> Status? {
        guard done < statusCount else { return nil }
        var chunk = bytes.uint16(at: chunkOffset)
        // A run of length zero says nothing and is passed over; `init` has seen what follows it.
        while chunkDone >= Self.capacity(ofChunk: chunk) {
            chunkOffset += 2
            chunkDone = 0
            chunk = bytes.uint16(at: chunkOffset)
        }
        let status = Self.status(chunkDone, ofChunk: chunk)
        let sequence = base.advanced(by: done)
        chunkDone += 1
        done += 1
        guard status != 3 else { throw .reservedStatus }
        guard status != 0 else { return Status(sequence: sequence, arrivalTicks: nil) }
        guard deltaOffset + Int(status) <= end else { throw .truncated }
        if status == 1 {
            ticks += Int64(bytes[deltaOffset])
        } else {
            ticks += Int64(Int16(bitPattern: bytes.uint16(at: deltaOffset)))
        }
        deltaOffset += Int(status)
        return Status(sequence: sequence, arrivalTicks: ticks)
    }

    private static func capacity(ofChunk chunk: UInt16) -> Int {
        if chunk & 0x8000 == 0 { return Int(chunk & 0x1FFF) }
        return chunk & 0x4000 == 0 ? 14 : 7
    }

    private static func status(_ index: Int, ofChunk chunk: UInt16) -> UInt16 {
        if chunk & 0x8000 == 0 { return chunk >> 13 & 3 }
        if chunk & 0x4000 == 0 { return chunk >> UInt16(13 - index) & 1 }
        return chunk >> UInt16(12 - 2 * index) & 3
    }
}
