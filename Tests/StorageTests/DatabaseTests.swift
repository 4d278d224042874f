import Evidence
import Foundation
import GRDB
import TestKit
import Testing

@testable import Storage

@Suite("The database file")
struct DatabaseTests {
    @Test("the writer syncs its write-ahead log at every commit")
    func durable() async throws {
        let court = try await CourtFixture()
        let (journal, level) = try await court.database.write { db in
            (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA synchronous")
            )
        }
        #expect(journal == "wal")
        #expect(level == 2)
    }

    @Test("all tables come from the migrations, and a second opening changes nothing")
    func migrations() async throws {
        let court = try await CourtFixture()
        try court.database.close()
        let again = try CourtDatabase(path: court.database.path)
        #expect(try await Bookings(again).all().map(\.hearing) == [court.hearing])
        let tables = try await again.read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'
                    """)
        }
        #expect(
            tables == [
                "hearing", "seat", "entry", "note", "session", "body", "secret", "staff", "link",
            ])
    }

    @Test("a database of a newer version is refused and left as it is")
    func newer() async throws {
        let court = try await CourtFixture()
        try await court.database.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')")
        }
        try court.database.close()
        let path = court.database.path
        #expect(throws: StorageError.newerSchema(path: path)) { try CourtDatabase(path: path) }
    }

    @Test("a file that is no database is refused by its path")
    func noDatabase() throws {
        let directory = try TemporaryDirectory()
        try directory.write(Array(repeating: 0x41, count: 8192), to: "court.sqlite")
        do {
            _ = try CourtDatabase(path: "\(directory.path)/court.sqlite")
            Issue.record("opened")
        } catch {
            #expect(error.description.contains(directory.path))
        }
    }

    @Test("entries cannot be changed or removed, even by a statement of our own")
    func immutable() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<2)))
        for sql in ["DELETE FROM entry", "UPDATE entry SET bytes = x'00'"] {
            let error = await storageError { () throws(StorageError) in
                try await court.database.write { try $0.execute(sql: sql) }
            }
            #expect(error?.description.contains("an entry is never") == true)
        }
        #expect(try await court.logs.entries(of: court.hearing, 0..<9) == entries(0..<2))
    }

    @Test("a reader in the same directory sees what is committed and cannot write")
    func reader() async throws {
        let court = try await CourtFixture()
        let reader = try CourtDatabase(reading: court.database.path)
        _ = try await court.logs.claim(court.hearing, from: 0)
        #expect(try await SQLiteLogStore(reader).head(of: court.hearing).epoch == 1)
        let error = await storageError { () throws(StorageError) in
            try await SQLiteLogStore(reader).claim(court.hearing, from: 1)
        }
        #expect(error != nil)
    }

    @Test("one data directory serves one process at a time")
    func lock() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/data"
        do {
            let data = try DataDirectory(path: path, place: "node-1")
            #expect(throws: StorageError.inUse(directory: path)) {
                try DataDirectory(path: path, place: "node-2")
            }
            #expect(data.path == path)
        }
        #expect(throws: Never.self) { try DataDirectory(path: path, place: "node-1") }
    }

    @Test("a data directory that cannot be made is named with the reason")
    func notWritable() throws {
        let directory = try TemporaryDirectory()
        try directory.write([1], to: "file")
        do {
            _ = try DataDirectory(path: "\(directory.path)/file/data", place: "node")
            Issue.record("opened")
        } catch {
            let start = "data directory \(directory.path)/file/data is not writable"
            #expect(error.description.hasPrefix(start))
            #expect(error.description.contains("ENOTDIR"))
        }
    }

    /// What a machine finds after a power cut: the database and its write-ahead log as they were
    /// at some moment, the log cut somewhere after the last acknowledged commit.
    @Test("what was acknowledged is there after a cut, whole and in order", arguments: 0..<20)
    func powerCut(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        var size = 0
        let acknowledged = Int.random(in: 1..<20, using: &generator)
        for _ in 0..<acknowledged {
            let count = Int.random(in: 1...4, using: &generator)
            try await court.logs.append(
                LogAppend(
                    hearing: court.hearing, expectedSize: size, epoch: 1,
                    entries: entries(size..<size + count)))
            size += count
        }
        let synced = court.directory.bytes(of: "court.sqlite-wal").count
        try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: size, epoch: 1,
                entries: entries(size..<size + 3)))
        let wal = court.directory.bytes(of: "court.sqlite-wal")
        let after = try TemporaryDirectory()
        try after.write(court.directory.bytes(of: "court.sqlite"), to: "court.sqlite")
        let kept = Int.random(in: synced...wal.count, using: &generator)
        let noise = (0..<Int.random(in: 0..<5_000, using: &generator)).map { _ in
            UInt8.random(in: 0 ... .max, using: &generator)
        }
        try after.write(Array(wal.prefix(kept)) + noise, to: "court.sqlite-wal")
        let database = try CourtDatabase(path: "\(after.path)/court.sqlite")
        let log = try await SQLiteLogStore(database).entries(of: court.hearing, 0..<999)
        #expect(log.count == size || log.count == size + 3, "seed \(seed)")
        #expect(log == entries(0..<log.count), "seed \(seed)")
        #expect(try await SQLiteLogStore(database).head(of: court.hearing).size == log.count)
    }
}
