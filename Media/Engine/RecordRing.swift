internal import Synchronization

/// What a worker tells the recorder: one entry of the ring, without its payload.
struct RecordEntry {
    /// What an entry is.
    enum Kind: UInt8 {
        /// A media packet; the payload follows.
        case packet
        /// A sender report of the track's source.
        case senderReport
        /// The record of the group begins; `arrival` is its epoch.
        case start
        /// The record of the group ends.
        case stop
    }

    var kind: Kind
    var group: GroupID
    /// The track; of `start` and `stop` without meaning.
    var track = TrackID(endpoint: EndpointID(rawValue: 0), medium: .microphone)
    /// When it came.
    var arrival: Instant
    /// The stream that it came in.
    var ssrc = Ssrc(rawValue: 0)
    var sequence = SequenceNumber(rawValue: 0)
    var timestamp = RtpTimestamp(rawValue: 0)
    var marker = false
    /// Packets of this track that found the ring full since its last entry.
    var droppedBefore: UInt32 = 0
    /// The sender report, where the entry is one.
    var report = SenderReportUse(
        ntp: NtpTime(rawValue: 0), rtp: RtpTimestamp(rawValue: 0), packets: 0, octets: 0)
}

/// The bounded way from a worker to the recorder thread: one writer, one reader, no locks.
///
/// Never blocks the writer: `write` answers false when the ring is full, and the worker counts.
///
/// `@unchecked Sendable`, `@safe`: a place belongs to the writer or to the reader, never to both;
/// the two counters say to whom (release on hand-over, acquire on take-over).
@safe final class RecordRing: @unchecked Sendable {
    /// The longest payload of an entry, in bytes.
    static let payloadMax = 1500

    /// How many entries fit.
    let capacity: Int
    private let entries: UnsafeMutablePointer<(entry: RecordEntry, count: Int32)>
    private let payloads: UnsafeMutablePointer<UInt8>
    private let written = Atomic<Int>(0)
    private let read = Atomic<Int>(0)

    /// Makes an empty ring.
    ///
    /// The default holds half a second of 25 seats in full quality; memory that is never used is
    /// never touched.
    init(capacity: Int = 8192) {
        precondition(capacity > 0 && capacity & (capacity - 1) == 0, "the size is a power of two")
        self.capacity = capacity
        unsafe entries = .allocate(capacity: capacity)
        unsafe payloads = .allocate(capacity: capacity * Self.payloadMax)
    }

    deinit {
        unsafe entries.deallocate()
        unsafe payloads.deallocate()
    }

    /// Writer: appends an entry with a copy of `payload`; false (and nothing done) when the ring is
    /// full.
    func write(_ entry: RecordEntry, payload: Span<UInt8>) -> Bool {
        precondition(payload.count <= Self.payloadMax, "a payload is shorter than a datagram")
        let position = written.load(ordering: .relaxed)
        guard position &- read.load(ordering: .acquiring) < capacity else { return false }
        let place = position & (capacity - 1)
        unsafe (entries + place).initialize(to: (entry, Int32(payload.count)))
        var target = unsafe MutableSpan(
            _unsafeStart: payloads + place * Self.payloadMax, count: Self.payloadMax)
        target.copy(payload, at: 0)
        written.store(position &+ 1, ordering: .releasing)
        return true
    }

    /// Writer: appends an entry without payload.
    func write(_ entry: RecordEntry) -> Bool {
        write(entry, payload: Span())
    }

    /// Reader: hands the oldest entry to `body`, then frees its place; nil when the ring is empty.
    func read<Result>(_ body: (RecordEntry, Span<UInt8>) -> Result) -> Result? {
        let position = read.load(ordering: .relaxed)
        guard position != written.load(ordering: .acquiring) else { return nil }
        let place = position & (capacity - 1)
        let (entry, count) = unsafe entries[place]
        let payload = unsafe Span(
            _unsafeStart: UnsafePointer(payloads + place * Self.payloadMax), count: Int(count))
        let result = body(entry, payload)
        read.store(position &+ 1, ordering: .releasing)
        return result
    }

    /// Either side: how many entries wait, as far as this side can see.
    var waiting: Int {
        written.load(ordering: .acquiring) &- read.load(ordering: .acquiring)
    }
}
