public import Evidence
internal import Foundation
internal import GRDB

/// A link that was exchanged for a session: a browser's key holds a seat.
public struct Session: Hashable, Sendable {
    /// What became of a session.
    public enum State: String, Hashable, Sendable {
        /// The key holds the seat.
        case active
        /// The court gave the seat to another device.
        case replaced
        /// The seat was removed from the hearing.
        case removed
    }

    /// SHA-256 of the session id; the id itself is kept nowhere.
    public let idHash: Sha256
    /// The hearing.
    public let hearing: Bytes16
    /// The number of the seat.
    public let seat: Int
    /// The public key's coordinates on P-256, 32 bytes each, big-endian.
    public let keyX: [UInt8]
    public let keyY: [UInt8]
    /// The key's thumbprint (RFC 7638).
    public let thumbprint: Sha256
    /// When the link was exchanged, in microseconds since 1970.
    public let exchangedMicroseconds: Int64
    /// What became of it.
    public let state: State

    /// Describes a session.
    public init(
        idHash: Sha256, hearing: Bytes16, seat: Int, keyX: [UInt8], keyY: [UInt8],
        thumbprint: Sha256, exchangedMicroseconds: Int64, state: State = .active
    ) {
        self.idHash = idHash
        self.hearing = hearing
        self.seat = seat
        self.keyX = keyX
        self.keyY = keyY
        self.thumbprint = thumbprint
        self.exchangedMicroseconds = exchangedMicroseconds
        self.state = state
    }

    /// Writes the row, for the hearing with this row number.
    func insert(for id: Int64, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO session
                    (id_hash, hearing, seat, key_x, key_y, thumbprint, exchanged_us, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Data(idHash.bytes), id, seat, Data(keyX), Data(keyY), Data(thumbprint.bytes),
                exchangedMicroseconds, state.rawValue,
            ])
    }

    init(_ row: Row) {
        idHash = row.digest("id_hash")
        hearing = row.hearing()
        seat = row["seat"]
        keyX = row.bytes("key_x")
        keyY = row.bytes("key_y")
        thumbprint = row.digest("thumbprint")
        exchangedMicroseconds = row["exchanged_us"]
        guard let state = State(rawValue: row["state"]) else {
            preconditionFailure("the table checks the states of sessions")
        }
        self.state = state
    }
}

/// The sessions of all hearings; they are written with log entries (`LogAppend.Companion`).
public struct Sessions: Sendable {
    private let database: CourtDatabase
    private static let query = """
        SELECT session.*, hid FROM session JOIN hearing ON hearing.id = session.hearing
        """

    /// The sessions in this database.
    public init(_ database: CourtDatabase) {
        self.database = database
    }

    /// The session with this id hash, whatever its state; nil if there is none.
    public func session(_ idHash: Sha256) async throws(StorageError) -> Session? {
        try await database.read { db in
            try Row.fetchOne(
                db, sql: "\(Self.query) WHERE id_hash = ?", arguments: [Data(idHash.bytes)]
            ).map(Session.init)
        }
    }

    /// All sessions of a hearing, oldest first.
    public func sessions(of hearing: Bytes16) async throws(StorageError) -> [Session] {
        try await database.read { db in
            try Row.fetchAll(
                db, sql: "\(Self.query) WHERE hid = ? ORDER BY exchanged_us",
                arguments: [hearing.hex]
            ).map(Session.init)
        }
    }
}
