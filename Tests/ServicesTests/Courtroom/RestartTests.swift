import Evidence
import Hearing
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("A hearing that is read back from its log", .timeLimit(.minutes(1)))
struct RestartTests {
    /// What a fold must give again.
    private struct Fold: Equatable {
        var seats: [Seat]
        var commands: Set<String>
        var counts: [EntryKind: Int]
        var totals: [Entry.RecordClose.Track]
        var bundles: Set<Int>
        var root: Sha256
        var refused: Set<Thumbprint>
        var closeHead: TreeHead?
    }

    private func live(_ hearing: LiveHearing) async -> (Hearing, Fold) {
        let durable = await hearing.durable
        let (record, log) = (await hearing.record, await hearing.log)
        let commands = await hearing.commands.filter { $0.value != nil }.keys
        return (
            durable,
            Fold(
                seats: durable.seats, commands: Set(commands), counts: log.counts,
                totals: record.closeTracks, bundles: record.bundles, root: log.tree.root,
                refused: await hearing.refusedKeys, closeHead: log.closeHead)
        )
    }

    private func readBack(_ court: TestCourt) async throws -> (Hearing, Fold) {
        let opening = HearingOpening(
            stores: CourtStores(
                database: court.database, logs: UnclaimedLog(court.log.base), keys: court.keys,
                segments: court.segments),
            identity: ServerIdentity(
                domain: "court.example", boot: Bytes16(1, 2), build: .hash([3])),
            clocks: court.clock.clocks, node: "node-1")
        let opened = try await opening.open(court.id, group: GroupID(rawValue: 9))
        return (
            opened.hearing,
            Fold(
                seats: opened.hearing.seats, commands: opened.commands, counts: opened.log.counts,
                totals: opened.record.closeTracks, bundles: opened.record.bundles,
                root: opened.log.tree.root, refused: opened.refusedKeys,
                closeHead: opened.log.closeHead)
        )
    }

    @Test("at every step of a hearing the log gives back state, rooms, rights, commands and totals")
    func everyStep() async throws {
        let court = try await TestCourt()
        let session = try await court.start().session()
        let hearing = try await session.server.hearing()
        let judge = session.judge
        let voice = TrackID(endpoint: session.endpoint(1), medium: .microphone)
        let group = session.endpoint(1).group
        let other = PageKey()
        let steps: [@Sendable () async -> Void] = [
            { await judge.order("mute", ["seat": 3]) },
            { await judge.order("lock", ["seat": 4]) },
            { await judge.order("allow", ["seat": 3, "medium": "exhibit"]) },
            { await judge.order("callWitness", ["seat": 5]) },
            {
                session.server.media.bring(
                    TestBundle.bundle(
                        group, [TestBundle.initialisation(voice), TestBundle.segment(voice, 0)]))
                _ = await court.log.entry { $0.kind == .segment ? () : nil }
            },
            { await judge.order("releaseWitness", ["seat": 5]) },
            {
                _ = try? await session.server.exchange(4, key: other)
                await judge.until { $0["devices"]?.array?.count == 1 }
            },
            {
                await judge.order(
                    "refuseDevice", ["seat": 4, "key": .string(other.seatKey.thumbprintText)])
            },
            { await judge.order("recess", ["reason": "rest"]) },
            { await judge.order("resume") },
            { await judge.order("stopVideo", ["seat": 4]) },
            { await judge.order("sendBack", ["seat": 3]) },
            { await judge.order("remove", ["seat": 3, "reason": "disorder"]) },
            {
                await judge.order("closeRecord"); _ = await court.log.entry(\.recordClose)
            },
        ]
        for (index, step) in steps.enumerated() {
            await step()
            // What was told is settled once the writer rests.
            while await hearing.isWriting { await Task.yield() }
            let (now, fold) = await live(hearing)
            let (then, read) = try await readBack(court)
            #expect(then == now, "step \(index)")
            #expect(read == fold, "step \(index)")
        }
    }

