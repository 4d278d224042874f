import Evidence
import Foundation
import Testing

@testable import Storage

/// `Tests/Vectors/storage/court-<version>.sqlite` was written by a server of that version.
@Suite("A database of an earlier version")
struct MigrationTests {
    private static let vectors = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Vectors/storage")
    /// The hearing of `court-1.sqlite`: a demonstration with seven seats, opened by the judge's
    /// page, stopped in good order.
    private static let hearing = Bytes16(0x1bad_b469_94f7_4895, 0xc046_2bcb_2e6e_0695)

    private func opened(_ directory: TemporaryDirectory) throws -> CourtDatabase {
        let bytes = try Data(contentsOf: Self.vectors.appending(path: "court-1.sqlite"))
        try directory.write(Array(bytes), to: "court.sqlite")
        return try CourtDatabase(path: "\(directory.path)/court.sqlite")
    }

    @Test("a booking of version 1 has no script, one case, no earlier session and no staff")
    func booking() async throws {
        let directory = try TemporaryDirectory()
        let booking = try await Bookings(opened(directory)).booking(of: Self.hearing)
        #expect(booking.title == "(2026)云01民初1号 买卖合同纠纷")
        #expect(booking.script == nil && booking.isClosed == nil && booking.previous == nil)
        #expect(booking.cases.isEmpty && booking.finishedSteps.isEmpty)
        #expect(booking.seats.map(\.number) == Array(1...7))
        #expect(booking.seats.map(\.name).prefix(2) == ["陈明", "李静"])
        for seat in booking.seats {
            #expect(seat.companion == nil && seat.caseNumber == nil && seat.staff == nil)
            #expect(!seat.isAdded)
        }
    }

    @Test("links, log, notes, sessions and keys of version 1 are as they were")
    func everythingElse() async throws {
        let directory = try TemporaryDirectory()
        let database = try opened(directory)
        let token = try #require(
            Base64.url.decode("JOQdZfdx4UxoOYnQKNhU1xrMkv1zMcV2OCPgHmhwtRE"))
        let link = try #require(try await Bookings(database).seat(ofLink: .hash(token)))
        #expect(link.hearing == Self.hearing && link.seat.number == 1 && link.thumbprint == nil)
        let logs = SQLiteLogStore(database)
        let head = try await logs.head(of: Self.hearing)
        #expect(head == LogHead(size: 4, epoch: 1, isSealed: false))
        let entries = try await logs.entries(of: Self.hearing, 0..<9)
        #expect(entries.count == 4)
        for entry in entries { #expect(entry.leaf == .leaf(entry.bytes)) }
        #expect(try await logs.latestNote(of: Self.hearing)?.size == 4)
        let sessions = try await Sessions(database).sessions(of: Self.hearing)
        #expect(sessions.map(\.seat) == [1] && sessions.map(\.state) == [.active])
        #expect(try await Bodies(database).bodies(of: Self.hearing).count == 1)
        #expect(try await Secrets(database).key(Secrets.session, of: Self.hearing) != nil)
    }

    @Test("the hearing of version 1 goes on: its log takes entries with a seat added by them")
    func goesOn() async throws {
        let directory = try TemporaryDirectory()
        let database = try opened(directory)
        let logs = SQLiteLogStore(database)
        _ = try await logs.claim(Self.hearing, from: 1)
        let agent = BookedSeat(
            number: 8, role: "agent", side: "defendant", name: "钱律师", isAdded: true,
            linkHash: .hash([8]), expiresMicroseconds: 9)
        try await logs.append(
            LogAppend(
                hearing: Self.hearing, expectedSize: 4, epoch: 2, entries: entries(4..<5),
                companions: [.seat(agent)]))
        #expect(try await Bookings(database).booking(of: Self.hearing).seats.last == agent)
    }

    @Test("a database of version 1 that is only read is not touched")
    func readOnly() async throws {
        let directory = try TemporaryDirectory()
        let bytes = try Data(contentsOf: Self.vectors.appending(path: "court-1.sqlite"))
        try directory.write(Array(bytes), to: "court.sqlite")
        let error = await storageError { () throws(StorageError) in
            let reader = try CourtDatabase(reading: "\(directory.path)/court.sqlite")
            _ = try await Bookings(reader).booking(of: Self.hearing)
        }
        #expect(error == .olderSchema(path: "\(directory.path)/court.sqlite"))
        #expect(directory.bytes(of: "court.sqlite") == Array(bytes))
    }
}
