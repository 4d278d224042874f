/// Times that something took, in nanoseconds, and what is asked of them.
struct Latencies: Sendable {
    private var sorted: [Int64]

    init(_ nanoseconds: [Int64]) {
        sorted = nanoseconds.sorted()
    }

    var count: Int { sorted.count }

    /// These and others.
    func joined(with others: Latencies) -> Latencies { Latencies(sorted + others.sorted) }

    /// The time that this share of all stayed at or below, in milliseconds; nil without any.
    func percentile(_ share: Double) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return Double(sorted[min(max(rank, 0), sorted.count - 1)]) / 1e6
    }

    /// The worst, in milliseconds.
    var worst: Double? { sorted.last.map { Double($0) / 1e6 } }

    /// The share that took longer than this many milliseconds.
    func share(above milliseconds: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let above = sorted.count { Double($0) / 1e6 > milliseconds }
        return Double(above) / Double(sorted.count)
    }
}

/// The middle value (of an even number, the mean of the two in the middle); nil of nothing.
func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
