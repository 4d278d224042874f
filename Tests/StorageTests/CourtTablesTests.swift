import Evidence
import Testing

@testable import Storage

@Suite("Bookings, sessions, bodies and secrets")
struct CourtTablesTests {
    @Test("a booking is read back as it was made; a link leads to its seat")
    func bookings() async throws {
        let court = try await CourtFixture()
        let bookings = Bookings(court.database)
        let trial = Booking.trial(court.hearing)
        #expect(try await bookings.booking(of: court.hearing) == trial)
        let found = try #require(try await bookings.seat(ofLink: trial.seats[1].linkHash))
        #expect(found.hearing == court.hearing && found.seat == trial.seats[1])
        #expect(try await bookings.seat(ofLink: .hash([1, 2, 3])) == nil)
        let again = await storageError { () throws(StorageError) in try await bookings.book(trial) }
        #expect(again == .hearingExists(court.hearing))
        let other = Booking(
            hearing: Bytes16(5, 5), title: "t", court: "c", kind: "trial",
            scheduledMicroseconds: 0, bookedMicroseconds: 0, seats: trial.seats)
        let taken = await storageError { () throws(StorageError) in try await bookings.book(other) }
        guard case .duplicate = taken else {
            Issue.record("a link leads to one seat: \(String(describing: taken))")
            return
        }
        #expect(try await bookings.all().map(\.hearing) == [court.hearing])
    }

    @Test("sessions begin, are replaced and removed with log entries")
    func sessions() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        func session(_ number: UInt8) -> Session {
            Session(
                idHash: .hash([number]), hearing: court.hearing, seat: 2,
                keyX: [UInt8](repeating: number, count: 32),
                keyY: [UInt8](repeating: 9, count: 32), thumbprint: .hash([number, 1]),
                exchangedMicroseconds: Int64(number))
        }
        try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<1),
                companions: [.session(session(1))]))
        let sessions = Sessions(court.database)
        #expect(try await sessions.session(.hash([1])) == session(1))
        #expect(try await sessions.session(.hash([2])) == nil)
        try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: 1, epoch: 1, entries: entries(1..<2),
                companions: [.sessionsOfSeat(2, .replaced), .session(session(2))]))
        #expect(
            try await sessions.sessions(of: court.hearing).map(\.state) == [.replaced, .active])
        try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: 2, epoch: 1, entries: entries(2..<3),
                companions: [.sessionsOfSeat(2, .removed)]))
        #expect(try await sessions.session(.hash([2]))?.state == .removed)
        #expect(try await sessions.session(.hash([1]))?.state == .replaced)
    }

    @Test("a body is kept with its salt, and erasing it leaves the log as it was")
    func bodies() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        let text = Array("证人王某的住址是一个秘密".utf8)
        let body = Body(
            sequence: 0, digest: .hash(text), salt: [UInt8](repeating: 3, count: 32), bytes: text)
        try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<1),
                companions: [.body(body)]))
        let bodies = Bodies(court.database)
        #expect(try await bodies.bodies(of: court.hearing) == [body])
        #expect(court.finds(text))
        try await bodies.erase(body.digest, of: court.hearing)
        #expect(try await bodies.bodies(of: court.hearing).isEmpty)
        #expect(!court.finds(text))
        #expect(try await court.logs.head(of: court.hearing).size == 1)
    }

    @Test("an erased key is in neither the database nor its write-ahead log")
    func erasedKey() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        let key = WrappedKey(
            nonce: [UInt8](repeating: 5, count: 12), ciphertext: Array("48 secret bytes".utf8))
        try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<1),
                companions: [.secret(purpose: Secrets.session, key)]))
        let secrets = Secrets(court.database)
        #expect(try await secrets.key(Secrets.session, of: court.hearing) == key)
        #expect(court.finds(key.ciphertext), "the search must be able to find it")
        try await secrets.erase(Secrets.session, of: court.hearing)
        #expect(try await secrets.key(Secrets.session, of: court.hearing) == nil)
        #expect(!court.finds(key.ciphertext))
    }

    @Test("a key that reached the database file is overwritten there too")
    func erasedFromFile() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        let key = WrappedKey(nonce: [1], ciphertext: Array("another secret of 48".utf8))
        try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<1),
                companions: [.secret(purpose: Secrets.session, key)]))
        try await court.database.emptyJournal()
        #expect(court.directory.bytes(of: "court.sqlite").contains(key.ciphertext))
        try await Secrets(court.database).erase(Secrets.session, of: court.hearing)
        #expect(!court.finds(key.ciphertext))
    }
}

extension CourtFixture {
    /// Whether the bytes are anywhere in the database's files.
    fileprivate func finds(_ bytes: [UInt8]) -> Bool {
        ["court.sqlite", "court.sqlite-wal", "court.sqlite-shm"].contains { name in
            directory.bytes(of: name).contains(bytes)
        }
    }
}