    @Test(
        "a crash in session: a new epoch, a gap with its cause, the orphan bundle, everybody away, suspended"
    )
    func crash() async throws {
        let court = try await TestCourt()
        let session = try await court.start().session()
        let voice = TrackID(endpoint: session.endpoint(1), medium: .microphone)
        let group = session.endpoint(1).group
        session.server.media.bring(
            TestBundle.bundle(
                group, [TestBundle.initialisation(voice), TestBundle.segment(voice, 0)]))
        _ = await court.log.entry { $0.kind == .segment ? () : nil }
        // Written, but the server dies before the log has it.
        _ = try court.segments.write(
            hearing: court.booked.booking.hearing, bundle: 1, parts: [[1, 2, 3]])
        court.clock.advance(milliseconds: 10_000)
        let server = court.start()
        await server.register.reopen()
        let restarted = await court.log.entry { $0.isEvent("restarted") ? $0 : nil }
        #expect(restarted.eventsOfLaw.count == 6)
        let epoch = await court.log.state.first { state in
            state.durable.last { $0.entry.kind == .epoch }
        }
        #expect(epoch.stamp.epoch == 2)
        let orphan = await court.log.entry {
            if case .orphan(let orphan) = $0 { orphan } else { nil }
        }
        #expect(orphan.bundle == 1 && orphan.length == 3)
        // The record goes on in new tracks, in files with new numbers.
        #expect(server.media.starts == 1)
        let judge = try await server.rejoin(session.judge)
        #expect(judge.state["hearing"]?["cause"] == "crash")
        #expect(judge.state["me"]?["room"] == "courtroom")
        _ = try await judge.offer()
        #expect(await judge.order("resume").isDone)
        let again = TrackID(endpoint: server.media.endpoints[0], medium: .microphone)
        server.media.bring(
            TestBundle.bundle(
                server.media.endpoints[0].group,
                [TestBundle.initialisation(again), TestBundle.segment(again, 6)]))
        let segment = await court.log.state.first { state -> Entry.Segment? in
            for stamped in state.durable.reversed() {
                if case .segment(let segment) = stamped.entry,
                    segment.startMicroseconds == 12_000_000
                {
                    return segment
                }
            }
            return nil
        }
        #expect(segment.part.bundle == 2)
        // Missing is what lies between the last segment before and the first after.
        let gap = await court.log.entry(\.gap)
        #expect(gap.cause == "crash" && gap.track == nil)
        #expect(gap.startMicroseconds == 2_000_000 && gap.endMicroseconds == 12_000_000)
        await judge.order("closeRecord")
        await judge.order("seal")
        _ = await court.log.entry { $0.isSeal ? () : nil }
        try await server.sealed()
        let report = try await court.verify()
        #expect(report.findings == [])
        #expect(report.isSealed)
    }

    @Test("a server that stopped in good order says so, whatever the connections still said")
    func shutdown() async throws {
        let court = try await TestCourt()
        let session = try await court.start().session()
        await session.judge.order("recess", ["reason": "rest"])
        court.clock.skip(milliseconds: 100)
        await session.server.register.close()
        for page in session.pages { #expect(await page.line.closed().code == 1001) }
        await court.log.state.until { state in
            state.durable.filter { $0.entry.isEvent("disconnected") }.count == 5
        }
        for entry in court.log.entries where entry.isEvent("disconnected") {
            #expect(entry.eventsOfLaw.first?["cause"] == "shutdown")
        }
        let judge = try await court.start().rejoin(session.judge)
        let epoch = court.log.entries.last { $0.isEvent("restarted") }
        #expect(epoch != nil)
        #expect(judge.state["hearing"]?["state"] == "recess")
        #expect(!court.log.entries.contains { $0.gap?.cause == "crash" })
    }

    @Test(
        "a crash in a recess: the pause goes on, is one gap, and the record starts again with the session"
    )
    func crashInRecess() async throws {
        let court = try await TestCourt()
        let session = try await court.start().session()
        court.clock.advance(milliseconds: 2_000)
        await session.judge.order("recess", ["reason": "rest"])
        court.clock.advance(milliseconds: 4_000)
        let server = court.start()
        let judge = try await server.rejoin(session.judge)
        _ = try await judge.offer()
        court.clock.advance(milliseconds: 4_000)
        #expect(await judge.order("resume").isDone)
        await court.log.state.until { state in
            state.durable.contains { $0.entry.gap?.endMicroseconds == 10_000_000 }
        }
        let gaps = court.log.entries.compactMap(\.gap)
        #expect(gaps.allSatisfy { $0.cause == "recess" })
        #expect(server.media.starts == 1)
    }

    @Test(
        "closed but killed before the totals: they are written after the restart, and a seal after it"
    )
    func crashAtClose() async throws {
        let court = try await TestCourt()
        let session = try await court.start().session()
        session.server.media.state.update { $0.answersStop = false }
        await session.judge.order("closeRecord")
        await session.judge.order("seal")
        let server = court.start()
        await server.register.reopen()
        let hearing = try await server.hearing()
        for _ in 0..<4 {
            court.clock.advance(milliseconds: 6_000)
            await hearing.tick()
            while await hearing.isWriting { await Task.yield() }
        }
        _ = await court.log.entry { $0.isSeal ? () : nil }
        try await server.sealed()
        let report = try await court.verify()
        #expect(report.findings == [])
        #expect(report.isSealed && report.integrity != nil)
    }

    @Test(
        "sealed but killed before the last note: it is signed after the restart, and the key erased"
    )
    func crashAtSeal() async throws {
        let court = try await TestCourt()
        let session = try await court.start().session()
        await session.judge.order("closeRecord")
        await session.judge.until { $0["integrity"]?["value"] != nil }
        let base = court.log
        base.failNotes()
        await session.judge.order("seal")
        _ = await court.log.entry { $0.isSeal ? () : nil }
        base.allowNotes()
        let server = court.start()
        await server.register.reopen()
        try await server.sealed()
        #expect(
            try await court.stores.secrets.key(Secrets.session, of: court.booked.booking.hearing)
                == nil)
        let report = try await court.verify()
        #expect(report.findings == [])
        #expect(report.isSealed)
    }

