internal import GRDB
internal import Synchronization

/// The one writer of the database: gathers the writes of all hearings into few transactions.
///
/// While one transaction waits for the disk, new writes queue up; the next transaction takes them
/// (group commit), in the order in which they came: first those that somebody waits for, then those
/// that can wait, as many as fit. Each runs in a savepoint of its own: a refused write undoes itself
/// alone, a failed transaction fails all its writes.
final class CommitQueue: Sendable {
    /// The most writes in one transaction: bounds the time that a write waits for others.
    static let batchMax = 512
    /// The most writes that may wait; beyond it they fail with `overloaded`.
    ///
    /// At a thousand commits a second this is some seconds of work.
    static let waitingMax = 8_192
    /// How long one transaction takes up writes that can wait; or as long as the last
    /// sync took, so that a slow disk does not leave them behind.
    ///
    /// This is what an order waits for at most.
    static let patientBudget = Duration.milliseconds(2)

    private struct Job: Sendable {
        let run: @Sendable (Database) throws -> Void
        let settle: @Sendable (StorageError?) -> Void
    }

    private struct State {
        var waiting: [Job] = []
        /// Writes that can wait for those of `waiting`.
        var patient: [Job] = []
        var lastSync = Duration.zero
        var isDraining = false
        var isStopped = false
        var statistics = CommitStatistics()
    }

    private let pool: DatabasePool
    private let state = Mutex(State())

    init(_ pool: DatabasePool) {
        self.pool = pool
    }

    var statistics: CommitStatistics { state.withLock(\.statistics) }

    /// Queues a write; the order of calls is the order of writes, among those that can wait and among the others.
    func enqueue<Value: Sendable>(
        canWait: Bool = false, _ body: @escaping @Sendable (Database) throws -> Value
    ) -> PendingCommit<Value> {
        let pending = PendingCommit<Value>()
        let job = Job(run: { pending.hold(try body($0)) }, settle: pending.settle)
        let (error, mustStart) = state.withLock { state -> (StorageError?, Bool) in
            if state.isStopped { return (.stopped, false) }
            if state.waiting.count + state.patient.count >= Self.waitingMax {
                state.statistics.overloads += 1
                return (.overloaded, false)
            }
            if canWait { state.patient.append(job) } else { state.waiting.append(job) }
            defer { state.isDraining = true }
            return (nil, !state.isDraining)
        }
        if let error { pending.settle(error) }
        if mustStart { pool.asyncWriteWithoutTransaction { self.drain($0) } }
        return pending
    }

    /// Runs on the database's writer queue until nothing waits.
    private func drain(_ database: Database) {
        while let batch = nextBatch() {
            let outcome = isStopped ? .failure(.stopped) : commit(batch, in: database)
            switch outcome {
            case .success(let refusals):
                note(outcome, jobs: refusals.count)
                putBack(batch.jobs.dropFirst(refusals.count))
                for (job, refusal) in zip(batch.jobs, refusals) { job.settle(refusal) }
            case .failure(let error):
                note(outcome, jobs: batch.jobs.count)
                for job in batch.jobs { job.settle(error) }
            }
        }
    }

    /// What did not fit into a transaction comes first in the next.
    private func putBack(_ jobs: ArraySlice<Job>) {
        guard !jobs.isEmpty else { return }
        state.withLock { $0.patient.insert(contentsOf: jobs, at: 0) }
    }

    private var isStopped: Bool { state.withLock(\.isStopped) }

    /// The writes of one transaction: those that nobody may let wait, then the others.
    private struct Batch {
        let jobs: [Job]
        /// How many of them are in this transaction whatever it takes.
        let urgentCount: Int
        let patientBudget: Duration
    }

    private func nextBatch() -> Batch? {
        state.withLock { state -> Batch? in
            guard !state.waiting.isEmpty || !state.patient.isEmpty else {
                state.isDraining = false
                return nil
            }
            let urgent = state.waiting.prefix(Self.batchMax)
            let patient = state.patient.prefix(Self.batchMax - urgent.count)
            defer {
                state.waiting.removeFirst(urgent.count)
                state.patient.removeFirst(patient.count)
            }
            return Batch(
                jobs: Array(urgent) + Array(patient), urgentCount: urgent.count,
                patientBudget: max(Self.patientBudget, state.lastSync))
        }
    }

    /// One transaction.
    ///
    /// The result has a refusal or nil for each write, or the error that undid them all.
    private func commit(
        _ batch: Batch, in database: Database
    ) -> Result<[StorageError?], StorageError> {
        var refusals: [StorageError?] = []
        let begin = ContinuousClock.now
        var written = begin
        do {
            try database.inTransaction(.immediate) {
                for job in batch.jobs {
                    let isFull =
                        refusals.count >= max(batch.urgentCount, 1)
                        && ContinuousClock.now - begin > batch.patientBudget
                    if isFull { break }
                    refusals.append(try refusal(of: job, in: database))
                }
                written = .now
                return .commit
            }
            state.withLock { $0.lastSync = written.duration(to: .now) }
            return .success(refusals)
        } catch {
            return .failure(StorageError(error, path: pool.path))
        }
    }

    /// Runs one write in its savepoint: nil, or why it alone was undone.
    ///
    /// Faults of the database are thrown, they undo the whole transaction.
    private func refusal(of job: Job, in database: Database) throws -> StorageError? {
        do {
            try database.inSavepoint {
                try job.run(database)
                return .commit
            }
            return nil
        } catch let refusal as StorageError {
            return refusal
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            return .duplicate(error.message ?? "a row")
        }
    }

    private func note(_ outcome: Result<[StorageError?], StorageError>, jobs: Int) {
        state.withLock { state in
            switch outcome {
            case .success:
                state.statistics.transactions += 1
                state.statistics.writes += jobs
            case .failure(let error):
                state.statistics.failures += 1
                if case .database(let fault) = error, fault.isFatal { state.isStopped = true }
            }
        }
    }
}

/// Counts since the database was opened.
public struct CommitStatistics: Hashable, Sendable {
    /// Transactions made durable.
    public internal(set) var transactions = 0
    /// Writes in them, refused ones included.
    public internal(set) var writes = 0
    /// Transactions that failed.
    public internal(set) var failures = 0
    /// Writes that found too many waiting.
    public internal(set) var overloads = 0
}
