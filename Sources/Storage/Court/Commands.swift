public import Evidence
internal import Foundation
internal import GRDB

/// The commands that clients gave, with their answers; written with log entries.
public struct Commands: Sendable {
    private let database: CourtDatabase

    /// The commands in this database.
    public init(_ database: CourtDatabase) {
        self.database = database
    }

    /// The answer that this command got; nil if it never was carried out.
    public func result(
        of command: Bytes16, in hearing: Bytes16
    ) async throws(StorageError) -> String? {
        try await database.read { db in
            let id = try HearingRow.fetch(hearing, in: db).id
            return try String.fetchOne(
                db, sql: "SELECT result FROM command WHERE hearing = ? AND id = ?",
                arguments: [id, Data(command.bytes)])
        }
    }

    /// All answers of a hearing by command.
    public func results(in hearing: Bytes16) async throws(StorageError) -> [Bytes16: String] {
        try await database.read { db in
            let id = try HearingRow.fetch(hearing, in: db).id
            let rows = try Row.fetchAll(
                db, sql: "SELECT lower(hex(id)) AS id, result FROM command WHERE hearing = ?",
                arguments: [id])
            return Dictionary(
                rows.map { ($0.hearing("id"), $0["result"]) }, uniquingKeysWith: { $1 })
        }
    }
}
