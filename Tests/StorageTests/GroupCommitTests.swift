import Dispatch
import Evidence
import GRDB
import Synchronization
import Testing

@testable import Storage

/// A write that holds up all later ones until it is opened.
private struct Gate {
    private let semaphore = DispatchSemaphore(value: 0)
    private let write: PendingCommit<Void>

    /// Returns when the write runs, in a transaction of its own.
    init(_ database: CourtDatabase) async {
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        write = database.enqueue { [semaphore] _ in
            start.finish()
            semaphore.wait()
        }
        for await _ in started {}
    }

    func open() async throws {
        semaphore.signal()
        try await write.value()
    }
}

@Suite("Group commit: the writes of all hearings in few transactions")
struct GroupCommitTests {
    @Test("writes that wait for the disk share the next transaction")
    func groups() async throws {
        let court = try await CourtFixture(hearings: 50)
        for number in 1...50 { _ = try await court.logs.claim(Bytes16(1, UInt64(number)), from: 0) }
        let before = court.database.statistics
        let gate = await Gate(court.database)
        let pending = (1...50).map { number in
            court.logs.enqueue(
                LogAppend(
                    hearing: Bytes16(1, UInt64(number)), expectedSize: 0, epoch: 1,
                    entries: entries(0..<2)))
        }
        try await gate.open()
        for commit in pending { #expect(try await commit.value().size == 2) }
        let after = court.database.statistics
        #expect(after.writes - before.writes == 51)
        #expect(after.transactions - before.transactions == 2)
    }

    @Test("fifty hearings append at the same time, each gets its own log")
    func fiftyHearings() async throws {
        let court = try await CourtFixture(hearings: 50)
        let rounds = 20
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...50 {
                group.addTask {
                    let hearing = Bytes16(1, UInt64(number))
                    let epoch = try await court.logs.claim(hearing, from: 0)
                    for round in 0..<rounds {
                        try await court.logs.append(
                            LogAppend(
                                hearing: hearing, expectedSize: round * 3, epoch: epoch,
                                entries: entries(round * 3..<round * 3 + 3, ",\"h\":\(number)")))
                    }
                }
            }
            try await group.waitForAll()
        }
        for number in 1...50 {
            let log = try await court.logs.entries(of: Bytes16(1, UInt64(number)), 0..<99)
            #expect(log == entries(0..<rounds * 3, ",\"h\":\(number)"))
        }
        let statistics = court.database.statistics
        #expect(statistics.transactions < statistics.writes)
    }

    @Test("what can wait lets what is awaited go first, and is written all the same")
    func patience() async throws {
        let court = try await CourtFixture()
        let gate = await Gate(court.database)
        let written = Mutex<[Int]>([])
        let patient = (0..<1_000).map { number in
            court.database.enqueue(canWait: true) { _ in written.withLock { $0.append(number) } }
        }
        let urgent = court.database.enqueue { _ in written.withLock { $0.append(-1) } }
        try await gate.open()
        try await urgent.value()
        for commit in patient { try await commit.value() }
        #expect(written.withLock { $0 } == [-1] + Array(0..<1_000))
    }

    @Test("a refused write undoes itself alone, a full disk undoes its whole transaction")
    func isolation() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        let gate = await Gate(court.database)
        let good = court.logs.enqueue(
            LogAppend(hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<1)))
        let bad = court.logs.enqueue(
            LogAppend(hearing: court.hearing, expectedSize: 7, epoch: 1, entries: entries(0..<1)))
        let next = court.logs.enqueue(
            LogAppend(hearing: court.hearing, expectedSize: 1, epoch: 1, entries: entries(1..<2)))
        try await gate.open()
        #expect(try await good.value().size == 1)
        #expect(
            await storageError { () throws(StorageError) in try await bad.value() }
                == .wrongSize(expected: 7, actual: 1))
        #expect(try await next.value().size == 2)
    }

    @Test("a full disk refuses the append by name, loses nothing, and is over when there is room")
    func full() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        let big = [LogEntry([UInt8](repeating: 0x20, count: 50_000))]
        let append = LogAppend(
            hearing: court.hearing, expectedSize: 0, epoch: 1, entries: big)
        try await court.database.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
        }
        let error = await storageError { () throws(StorageError) in
            try await court.logs.append(append)
        }
        #expect(error?.isFull == true)
        #expect(error?.description.contains("disk full") == true)
        #expect(error?.description.contains(court.directory.path) == true)
        #expect(try await court.logs.head(of: court.hearing).size == 0)
        try await court.database.write { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        #expect(try await court.logs.append(append).size == 1)
    }

    @Test("after an input/output error the store takes no more writes")
    func failStop() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        let error = await storageError { () throws(StorageError) in
            try await court.database.write { _ in throw DatabaseError(resultCode: .SQLITE_IOERR) }
        }
        guard case .database(let fault) = error else {
            Issue.record("expected the fault, got \(String(describing: error))")
            return
        }
        #expect(fault.isFatal)
        let next = await storageError { () throws(StorageError) in
            try await court.logs.claim(court.hearing, from: 1)
        }
        #expect(next == .stopped)
        #expect(try await court.logs.head(of: court.hearing).epoch == 1)
    }

    @Test("more waiting writes than the bound are refused, those within it are carried out")
    func overload() async throws {
        let court = try await CourtFixture()
        let gate = await Gate(court.database)
        let pending = (0..<CommitQueue.waitingMax + 10).map { _ in
            court.database.enqueue { _ in 1 }
        }
        try await gate.open()
        var refused = 0
        for commit in pending {
            let error = await storageError { () throws(StorageError) in try await commit.value() }
            if error == .overloaded { refused += 1 } else { #expect(error == nil) }
        }
        #expect(refused == 10)
        #expect(court.database.statistics.overloads == refused)
    }
}
