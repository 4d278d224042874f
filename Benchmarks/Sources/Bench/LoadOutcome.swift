/// What came of a stretch of load.
struct LoadOutcome: Sendable {
    let withdrawals: Latencies
    let grants: Latencies
    /// Orders that were said, and those of them that had no effect by the end.
    let given: Int
    let lost: Int
    /// From the planned moment of an order until it was handed to `Reception`.
    let handOver: Latencies
    let used: Usage.Share
    /// Processor time of the thread that signs and says the orders, against time passed.
    let generatorCores: Double
    /// The machine itself meanwhile.
    var machine: Yardstick?

    /// Both classes together.
    var all: Latencies { withdrawals.joined(with: grants) }
}

extension LoadOutcome {
    /// For the terminal.
    var line: String {
        [
            "withdrawing p50 \(withdrawals.percentile(0.5).short) p99 \(withdrawals.percentile(0.99).short) ms",
            "granting p50 \(grants.percentile(0.5).short) p99 \(grants.percentile(0.99).short) ms",
            "lost \(lost) of \(given)", "\(used.cores.short) cores",
            "\(used.writesPerSecond.short) writes/s in \(used.transactionsPerSecond.short) transactions/s",
            "handed over late p99 \(handOver.percentile(0.99).short) ms", machine?.line ?? "",
        ].joined(separator: ", ")
    }
}
