/// Which of the latest 1,024 indexes of a stream have been used (RFC 3711 §3.3.2).
///
/// A ring of bits: index i has bit i mod 1,024, so that a step forward clears bits and moves none.
/// A receiver asks it about replays, a sender about nonces.
struct ReplayWindow: Sendable {
    /// Indexes that are remembered.
    ///
    /// The RFC asks for 64; video at high rates over a jittery path reorders further than that
    /// (libwebrtc and mediasoup use 1,024 too).
    static let size: UInt64 = 1_024

    /// What the window knows about an index.
    enum Verdict: Hashable, Sendable {
        /// Not used yet.
        case fresh
        /// Used before.
        case used
        /// Below the window.
        case tooOld
    }

    /// The highest index used; nil before the first.
    private(set) var highest: UInt64?
    private var bits = InlineArray<16, UInt64>(repeating: 0)

    /// What the window knows about `index`.
    ///
    /// Changes nothing.
    func verdict(on index: UInt64) -> Verdict {
        guard let highest, index <= highest else { return .fresh }
        guard highest - index < Self.size else { return .tooOld }
        return bits[word(of: index)] & mask(of: index) == 0 ? .fresh : .used
    }

    /// Remembers that `index` was used.
    ///
    /// For a receiver only after authentication (RFC 3711 §3.3).
    mutating func commit(_ index: UInt64) {
        if let highest {
            if index > highest { clear(from: highest + 1, through: index) }
            self.highest = max(highest, index)
        } else {
            highest = index
        }
        bits[word(of: index)] |= mask(of: index)
    }

    /// Frees the bits of indexes that come into the window.
    private mutating func clear(from first: UInt64, through last: UInt64) {
        if last - first >= Self.size - 1 {
            bits = InlineArray(repeating: 0)
            return
        }
        for index in first...last {
            bits[word(of: index)] &= ~mask(of: index)
        }
    }

    private func word(of index: UInt64) -> Int { Int(index % Self.size / 64) }

    private func mask(of index: UInt64) -> UInt64 { 1 << (index % 64) }
}
