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

    @Test("script, cases, closure, earlier session, companions and staff are read back")
    func wholeBooking() async throws {
        let court = try await CourtFixture()
        let bookings = Bookings(court.database)
        let judge = try await bookings.staff.add(
            name: "李法官", role: "judge", linkHash: .hash([1]), createdMicroseconds: 1,
            expiresMicroseconds: 2)
        let seats = [
            BookedSeat(
                number: 1, role: "judge", side: nil, name: "李法官", staff: judge.id,
                linkHash: .hash([11]), expiresMicroseconds: 9),
            BookedSeat(
                number: 2, role: "party", side: "defendant", name: "王某", caseNumber: 2,
                linkHash: .hash([12]), expiresMicroseconds: 9),
            BookedSeat(
                number: 3, role: "interpreter", side: nil, name: "译某", companion: 2,
                linkHash: .hash([13]), expiresMicroseconds: 9),
        ]
        let booking = Booking(
            hearing: Bytes16(7, 7), title: "减刑", court: "杭州", kind: "inquiry",
            scheduledMicroseconds: 5, bookedMicroseconds: 4, script: #"{"name":"听证"}"#,
            isClosed: false, cases: ["(2026)浙01刑更12号", "a\"b\\c, 号"], previous: court.hearing,
            finishedSteps: ["preparation", "investigation"], seats: seats)
        try await bookings.book(booking)
        #expect(try await bookings.booking(of: booking.hearing) == booking)
        let foreign = Booking(
            hearing: Bytes16(8, 8), title: "t", court: "c", kind: "trial",
            scheduledMicroseconds: 0, bookedMicroseconds: 0, previous: Bytes16(9, 9), seats: [])
        #expect(
            await storageError { () throws(StorageError) in try await bookings.book(foreign) }
                != nil, "an earlier session is a hearing of this court")
    }

    @Test("a seat that is added exists if and only if its log entry does")
    func addedSeat() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        let agent = BookedSeat(
            number: 3, role: "agent", side: "plaintiff", name: "钱律师", companion: 2,
            isAdded: true, linkHash: .hash([3]), expiresMicroseconds: 9)
        func append(_ size: Int) async -> StorageError? {
            await storageError { () throws(StorageError) in
                try await court.logs.append(
                    LogAppend(
                        hearing: court.hearing, expectedSize: size, epoch: 1,
                        entries: entries(0..<1), companions: [.seat(agent)]))
            }
        }
        let bookings = Bookings(court.database)
        #expect(await append(5) == .wrongSize(expected: 5, actual: 0))
        #expect(try await bookings.booking(of: court.hearing).seats.count == 2)
        #expect(try await bookings.seat(ofLink: agent.linkHash) == nil)
        #expect(await append(0) == nil)
        #expect(try await bookings.booking(of: court.hearing).seats.last == agent)
        #expect(try await bookings.seat(ofLink: agent.linkHash)?.seat == agent)
        #expect(await append(1) != nil, "a seat is added once")
        #expect(try await court.logs.head(of: court.hearing).size == 1)
    }

    @Test("hearings of a time: in order, one person's alone, no more than asked for")
    func scheduled() async throws {
        let court = try await CourtFixture()
        let bookings = Bookings(court.database)
        let judge = try await bookings.staff.add(
            name: "李法官", role: "judge", linkHash: .hash([1]), createdMicroseconds: 1,
            expiresMicroseconds: 2)
        for number in UInt64(1)...6 {
            try await bookings.book(
                Booking(
                    hearing: Bytes16(2, number), title: "\(number)", court: "c", kind: "trial",
                    scheduledMicroseconds: 1_000 - Int64(number), bookedMicroseconds: 0,
                    seats: [
                        BookedSeat(
                            number: 1, role: "judge", side: nil, name: "李法官",
                            staff: number % 2 == 0 ? judge.id : nil,
                            linkHash: .hash([2, UInt8(number)]), expiresMicroseconds: 9)
                    ]))
        }
        func titles(_ time: Range<Int64>, _ staff: Int64?, _ limit: Int = 9) async throws
            -> [String]
        {
            try await bookings.scheduled(in: time, staff: staff, limit: limit).map(\.booking.title)
        }
        #expect(try await titles(0..<1_000, nil) == ["6", "5", "4", "3", "2", "1"])
        #expect(try await titles(995..<998, nil) == ["5", "4", "3"])
        #expect(try await titles(0..<1_000, judge.id) == ["6", "4", "2"])
        #expect(try await titles(0..<1_000, judge.id + 1).isEmpty)
        #expect(try await titles(0..<1_000, nil, 2) == ["6", "5"])
    }

    @Test("a further link leads to its seat for its key; the oldest ends when there are too many")
    func furtherLinks() async throws {
        let court = try await CourtFixture()
        let bookings = Bookings(court.database)
        for number in UInt8(0)..<20 {
            try await bookings.addLink(
                .hash([number]), to: 2, of: court.hearing, for: .hash([99]), at: Int64(number))
        }
        #expect(try await bookings.seat(ofLink: .hash([3])) == nil)
        let link = try #require(try await bookings.seat(ofLink: .hash([4])))
        #expect(link.hearing == court.hearing && link.thumbprint == .hash([99]))
        #expect(link.seat == Booking.trial(court.hearing).seats[1])
        let own = try await bookings.seat(ofLink: link.seat.linkHash)
        #expect(own?.seat == link.seat && own?.thumbprint == nil)
        func error(_ hash: Sha256, seat: Int) async -> StorageError? {
            await storageError { () throws(StorageError) in
                try await bookings.addLink(
                    hash, to: seat, of: court.hearing, for: .hash([99]), at: 50)
            }
        }
        #expect(await error(.hash([19]), seat: 1) != nil, "a link leads to one seat")
        #expect(await error(link.seat.linkHash, seat: 1) == .duplicate("a link"))
        #expect(await error(.hash([77]), seat: 3) != nil, "there is no such seat")
    }

    @Test("a person's account: one browser by one link, until it is renewed")
    func staff() async throws {
        let court = try await CourtFixture()
        let staff = StaffList(court.database)
        func device(_ number: UInt8) -> StaffMember.Device {
            .init(
                sessionHash: .hash([number, 0]), keyX: [UInt8](repeating: number, count: 32),
                keyY: [UInt8](repeating: 7, count: 32))
        }
        let added = try await staff.add(
            name: "李静", role: "clerk", linkHash: .hash([1]), createdMicroseconds: 5,
            expiresMicroseconds: 10)
        #expect(added.device == nil && added.name == "李静" && added.role == "clerk")
        #expect(try await staff.member(added.id) == added)
        #expect(try await staff.member(ofLink: .hash([1])) == added)
        let bound = try #require(
            try await staff.bind(device(1), toLink: .hash([1]), expiresMicroseconds: 100))
        #expect(bound.device == device(1) && bound.expiresMicroseconds == 100)
        #expect(try await staff.member(ofSession: .hash([1, 0])) == bound)
        #expect(
            try await staff.bind(device(2), toLink: .hash([1]), expiresMicroseconds: 100) == nil)
        let renewed = try #require(
            try await staff.renew(added.id, linkHash: .hash([2]), expiresMicroseconds: 50))
        #expect(renewed.device == nil && renewed.expiresMicroseconds == 50)
        #expect(try await staff.member(ofSession: .hash([1, 0])) == nil)
        #expect(try await staff.member(ofLink: .hash([1])) == nil)
        #expect(
            try await staff.renew(added.id + 1, linkHash: .hash([3]), expiresMicroseconds: 5)
                == nil)
        #expect(try await staff.all() == [renewed])
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
