/// Where a published packet lies that may have to be sent again.
struct StoredPacket: Equatable {
    let slot: PacketSlot
    let length: Int
}

/// The last packets of one published stream, found by sequence number, for resends to all its
/// viewers.
///
/// The store counts as one holder of every slot in it; it never touches the pool itself, but hands
/// every slot that it lets go of to the caller, who releases it.
struct PacketStore {
    /// Half a second of a 720p layer at 1000 packets a second.
    static let standardCapacity = 512

    private struct Entry {
        var sequence: ExtendedSequence
        var packet: StoredPacket
    }

    private var ring: [Entry?]

    /// Makes room for `capacity` packets, a power of two.
    init(capacity: Int = standardCapacity) {
        precondition(
            capacity > 0 && capacity & (capacity - 1) == 0, "the capacity is a power of two")
        ring = Array(repeating: nil, count: capacity)
    }

    /// Keeps a packet and answers the slot that the caller must release now: that of the packet
    /// which made room, or the offered one when a newer packet (or the same) is in its place; nil:
    /// neither.
    mutating func insert(
        _ sequence: ExtendedSequence, slot: PacketSlot, length: Int
    ) -> PacketSlot? {
        let index = place(of: sequence)
        let old = ring[index]
        if let old, old.sequence >= sequence { return slot }
        ring[index] = Entry(
            sequence: sequence, packet: StoredPacket(slot: slot, length: length))
        return old?.packet.slot
    }

    /// The packet with this number, if it is still here.
    func find(_ sequence: ExtendedSequence) -> StoredPacket? {
        guard let entry = ring[place(of: sequence)], entry.sequence == sequence else { return nil }
        return entry.packet
    }

    /// Empties the store; `release` gets every slot that was in it.
    mutating func removeAll(_ release: (PacketSlot) -> Void) {
        for index in ring.indices {
            guard let entry = ring[index] else { continue }
            release(entry.packet.slot)
            ring[index] = nil
        }
    }

    private func place(of sequence: ExtendedSequence) -> Int {
        Int(truncatingIfNeeded: sequence.rawValue) & (ring.count - 1)
    }
}
