/// When each endpoint wants to be looked at again.
///
/// One row of numbers, scanned only when the earliest is due: for a thousand endpoints that is a
/// third of a microsecond, and an idle poll is one comparison.
struct DeadlineTable {
    private var deadlines: [Int64]
    /// No entry is earlier than this; it may be too early, never too late.
    private(set) var earliest = Instant.distantFuture

    /// Makes a table of `capacity` places, none of them waiting.
    init(capacity: Int) {
        deadlines = Array(repeating: .max, count: capacity)
    }

    /// Looks at `index` at `moment` or before.
    mutating func lower(_ index: Int, to moment: Instant) {
        guard moment.nanoseconds < deadlines[index] else { return }
        deadlines[index] = moment.nanoseconds
        if moment < earliest { earliest = moment }
    }

    /// Looks at `index` no more.
    mutating func clear(_ index: Int) {
        deadlines[index] = .max
    }

    /// Takes one place that is due below `end`, starting at `start`; nil when there is none.
    mutating func takeDue(from start: Int, end: Int, now: Instant) -> Int? {
        var index = start
        while index < end {
            if deadlines[index] <= now.nanoseconds {
                deadlines[index] = .max
                return index
            }
            index += 1
        }
        return nil
    }

    /// Finds the earliest entry below `end` anew, after all due ones were taken.
    mutating func refresh(end: Int) {
        var least = Int64.max
        for index in 0..<end { least = min(least, deadlines[index]) }
        earliest = Instant(nanoseconds: least)
    }
}
