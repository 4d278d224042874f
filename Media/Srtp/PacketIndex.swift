/// The 48-bit index of an SRTP packet: rollover counter and sequence number (RFC 3711 §3.3.1).
struct PacketIndex: Hashable, Comparable, Sendable {
    /// ROC × 2¹⁶ + sequence number, below 2⁴⁸.
    let rawValue: UInt64

    /// Makes an index from a value below 2⁴⁸.
    init(rawValue: UInt64) {
        self.rawValue = rawValue & 0xffff_ffff_ffff
    }

    /// The rollover counter: how often the sequence number has wrapped.
    var rolloverCounter: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 16) }

    /// The sequence number of the packet's header.
    var sequence: UInt16 { UInt16(truncatingIfNeeded: rawValue) }

    /// The most likely index of a packet with `sequence`, given the highest index so far: the one
    /// within half the sequence space (RFC 3711 appendix A).
    ///
    /// Nil when it would lie before 0 or beyond the last index of the key.
    static func estimate(sequence: UInt16, highest: PacketIndex?) -> PacketIndex? {
        guard let highest else { return PacketIndex(rawValue: UInt64(sequence)) }
        let distance = Int64(Int16(bitPattern: sequence &- highest.sequence))
        let value = Int64(highest.rawValue) + distance
        guard value >= 0, value <= 0xffff_ffff_ffff else { return nil }
        return PacketIndex(rawValue: UInt64(value))
    }

    static func < (left: PacketIndex, right: PacketIndex) -> Bool {
        left.rawValue < right.rawValue
    }
}
