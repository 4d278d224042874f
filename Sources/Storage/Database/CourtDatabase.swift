internal import GRDB

/// The court's database: one SQLite file with a write-ahead log, synced at every commit.
///
/// One process writes it (`DirectoryLock`); others may read it at the same time.
public final class CourtDatabase: Sendable {
    /// How long a connection waits for a lock: only a reading process or a checkpoint holds one.
    private static let busySeconds: Double = 5

    /// The file.
    public let path: String
    private let pool: DatabasePool
    private let commits: CommitQueue

    /// Opens the database, makes it if it is missing, and brings its tables up to date.
    public init(path: String) throws(StorageError) {
        self.path = path
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration)
            commits = CommitQueue(pool)
            let isNewer = try pool.read { try Schema.migrations.hasBeenSuperseded($0) }
            if isNewer { throw StorageError.newerSchema(path: path) }
            try pool.writeWithoutTransaction { try Self.makeDurable($0, path: path) }
            try Schema.migrations.migrate(pool)
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// Opens an existing database for reading only, while a server may be writing it.
    public init(reading path: String) throws(StorageError) {
        self.path = path
        do {
            var configuration = Self.configuration
            configuration.readonly = true
            pool = try DatabasePool(path: path, configuration: configuration)
            commits = CommitQueue(pool)
            let (isNewer, isCurrent) = try pool.read { db in
                (
                    try Schema.migrations.hasBeenSuperseded(db),
                    try Schema.migrations.hasCompletedMigrations(db)
                )
            }
            if isNewer { throw StorageError.newerSchema(path: path) }
            if !isCurrent { throw StorageError.olderSchema(path: path) }
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// Counts of the group commit.
    public var statistics: CommitStatistics { commits.statistics }

    /// Closes all connections; writes that still wait are lost, so await them first.
    public func close() throws(StorageError) {
        do {
            try pool.close()
        } catch {
            throw StorageError(error, path: path)
        }
    }

    // MARK: For the tables

    /// Queues a write for the next transaction.
    func enqueue<Value: Sendable>(
        canWait: Bool = false, _ body: @escaping @Sendable (Database) throws -> Value
    ) -> PendingCommit<Value> {
        commits.enqueue(canWait: canWait, body)
    }

    /// Writes, and returns when it is durable.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StorageError) -> Value {
        try await commits.enqueue(body).value()
    }

    /// Reads what is committed.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StorageError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// Moves the write-ahead log into the database file and empties it, so that what was deleted
    /// is in neither.
    func emptyJournal() async throws(StorageError) {
        do {
            try await pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        } catch {
            throw StorageError(error, path: path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busySeconds)
        configuration.label = "court"
        // Deleted content is overwritten with zeros.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        return configuration
    }

    /// GRDB opens pools with `synchronous = NORMAL`, under which a power cut may undo commits that
    /// were acknowledged.
    ///
    /// `FULL` syncs the write-ahead log at every commit.
    private static func makeDurable(_ database: Database, path: String) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode")
        let level = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        guard journal == "wal", level == 2 else {
            throw StorageError.unsafeDatabase(
                path: path, "needs write-ahead log and full synchronisation")
        }
    }
}
