public import Evidence
internal import Foundation
internal import GRDB

/// The booked hearings and their personal links.
public struct Bookings: Sendable {
    /// Further links that a seat has at a time; the oldest ends when one more is made.
    public static let furtherLinksMax = 16

    private let database: CourtDatabase

    /// The bookings in this database.
    public init(_ database: CourtDatabase) {
        self.database = database
    }

    /// The logs of the hearings, in the same database.
    public var logs: SQLiteLogStore { SQLiteLogStore(database) }

    /// The court's staff, in the same database.
    public var staff: StaffList { StaffList(database) }

    /// Books a hearing: its log begins, empty, in epoch 0.
    public func book(_ booking: Booking) async throws(StorageError) {
        try await database.write { db in
            let known = try Row.fetchOne(
                db, sql: "SELECT 1 FROM hearing WHERE hid = ?", arguments: [booking.hearing.hex])
            guard known == nil else { throw StorageError.hearingExists(booking.hearing) }
            let id = try booking.insert(in: db)
            for seat in booking.seats { try seat.insert(for: id, in: db) }
        }
    }

    /// All hearings in the order in which they are scheduled, with where their logs stand.
    public func all() async throws(StorageError) -> [(hearing: Bytes16, head: LogHead)] {
        try await database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT hid, size, epoch, sealed FROM hearing ORDER BY scheduled_us, id"
            ).map { ($0.hearing(), Self.head($0)) }
        }
    }

    /// The hearings that are scheduled in a time, in microseconds since 1970, in that order; at
    /// most `limit` of them.
    ///
    /// With a member of the staff only those in which that person has a seat.
    public func scheduled(
        in time: Range<Int64>, staff: StaffMember.ID? = nil, limit: Int
    ) async throws(StorageError) -> [(booking: Booking, head: LogHead)] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM hearing WHERE scheduled_us >= ? AND scheduled_us < ?
                        AND (? IS NULL OR id IN (SELECT hearing FROM seat WHERE staff = ?))
                    ORDER BY scheduled_us, id LIMIT ?
                    """,
                arguments: [time.lowerBound, time.upperBound, staff, staff, limit]
            ).map { row in
                let seats = try BookedSeat.fetchAll(of: row["id"], in: db)
                return (Booking(row, seats: seats), Self.head(row))
            }
        }
    }

    /// One booking.
    public func booking(of hearing: Bytes16) async throws(StorageError) -> Booking {
        try await database.read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM hearing WHERE hid = ?", arguments: [hearing.hex])
            guard let row else { throw StorageError.unknownHearing(hearing) }
            return Booking(row, seats: try BookedSeat.fetchAll(of: row["id"], in: db))
        }
    }

    /// Where a link leads; nil if there is no such link.
    public func seat(ofLink hash: Sha256) async throws(StorageError) -> SeatLink? {
        try await database.read { db in
            let own = try Row.fetchOne(
                db,
                sql: """
                    SELECT seat.*, hid, NULL AS thumbprint
                    FROM seat JOIN hearing ON hearing.id = seat.hearing WHERE link_hash = ?
                    """,
                arguments: [Data(hash.bytes)])
            let row =
                try own
                ?? Row.fetchOne(
                    db,
                    sql: """
                        SELECT seat.*, hid, thumbprint FROM link
                        JOIN seat ON seat.hearing = link.hearing AND seat.number = link.seat
                        JOIN hearing ON hearing.id = link.hearing WHERE link.link_hash = ?
                        """,
                    arguments: [Data(hash.bytes)])
            return row.map { row in
                SeatLink(
                    hearing: row.hearing(), seat: BookedSeat(row),
                    thumbprint: row["thumbprint"] == nil ? nil : row.digest("thumbprint"))
            }
        }
    }

    /// Makes one more link to a seat, for one key alone; it ends with the seat's own link.
    public func addLink(
        _ hash: Sha256, to seat: Int, of hearing: Bytes16, for thumbprint: Sha256,
        at microseconds: Int64
    ) async throws(StorageError) {
        try await database.write { db in
            let id = try HearingRow.fetch(hearing, in: db).id
            let known = try Row.fetchOne(
                db, sql: "SELECT 1 FROM seat WHERE link_hash = ?", arguments: [Data(hash.bytes)])
            guard known == nil else { throw StorageError.duplicate("a link") }
            try db.execute(
                sql: """
                    INSERT INTO link (link_hash, hearing, seat, thumbprint, made_us)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(hash.bytes), id, seat, Data(thumbprint.bytes), microseconds,
                ])
            try db.execute(
                sql: """
                    DELETE FROM link WHERE link_hash IN (
                        SELECT link_hash FROM link WHERE hearing = ? AND seat = ?
                        ORDER BY made_us DESC, link_hash = ? DESC LIMIT -1 OFFSET ?)
                    """,
                arguments: [id, seat, Data(hash.bytes), Self.furtherLinksMax])
        }
    }

    private static func head(_ row: Row) -> LogHead {
        LogHead(size: row["size"], epoch: row["epoch"], isSealed: row["sealed"])
    }
}
