public import Evidence
internal import Foundation
internal import GRDB

/// The booked hearings and their personal links.
public struct Bookings: Sendable {
    private let database: CourtDatabase

    /// The bookings in this database.
    public init(_ database: CourtDatabase) {
        self.database = database
    }

    /// Books a hearing: its log begins, empty, in epoch 0.
    public func book(_ booking: Booking) async throws(StorageError) {
        try await database.write { db in
            let known = try Row.fetchOne(
                db, sql: "SELECT 1 FROM hearing WHERE hid = ?", arguments: [booking.hearing.hex])
            guard known == nil else { throw StorageError.hearingExists(booking.hearing) }
            try db.execute(
                sql: """
                    INSERT INTO hearing (hid, title, court, kind, scheduled_us, booked_us)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    booking.hearing.hex, booking.title, booking.court, booking.kind,
                    booking.scheduledMicroseconds, booking.bookedMicroseconds,
                ])
            let id = db.lastInsertedRowID
            for seat in booking.seats { try Self.insert(seat, of: id, in: db) }
        }
    }

    /// All hearings in the order in which they are scheduled, with where their logs stand.
    public func all() async throws(StorageError) -> [(hearing: Bytes16, head: LogHead)] {
        try await database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT hid, size, epoch, sealed FROM hearing ORDER BY scheduled_us, id"
            ).map { row in
                let head = LogHead(
                    size: row["size"], epoch: row["epoch"], isSealed: row["sealed"])
                return (row.hearing(), head)
            }
        }
    }

    /// One booking.
    public func booking(of hearing: Bytes16) async throws(StorageError) -> Booking {
        try await database.read { db in
            let id = try HearingRow.fetch(hearing, in: db).id
            let seats = try Row.fetchAll(
                db, sql: "SELECT * FROM seat WHERE hearing = ? ORDER BY number", arguments: [id])
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM hearing WHERE id = ?", arguments: [id])
            guard let row else { throw StorageError.unknownHearing(hearing) }
            return Booking(
                hearing: hearing, title: row["title"], court: row["court"], kind: row["kind"],
                scheduledMicroseconds: row["scheduled_us"], bookedMicroseconds: row["booked_us"],
                seats: seats.map(Self.seat))
        }
    }

    /// The hearing and seat to which a link belongs; nil if there is no such link.
    public func seat(
        ofLink hash: Sha256
    ) async throws(StorageError) -> (hearing: Bytes16, seat: BookedSeat)? {
        try await database.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT seat.*, hid FROM seat JOIN hearing ON hearing.id = seat.hearing
                    WHERE link_hash = ?
                    """,
                arguments: [Data(hash.bytes)]
            ).map { ($0.hearing(), Self.seat($0)) }
        }
    }

    private static func insert(_ seat: BookedSeat, of hearing: Int64, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO seat (hearing, number, role, side, name, link_hash, expires_us)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                hearing, seat.number, seat.role, seat.side, seat.name, Data(seat.linkHash.bytes),
                seat.expiresMicroseconds,
            ])
    }

    private static func seat(_ row: Row) -> BookedSeat {
        BookedSeat(
            number: row["number"], role: row["role"], side: row["side"], name: row["name"],
            linkHash: row.digest("link_hash"), expiresMicroseconds: row["expires_us"])
    }
}
