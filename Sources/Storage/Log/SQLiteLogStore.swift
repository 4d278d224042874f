public import Evidence
internal import Foundation
internal import GRDB

/// Hearing logs in the court's SQLite database.
public struct SQLiteLogStore: LogStore {
    private let database: CourtDatabase

    /// The logs in this database.
    public init(_ database: CourtDatabase) {
        self.database = database
    }

    public func claim(_ hearing: Bytes16, from epoch: Int) async throws(StorageError) -> Int {
        try await database.write { db in
            let row = try HearingRow.fetch(hearing, in: db)
            guard row.head.epoch == epoch else {
                throw StorageError.wrongEpoch(given: epoch, actual: row.head.epoch)
            }
            try db.execute(
                sql: "UPDATE hearing SET epoch = ? WHERE id = ?", arguments: [epoch + 1, row.id])
            return epoch + 1
        }
    }

    public func enqueue(_ append: LogAppend) -> PendingCommit<LogHead> {
        database.enqueue(canWait: append.canWait) { db in
            let row = try HearingRow.fetch(append.hearing, in: db)
            try Self.check(append, against: row.head)
            try Self.insert(append.entries, after: row, in: db)
            for companion in append.companions { try companion.insert(for: row.id, in: db) }
            let head = LogHead(
                size: row.head.size + append.entries.count, epoch: append.epoch,
                isSealed: append.seals)
            try db.cachedStatement(sql: "UPDATE hearing SET size = ?, sealed = ? WHERE id = ?")
                .execute(arguments: [head.size, head.isSealed, row.id])
            return head
        }
    }

    public func commitNote(
        _ text: String, size: Int, epoch: Int, of hearing: Bytes16
    ) async throws(StorageError) {
        try await database.enqueue(canWait: true) { db in
            let row = try HearingRow.fetch(hearing, in: db)
            guard row.head.epoch == epoch else {
                throw StorageError.wrongEpoch(given: epoch, actual: row.head.epoch)
            }
            guard size <= row.head.size else {
                throw StorageError.wrongSize(expected: size, actual: row.head.size)
            }
            let latest = try Self.latestNote(of: row.id, in: db)
            guard size > latest?.size ?? 0 else {
                throw StorageError.duplicate("a note over \(latest?.size ?? 0) entries")
            }
            try db.cachedStatement(
                sql: "INSERT INTO note (hearing, size, epoch, text) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [row.id, size, epoch, text])
        }.value()
    }

    public func head(of hearing: Bytes16) async throws(StorageError) -> LogHead {
        try await database.read { try HearingRow.fetch(hearing, in: $0).head }
    }

    public func entries(
        of hearing: Bytes16, _ range: Range<Int>
    ) async throws(StorageError) -> [LogEntry] {
        try await database.read { db in
            let row = try HearingRow.fetch(hearing, in: db)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT bytes, leaf FROM entry
                    WHERE hearing = ? AND seq >= ? AND seq < ? ORDER BY seq
                    """,
                arguments: [row.id, range.lowerBound, range.upperBound])
            return rows.map { LogEntry($0.bytes("bytes"), leaf: $0.digest("leaf")) }
        }
    }

    public func leaves(of hearing: Bytes16) async throws(StorageError) -> [Sha256] {
        try await database.read { db in
            let row = try HearingRow.fetch(hearing, in: db)
            return try Row.fetchAll(
                db, sql: "SELECT leaf FROM entry WHERE hearing = ? ORDER BY seq",
                arguments: [row.id]
            ).map { $0.digest("leaf") }
        }
    }

    public func latestNote(of hearing: Bytes16) async throws(StorageError) -> CommittedNote? {
        try await database.read { db in
            try Self.latestNote(of: try HearingRow.fetch(hearing, in: db).id, in: db)
        }
    }

    // MARK: Inside a transaction

    private static func check(_ append: LogAppend, against head: LogHead) throws(StorageError) {
        guard append.epoch == head.epoch else {
            throw .wrongEpoch(given: append.epoch, actual: head.epoch)
        }
        guard !head.isSealed else { throw .sealed(append.hearing) }
        guard append.expectedSize == head.size else {
            throw .wrongSize(expected: append.expectedSize, actual: head.size)
        }
    }

    private static func insert(
        _ entries: [LogEntry], after row: HearingRow, in db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO entry (hearing, seq, leaf, bytes) VALUES (?, ?, ?, ?)")
        for (index, entry) in entries.enumerated() {
            try statement.execute(arguments: [
                row.id, row.head.size + index, Data(entry.leaf.bytes), Data(entry.bytes),
            ])
        }
    }

    private static func latestNote(of id: Int64, in db: Database) throws -> CommittedNote? {
        let statement = try db.cachedStatement(
            sql: "SELECT size, epoch, text FROM note WHERE hearing = ? ORDER BY size DESC LIMIT 1")
        return try Row.fetchOne(statement, arguments: [id]).map {
            CommittedNote(size: $0["size"], epoch: $0["epoch"], text: $0["text"])
        }
    }
}

extension LogAppend.Companion {
    /// Writes the row, for the hearing with this row number.
    fileprivate func insert(for hearing: Int64, in db: Database) throws {
        switch self {
        case .body(let body): try body.insert(for: hearing, in: db)
        case .session(let session): try session.insert(for: hearing, in: db)
        case .sessionsOfSeat(let seat, let state):
            try db.execute(
                sql: """
                    UPDATE session SET state = ?
                    WHERE hearing = ? AND seat = ? AND state = 'active'
                    """,
                arguments: [state.rawValue, hearing, seat])
        case .seat(let seat): try seat.insert(for: hearing, in: db)
        case .secret(let purpose, let key):
            try db.execute(
                sql: "INSERT INTO secret (hearing, purpose, nonce, ciphertext) VALUES (?, ?, ?, ?)",
                arguments: [hearing, purpose, Data(key.nonce), Data(key.ciphertext)])
        }
    }
}
