public import Evidence
internal import Foundation
internal import GRDB

/// The wrapped keys of hearings; written with log entries, erased at the seal.
public struct Secrets: Sendable {
    /// The purpose of the key that signs a hearing's checkpoints.
    public static let session = "session"

    private let database: CourtDatabase

    /// The secrets in this database.
    public init(_ database: CourtDatabase) {
        self.database = database
    }

    /// A wrapped key; nil if there is none, or no more.
    public func key(
        _ purpose: String, of hearing: Bytes16
    ) async throws(StorageError) -> WrappedKey? {
        try await database.read { db in
            let id = try HearingRow.fetch(hearing, in: db).id
            return try Row.fetchOne(
                db, sql: "SELECT nonce, ciphertext FROM secret WHERE hearing = ? AND purpose = ?",
                arguments: [id, purpose]
            ).map { WrappedKey(nonce: $0.bytes("nonce"), ciphertext: $0.bytes("ciphertext")) }
        }
    }

    /// Erases a wrapped key from the database and its write-ahead log, overwriting it with zeros.
    ///
    /// What the disk itself keeps is beyond reach: the wrapping is the second lock.
    public func erase(_ purpose: String, of hearing: Bytes16) async throws(StorageError) {
        try await database.write { db in
            let id = try HearingRow.fetch(hearing, in: db).id
            try db.execute(
                sql: "DELETE FROM secret WHERE hearing = ? AND purpose = ?",
                arguments: [id, purpose])
        }
        try await database.emptyJournal()
    }
}
