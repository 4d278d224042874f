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

/// Where the entries of a generic NACK lie.
struct NackList {
    let start: Int
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
