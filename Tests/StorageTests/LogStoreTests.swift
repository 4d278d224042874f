import Evidence
import Storage
import Testing

@Suite("Hearing logs are append-only, for one writer")
struct LogStoreTests {
    @Test("what is appended is read back verbatim, with its leaf hashes")
    func roundTrip() async throws {
        let court = try await CourtFixture()
        let epoch = try await court.logs.claim(court.hearing, from: 0)
        #expect(epoch == 1)
        let head = try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<5)))
        #expect(head == LogHead(size: 5, epoch: 1, isSealed: false))
        #expect(try await court.logs.head(of: court.hearing) == head)
        #expect(try await court.logs.entries(of: court.hearing, 0..<5) == entries(0..<5))
        #expect(try await court.logs.entries(of: court.hearing, 3..<99) == entries(3..<5))
        #expect(try await court.logs.leaves(of: court.hearing) == entries(0..<5).map(\.leaf))
    }

    @Test("a wrong size is refused, whichever way it is wrong, and changes nothing")
    func wrongSize() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<2)))
        for size in [0, 1, 3, -1, .max] {
            let error = await storageError { () throws(StorageError) in
                try await court.logs.append(
                    LogAppend(
                        hearing: court.hearing, expectedSize: size, epoch: 1,
                        entries: entries(2..<3)))
            }
            #expect(error == .wrongSize(expected: size, actual: 2))
        }
        #expect(try await court.logs.head(of: court.hearing).size == 2)
    }

    @Test("a writer of an older epoch is refused, and so is a claim from one")
    func wrongEpoch() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        _ = try await court.logs.claim(court.hearing, from: 1)
        let append = LogAppend(
            hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<1))
        let error = await storageError { () throws(StorageError) in
            try await court.logs.append(append)
        }
        #expect(error == .wrongEpoch(given: 1, actual: 2))
        let claim = await storageError { () throws(StorageError) in
            try await court.logs.claim(court.hearing, from: 1)
        }
        #expect(claim == .wrongEpoch(given: 1, actual: 2))
        let note = await storageError { () throws(StorageError) in
            try await court.logs.commitNote("n", size: 0, epoch: 1, of: court.hearing)
        }
        #expect(note == .wrongEpoch(given: 1, actual: 2))
    }

    @Test("nothing is appended before a claim, or to a hearing that is not booked")
    func unclaimed() async throws {
        let court = try await CourtFixture()
        let unclaimed = await storageError { () throws(StorageError) in
            try await court.logs.append(
                LogAppend(
                    hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<1)))
        }
        #expect(unclaimed == .wrongEpoch(given: 1, actual: 0))
        let stranger = Bytes16(9, 9)
        let unknown = await storageError { () throws(StorageError) in
            try await court.logs.claim(stranger, from: 0)
        }
        #expect(unknown == .unknownHearing(stranger))
    }

    @Test("a sealed log takes no entry, but still its last note")
    func sealed() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<3),
                seals: true))
        let error = await storageError { () throws(StorageError) in
            try await court.logs.append(
                LogAppend(
                    hearing: court.hearing, expectedSize: 3, epoch: 1, entries: entries(3..<4)))
        }
        #expect(error == .sealed(court.hearing))
        try await court.logs.commitNote("last", size: 3, epoch: 1, of: court.hearing)
        #expect(try await court.logs.latestNote(of: court.hearing)?.text == "last")
    }

    @Test("a note is committed only over entries that are there, and sizes only grow")
    func notes() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        #expect(try await court.logs.latestNote(of: court.hearing) == nil)
        try await court.logs.append(
            LogAppend(
                hearing: court.hearing, expectedSize: 0, epoch: 1, entries: entries(0..<4)))
        let early = await storageError { () throws(StorageError) in
            try await court.logs.commitNote("n5", size: 5, epoch: 1, of: court.hearing)
        }
        #expect(early == .wrongSize(expected: 5, actual: 4))
        try await court.logs.commitNote("n2", size: 2, epoch: 1, of: court.hearing)
        try await court.logs.commitNote("n4", size: 4, epoch: 1, of: court.hearing)
        for size in [2, 3, 4] {
            let again = await storageError { () throws(StorageError) in
                try await court.logs.commitNote("again", size: size, epoch: 1, of: court.hearing)
            }
            #expect(again == .duplicate("a note over 4 entries"))
        }
        let note = try await court.logs.latestNote(of: court.hearing)
        #expect(note == CommittedNote(size: 4, epoch: 1, text: "n4"))
    }

    @Test("queued appends keep their order; after one that is refused the rest is refused too")
    func pipeline() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        let pending = (0..<20).map { number in
            court.logs.enqueue(
                LogAppend(
                    hearing: court.hearing, expectedSize: number == 10 ? 99 : number, epoch: 1,
                    entries: entries(number..<number + 1)))
        }
        for (number, commit) in pending.enumerated() {
            let error = await storageError { () throws(StorageError) in try await commit.value() }
            let expected: StorageError? =
                number < 10 ? nil : .wrongSize(expected: number == 10 ? 99 : number, actual: 10)
            #expect(error == expected)
        }
        #expect(try await court.logs.entries(of: court.hearing, 0..<99) == entries(0..<10))
    }

    @Test("companions are written with the entries or not at all")
    func companions() async throws {
        let court = try await CourtFixture()
        _ = try await court.logs.claim(court.hearing, from: 0)
        let key = WrappedKey(nonce: [1, 2, 3], ciphertext: [4, 5, 6])
        var append = LogAppend(
            hearing: court.hearing, expectedSize: 5, epoch: 1, entries: entries(0..<1),
            companions: [.secret(purpose: Secrets.session, key)])
        #expect(
            await storageError { () throws(StorageError) in
                try await court.logs.append(append)
            } == .wrongSize(expected: 5, actual: 0))
        let secrets = Secrets(court.database)
        #expect(try await secrets.key(Secrets.session, of: court.hearing) == nil)
        append.expectedSize = 0
        try await court.logs.append(append)
        #expect(try await secrets.key(Secrets.session, of: court.hearing) == key)
        append.expectedSize = 1
        let twice = await storageError { () throws(StorageError) in
            try await court.logs.append(append)
        }
        guard case .duplicate = twice else {
            Issue.record("a hearing has one session key: \(String(describing: twice))")
            return
        }
        #expect(try await court.logs.head(of: court.hearing).size == 1)
        #expect(try await secrets.key(Secrets.session, of: court.hearing) == key)
    }
}
