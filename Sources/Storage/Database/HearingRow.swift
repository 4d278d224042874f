internal import Evidence
internal import Foundation
internal import GRDB

/// The row of a hearing, as far as its log needs it.
struct HearingRow {
    /// The number by which other tables name the hearing.
    let id: Int64
    let head: LogHead

    /// The row of a hearing; `unknownHearing` if there is none.
    static func fetch(_ hearing: Bytes16, in db: Database) throws -> HearingRow {
        let statement = try db.cachedStatement(
            sql: "SELECT id, size, epoch, sealed FROM hearing WHERE hid = ?")
        guard let row = try Row.fetchOne(statement, arguments: [hearing.hex]) else {
            throw StorageError.unknownHearing(hearing)
        }
        return HearingRow(
            id: row["id"],
            head: LogHead(size: row["size"], epoch: row["epoch"], isSealed: row["sealed"]))
    }
}

extension Row {
    /// A blob column.
    func bytes(_ column: String) -> [UInt8] {
        [UInt8](self[column] as Data)
    }

    /// A blob column of 32 bytes, which its table checks.
    func digest(_ column: String) -> Sha256 {
        guard let digest = Sha256(bytes: bytes(column)) else {
            preconditionFailure("column \(column) holds digests of 32 bytes")
        }
        return digest
    }

    /// The text column with a hearing's id, which only this module writes.
    func hearing(_ column: String = "hid") -> Bytes16 {
        guard let id = Bytes16(hex: self[column]) else {
            preconditionFailure("column \(column) holds hearing ids")
        }
        return id
    }
}
