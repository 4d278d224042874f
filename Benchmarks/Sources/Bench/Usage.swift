import CPeer
import Media
import Storage

/// What the process and its database have done so far.
struct Usage {
    /// The same over a stretch of time.
    struct Share: Sendable {
        let seconds: Double
        /// Processor time against time passed: 2 is two whole cores.
        let cores: Double
        let writesPerSecond: Double
        let transactionsPerSecond: Double
    }

    private let moment = Instant.now().nanoseconds
    private let cpu = process_cpu_ns()
    private let statistics: CommitStatistics

    init(of database: CourtDatabase) { statistics = database.statistics }

    func since(_ earlier: Usage) -> Share {
        let seconds = Double(moment - earlier.moment) / 1e9
        let writes = Double(statistics.writes - earlier.statistics.writes)
        let transactions = Double(statistics.transactions - earlier.statistics.transactions)
        return Share(
            seconds: seconds, cores: Double(cpu - earlier.cpu) / 1e9 / seconds,
            writesPerSecond: writes / seconds, transactionsPerSecond: transactions / seconds)
    }
}
