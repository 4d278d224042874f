public import Evidence
internal import Foundation
internal import GRDB

/// A personal text behind a commitment: the log has only its digest.
public struct Body: Hashable, Sendable {
    /// The number of the entry that commits to it.
    public let sequence: Int
    /// SHA-256(salt ‖ bytes), as in the entry.
    public let digest: Sha256
    /// 32 random bytes.
    public let salt: [UInt8]
    /// The text.
    public let bytes: [UInt8]

    /// Describes a body.
    public init(sequence: Int, digest: Sha256, salt: [UInt8], bytes: [UInt8]) {
        self.sequence = sequence
        self.digest = digest
        self.salt = salt
        self.bytes = bytes
    }

    /// Writes the row, for the hearing with this row number.
    func insert(for hearing: Int64, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO body (hearing, seq, digest, salt, bytes) VALUES (?, ?, ?, ?, ?)",
            arguments: [hearing, sequence, Data(digest.bytes), Data(salt), Data(bytes)])
    }
}

/// The personal texts behind the commitments of all logs; written with log entries.
public struct Bodies: Sendable {
    private let database: CourtDatabase

    /// The bodies in this database.
    public init(_ database: CourtDatabase) {
        self.database = database
    }

    /// All bodies of a hearing in the order of their entries.
    public func bodies(of hearing: Bytes16) async throws(StorageError) -> [Body] {
        try await database.read { db in
            let id = try HearingRow.fetch(hearing, in: db).id
            return try Row.fetchAll(
                db, sql: "SELECT * FROM body WHERE hearing = ? ORDER BY seq", arguments: [id]
            ).map { row in
                Body(
                    sequence: row["seq"], digest: row.digest("digest"), salt: row.bytes("salt"),
                    bytes: row.bytes("bytes"))
            }
        }
    }

    /// Erases one body: every proof stays valid, its content is sealed for ever.
    public func erase(_ digest: Sha256, of hearing: Bytes16) async throws(StorageError) {
        try await database.write { db in
            let id = try HearingRow.fetch(hearing, in: db).id
            try db.execute(
                sql: "DELETE FROM body WHERE hearing = ? AND digest = ?",
                arguments: [id, Data(digest.bytes)])
        }
        try await database.emptyJournal()
    }
}
