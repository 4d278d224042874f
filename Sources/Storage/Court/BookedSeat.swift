public import Evidence
internal import Foundation
internal import GRDB

/// A seat as it was booked, with the hash of its personal link.
public struct BookedSeat: Hashable, Sendable {
    /// The number of the seat, from 1.
    public let number: Int
    /// The role's wire name.
    public let role: String
    /// The side's wire name, if any.
    public let side: String?
    /// The person's name.
    ///
    /// Personal data: never in an entry or a server log.
    public let name: String
    /// The number of the seat that this one goes with, if any.
    public let companion: Int?
    /// The case of the docket that the seat belongs to, from 1; nil for all cases.
    public let caseNumber: Int?
    /// The member of the court's staff who has this seat, if one has.
    public let staff: StaffMember.ID?
    /// Whether the seat was added during the hearing: then the log has it, not the docket.
    public let isAdded: Bool
    /// SHA-256 of the link's 32-byte token; the token itself is kept nowhere.
    public let linkHash: Sha256
    /// When the link ends, in microseconds since 1970.
    public let expiresMicroseconds: Int64

    /// Describes a booked seat.
    public init(
        number: Int, role: String, side: String?, name: String, companion: Int? = nil,
        caseNumber: Int? = nil, staff: StaffMember.ID? = nil, isAdded: Bool = false,
        linkHash: Sha256, expiresMicroseconds: Int64
    ) {
        self.number = number
        self.role = role
        self.side = side
        self.name = name
        self.companion = companion
        self.caseNumber = caseNumber
        self.staff = staff
        self.isAdded = isAdded
        self.linkHash = linkHash
        self.expiresMicroseconds = expiresMicroseconds
    }

    init(_ row: Row) {
        self.init(
            number: row["number"], role: row["role"], side: row["side"], name: row["name"],
            companion: row["companion"], caseNumber: row["case_number"], staff: row["staff"],
            isAdded: row["added"], linkHash: row.digest("link_hash"),
            expiresMicroseconds: row["expires_us"])
    }

    /// The seats of the hearing with this row number, in order.
    static func fetchAll(of hearing: Int64, in db: Database) throws -> [BookedSeat] {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM seat WHERE hearing = ? ORDER BY number")
        return try Row.fetchAll(statement, arguments: [hearing]).map(BookedSeat.init)
    }

    /// Writes the row, for the hearing with this row number.
    ///
    /// - Throws: `StorageError.duplicate` for a link that leads elsewhere already.
    func insert(for hearing: Int64, in db: Database) throws {
        let hash = Data(linkHash.bytes)
        let known = try Row.fetchOne(
            db, sql: "SELECT 1 FROM link WHERE link_hash = ?", arguments: [hash])
        guard known == nil else { throw StorageError.duplicate("a link") }
        try db.execute(
            sql: """
                INSERT INTO seat
                    (hearing, number, role, side, name, companion, case_number, staff, added,
                     link_hash, expires_us)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                hearing, number, role, side, name, companion, caseNumber, staff, isAdded, hash,
                expiresMicroseconds,
            ])
    }
}
