/// State per SSRC with a fixed bound, found by open addressing.
///
/// All memory is taken when the table is made, so that neither a lookup nor a new stream allocates.
struct SsrcTable<State: Sendable>: Sendable {
    /// The most SSRCs that the table takes.
    let capacity: Int

    private var ssrcs: [UInt32] = []
    private var states: [State] = []
    /// 1 + position in `states`, 0 = free; a power of two and at least twice `capacity`.
    private var slots: [UInt16]
    private let slotMask: Int

    /// Makes an empty table for up to `capacity` SSRCs, 1–16,384.
    init(capacity: Int) {
        precondition((1...16_384).contains(capacity), "an SSRC table of an absurd size")
        self.capacity = capacity
        var slotCount = 2
        while slotCount < 2 * capacity { slotCount *= 2 }
        slots = [UInt16](repeating: 0, count: slotCount)
        slotMask = slotCount - 1
        ssrcs.reserveCapacity(capacity)
        states.reserveCapacity(capacity)
    }

    /// How many SSRCs are known.
    var count: Int { states.count }

    /// Whether no further SSRC can be added.
    var isFull: Bool { states.count == capacity }

    /// The position of an SSRC's state; nil if it is not known.
    func position(of ssrc: Ssrc) -> Int? {
        var slot = firstSlot(of: ssrc)
        while slots[slot] != 0 {
            let position = Int(slots[slot]) - 1
            if ssrcs[position] == ssrc.rawValue { return position }
            slot = (slot + 1) & slotMask
        }
        return nil
    }

    /// Adds an SSRC that is not known yet; the table must not be full.
    mutating func add(_ ssrc: Ssrc, _ state: State) -> Int {
        precondition(!isFull, "an SSRC added to a full table")
        var slot = firstSlot(of: ssrc)
        while slots[slot] != 0 { slot = (slot + 1) & slotMask }
        ssrcs.append(ssrc.rawValue)
        states.append(state)
        slots[slot] = UInt16(states.count)
        return states.count - 1
    }

    /// The state at a position that `position(of:)` or `add` gave.
    subscript(position: Int) -> State {
        get { states[position] }
        _modify { yield &states[position] }
    }

    /// Spreads SSRCs, which need not be random, over the slots (Fibonacci hashing).
    private func firstSlot(of ssrc: Ssrc) -> Int {
        Int((ssrc.rawValue &* 0x9e37_79b1) >> 16) & slotMask
    }
}