    @Test(
        "a log that is not what was signed is not opened: other root, too short, no key; others open"
    )
    func damaged() async throws {
        let court = try await TestCourt()
        let server = court.start()
        _ = try await server.join(1)
        try await server.hearing().tick()
        let note = try #require(try await court.log.latestNote(of: court.booked.booking.hearing))
        for damage in DamagedLog.Damage.allCases {
            let stores = CourtStores(
                database: court.database, logs: DamagedLog(court.log.base, damage),
                keys: court.keys,
                segments: court.segments)
            let opening = HearingOpening(
                stores: stores,
                identity: ServerIdentity(
                    domain: "court.example", boot: Bytes16(1, 2), build: .hash([3])),
                clocks: court.clock.clocks, node: "node-1")
            let expected: HearingOpening.Damage =
                switch damage {
                case .otherEntry: .rootDiffers(size: note.size)
                case .shorter: .shorterThanSigned(size: note.size - 1, signed: note.size)
                case .unreadable: .unreadable(sequence: 1, reason: "")
                }
            do {
                _ = try await opening.open(court.id, group: GroupID(rawValue: 1))
                Issue.record("\(damage) was opened")
            } catch HearingOpening.Damage.unreadable(let sequence, _) {
                #expect(damage == .unreadable && sequence == 1)
            } catch let found as HearingOpening.Damage {
                #expect(found == expected)
            }
        }
        try await court.stores.secrets.erase(Secrets.session, of: court.booked.booking.hearing)
        let after = court.start()
        await #expect(throws: HearingOpening.Damage.keyMissing) { try await after.hearing() }
        let other = try await Booker(bookings: court.stores.bookings, clocks: court.clock.clocks)
            .book(
                title: "other", court: "court", linkLifetime: 1_000_000,
                seats: [.init(role: "judge", name: "a")])
        let admitted = try await after.admission.exchange(other.tokens[0], key: PageKey().seatKey)
        #expect(admitted.isNew)
        // Nothing was claimed or written in the one that is damaged.
        #expect(try await court.log.head(of: court.booked.booking.hearing).epoch == 1)
    }

    @Test("a hearing that is not booked is unknown")
    func unknown() async throws {
        let server = try await TestCourt().start()
        let id = try #require(HearingID(rawValue: String(repeating: "0", count: 32)))
        await #expect(throws: HearingRegister.Failure.unknown) {
            try await server.register.hearing(id)
        }
    }
}

/// The real log, read without taking it over.
struct UnclaimedLog: LogStore {
    let base: any LogStore

    init(_ base: any LogStore) { self.base = base }

    func claim(_ hearing: Bytes16, from epoch: Int) async throws(StorageError) -> Int { epoch + 1 }
    func enqueue(_ append: LogAppend) -> PendingCommit<LogHead> { base.enqueue(append) }
    func commitNote(
        _ text: String, size: Int, epoch: Int, of hearing: Bytes16
    ) async throws(StorageError) {}
    func head(of hearing: Bytes16) async throws(StorageError) -> LogHead {
        try await base.head(of: hearing)
    }
    func entries(
        of hearing: Bytes16, _ range: Range<Int>
    ) async throws(StorageError) -> [LogEntry] { try await base.entries(of: hearing, range) }
    func leaves(of hearing: Bytes16) async throws(StorageError) -> [Sha256] {
        try await base.leaves(of: hearing)
    }
    func latestNote(of hearing: Bytes16) async throws(StorageError) -> CommittedNote? {
        try await base.latestNote(of: hearing)
    }
}

/// The real log as a disc that lies would show it.
struct DamagedLog: LogStore {
    enum Damage: CaseIterable { case otherEntry, shorter, unreadable }

    let base: any LogStore
    let damage: Damage

    init(_ base: any LogStore, _ damage: Damage) {
        self.base = base
        self.damage = damage
    }

    func claim(_ hearing: Bytes16, from epoch: Int) async throws(StorageError) -> Int {
        Issue.record("a damaged log was taken over")
        return epoch + 1
    }
    func enqueue(_ append: LogAppend) -> PendingCommit<LogHead> { base.enqueue(append) }
    func commitNote(
        _ text: String, size: Int, epoch: Int, of hearing: Bytes16
    ) async throws(StorageError) {}
    func head(of hearing: Bytes16) async throws(StorageError) -> LogHead {
        try await base.head(of: hearing)
    }
    func entries(
        of hearing: Bytes16, _ range: Range<Int>
    ) async throws(StorageError) -> [LogEntry] {
        var entries = try await base.entries(of: hearing, range)
        switch damage {
        case .otherEntry:
            let text = String(decoding: entries[1].bytes, as: UTF8.self)
            let other = text.replacing("\"node\":\"node-1\"", with: "\"node\":\"node-2\"")
            entries[1] = LogEntry(Array(other.utf8))
        case .shorter: entries.removeLast()
        case .unreadable: entries[1] = LogEntry([0x7B])
        }
        return entries
    }
    func leaves(of hearing: Bytes16) async throws(StorageError) -> [Sha256] {
        try await base.leaves(of: hearing)
    }
    func latestNote(of hearing: Bytes16) async throws(StorageError) -> CommittedNote? {
        try await base.latestNote(of: hearing)
    }
}
