/// A viewer's second NACK for the same packet this soon is about the first resend, still under way.
private let pauseNanosecondsMin: Int64 = 10_000_000
/// Resends of one packet to one viewer.
private let resendsMax: UInt8 = 5

/// What was sent on one slot under which number, so that a viewer's NACK finds the publisher's
/// packet.
///
/// A ring by slot sequence; audio slots, which are not resent, have none.
struct SlotHistory {
    /// As many as the publishers' packet stores hold.
    static let standardCapacity = 512

    /// One packet that was sent.
    struct Entry {
        let slotSequence: ExtendedSequence
        let tag: StreamTag
        let sourceSequence: ExtendedSequence
        let packet: SlotPacket
        fileprivate var resends: UInt8 = 0
        fileprivate var resentAt: Instant?

        init(
            slotSequence: ExtendedSequence, tag: StreamTag, sourceSequence: ExtendedSequence,
            packet: SlotPacket
        ) {
            self.slotSequence = slotSequence
            self.tag = tag
            self.sourceSequence = sourceSequence
            self.packet = packet
        }
    }

    private var ring: [Entry?]

    /// Makes room for `capacity` packets: a power of two, or 0 for none.
    init(capacity: Int) {
        precondition(capacity & (capacity - 1) == 0, "the capacity is 0 or a power of two")
        ring = Array(repeating: nil, count: capacity)
    }

    /// Remembers a packet that is being sent.
    mutating func note(_ entry: Entry) {
        guard !ring.isEmpty else { return }
        ring[place(of: entry.slotSequence)] = entry
    }

    /// The packet to send again, unless it is gone, was resent five times, or less than a round
    /// trip ago.
    mutating func resend(
        _ sequence: ExtendedSequence, now: Instant, roundTripNanoseconds: Int64
    ) -> Entry? {
        guard !ring.isEmpty else { return nil }
        let index = place(of: sequence)
        guard var entry = ring[index], entry.slotSequence == sequence,
            entry.resends < resendsMax
        else { return nil }
        let pause = max(roundTripNanoseconds, pauseNanosecondsMin)
        if let last = entry.resentAt, now.nanoseconds(since: last) < pause { return nil }
        entry.resends += 1
        entry.resentAt = now
        ring[index] = entry
        return entry
    }

    /// Forgets every packet of a stream, so that none of it can be resent.
    mutating func purge(_ tag: StreamTag) {
        for index in ring.indices where ring[index]?.tag == tag { ring[index] = nil }
    }

    /// Forgets everything.
    mutating func purgeAll() {
        for index in ring.indices { ring[index] = nil }
    }

    private func place(of sequence: ExtendedSequence) -> Int {
        Int(truncatingIfNeeded: sequence.rawValue) & (ring.count - 1)
    }
}
