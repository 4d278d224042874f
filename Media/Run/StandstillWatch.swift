/// A masker that has something to read and reads nothing for so long stands still.
private let stillMillisecondsMax: Int64 = 2_000

/// Finds out whether the reader of some rings still moves.
struct StandstillWatch {
    private var seen: [UInt64]
    private var since: [Instant?]

    /// Watches the readers of so many rings.
    init(rings: Int) {
        seen = Array(repeating: 0, count: rings)
        since = Array(repeating: nil, count: rings)
    }

    /// Looks at what readers and writers have done; true when some reader has stood still for too
    /// long.
    mutating func isStill(_ progress: [(read: UInt64, written: UInt64)], now: Instant) -> Bool {
        for (ring, counts) in progress.enumerated() {
            if counts.read == counts.written || counts.read != seen[ring] {
                seen[ring] = counts.read
                since[ring] = counts.read == counts.written ? nil : now
                continue
            }
            guard let start = since[ring] else {
                since[ring] = now
                continue
            }
            if now.milliseconds(since: start) >= stillMillisecondsMax { return true }
        }
        return false
    }
}
