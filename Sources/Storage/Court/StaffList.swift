public import Evidence
internal import Foundation
internal import GRDB

/// The court's staff and their personal links.
public struct StaffList: Sendable {
    private let database: CourtDatabase

    /// The staff in this database.
    public init(_ database: CourtDatabase) {
        self.database = database
    }

    /// Makes an account; times in microseconds since 1970.
    public func add(
        name: String, role: String, linkHash: Sha256, createdMicroseconds: Int64,
        expiresMicroseconds: Int64
    ) async throws(StorageError) -> StaffMember {
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO staff (name, role, link_hash, created_us, expires_us)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    name, role, Data(linkHash.bytes), createdMicroseconds, expiresMicroseconds,
                ])
            return try Self.require(db.lastInsertedRowID, in: db)
        }
    }

    /// Gives a person a new link: the old one and the browser that held the account are void.
    ///
    /// Returns nil if there is no such person.
    public func renew(
        _ id: StaffMember.ID, linkHash: Sha256, expiresMicroseconds: Int64
    ) async throws(StorageError) -> StaffMember? {
        try await database.write { db in
            try db.execute(
                sql: """
                    UPDATE staff SET link_hash = ?, expires_us = ?,
                        session_hash = NULL, key_x = NULL, key_y = NULL
                    WHERE id = ?
                    """,
                arguments: [Data(linkHash.bytes), expiresMicroseconds, id])
            return db.changesCount == 0 ? nil : try Self.require(id, in: db)
        }
    }

    /// Gives the account to the browser that brought this link.
    ///
    /// Returns nil when another came first, or the link was renewed meanwhile.
    public func bind(
        _ device: StaffMember.Device, toLink hash: Sha256, expiresMicroseconds: Int64
    ) async throws(StorageError) -> StaffMember? {
        try await database.write { db in
            try db.execute(
                sql: """
                    UPDATE staff SET session_hash = ?, key_x = ?, key_y = ?, expires_us = ?
                    WHERE link_hash = ? AND session_hash IS NULL
                    """,
                arguments: [
                    Data(device.sessionHash.bytes), Data(device.keyX), Data(device.keyY),
                    expiresMicroseconds, Data(hash.bytes),
                ])
            guard db.changesCount > 0 else { return nil }
            return try Self.fetch("session_hash", Data(device.sessionHash.bytes), in: db)
        }
    }

    /// Everybody, in order of their numbers.
    public func all() async throws(StorageError) -> [StaffMember] {
        try await database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM staff ORDER BY id").map(StaffMember.init)
        }
    }

    /// The person with this number.
    public func member(_ id: StaffMember.ID) async throws(StorageError) -> StaffMember? {
        try await database.read { try Self.fetch("id", id, in: $0) }
    }

    /// The person to whom a link belongs.
    public func member(ofLink hash: Sha256) async throws(StorageError) -> StaffMember? {
        try await database.read { try Self.fetch("link_hash", Data(hash.bytes), in: $0) }
    }

    /// The person whose browser has this session.
    public func member(ofSession hash: Sha256) async throws(StorageError) -> StaffMember? {
        try await database.read { try Self.fetch("session_hash", Data(hash.bytes), in: $0) }
    }

    private static func fetch(
        _ column: String, _ value: any DatabaseValueConvertible, in db: Database
    ) throws -> StaffMember? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM staff WHERE \(column) = ?", arguments: [value]
        ).map(StaffMember.init)
    }

    private static func require(_ id: StaffMember.ID, in db: Database) throws -> StaffMember {
        guard let member = try fetch("id", id, in: db) else {
            preconditionFailure("a row that was written is there")
        }
        return member
    }
}
