// An entry of the rings between relay and masker, in the machine's own byte order; behind it lies
// the payload, one Opus packet:
//
//   | stream 8 | first 8 | last 8 | timestamp 4 | kind 1 | marker 1 | count 2 |   32 bytes

/// What relay and voice masker tell each other: one entry of a ring, without its payload.
///
/// Every pattern of bits is a value of it: an entry may come from a process that is not trusted.
struct MaskEntry: Equatable {
    /// A packet: to the masker one of the microphone, to the relay one of the disguised voice.
    static let sound: UInt8 = 1
    /// To the masker: the stream is over.
    static let end: UInt8 = 2

    /// The number that the relay gave to the stream; never used again in the life of a worker.
    ///
    /// In its upper 40 bits is the number of the voice, which has one disguise in all its streams.
    var stream: UInt64
    /// The extended sequence number of the clear packet; of a disguised one, that of the oldest
    /// clear packet whose sound may be in it.
    var first: Int64
    /// The same as `first`; of a disguised one, that of the newest.
    var last: Int64
    /// On the clock of the microphone's stream, of disguised sound too.
    var timestamp: UInt32
    var kind: UInt8
    /// 1: there was silence before it.
    var marker: UInt8
    /// The payload's length, in bytes.
    var count: UInt16

    /// The number of a voice's stream, counted from 1 for each voice.
    static func stream(voice: UInt64, life: UInt64) -> UInt64 {
        voice << lifeBits | life & (1 << lifeBits - 1)
    }

    /// The voice that the stream is of.
    var voice: UInt64 { stream >> Self.lifeBits }

    private static let lifeBits: UInt64 = 24

    /// Makes an entry; its count is set by the ring.
    init(
        kind: UInt8, stream: UInt64, first: Int64 = 0, last: Int64 = 0, timestamp: UInt32 = 0,
        marker: Bool = false
    ) {
        self.kind = kind
        self.stream = stream
        self.first = first
        self.last = last
        self.timestamp = timestamp
        self.marker = marker ? 1 : 0
        count = 0
    }
}

/// One packet of a disguised voice, with what it was made of.
struct MaskedFrame: Equatable {
    var entry: MaskEntry
    var payload: [UInt8]
}
