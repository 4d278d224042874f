/// Skipped numbers that are remembered; only packets that come late need them.
private let skipsMax = 16

/// The distance from a source's sequence numbers to a slot's, smaller by one after every skipped
/// number.
struct SequenceShift {
    private var shift: Int64
    /// The last skipped numbers, in a ring.
    private var skips = InlineArray<16, Int64>(repeating: .min)
    private var skipCount = 0

    /// Puts `first` of the source at `target` of the slot.
    init(from first: ExtendedSequence, to target: ExtendedSequence) {
        shift = target.distance(since: first)
    }

    /// Leaves no room for a number that is newer than all before.
    mutating func skip(_ sequence: ExtendedSequence) {
        skips[skipCount % skipsMax] = sequence.rawValue
        skipCount += 1
        shift -= 1
    }

    /// The slot's number for one of the source; nil when it lies so far back that the skipped
    /// numbers around it are forgotten.
    func shifted(_ sequence: ExtendedSequence) -> ExtendedSequence? {
        guard skipCount > 0 else { return moved(sequence, by: shift) }
        var later: Int64 = 0
        for index in 0..<skipsMax where skips[index] > sequence.rawValue { later += 1 }
        guard later < Int64(skipsMax) else { return nil }
        return moved(sequence, by: shift + later)
    }

    private func moved(_ sequence: ExtendedSequence, by steps: Int64) -> ExtendedSequence {
        ExtendedSequence(rawValue: sequence.rawValue &+ steps)
    }
}
