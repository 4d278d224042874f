import Evidence
import Hearing
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("The record of a hearing", .timeLimit(.minutes(1)))
struct RecordTests {
    private func track(_ session: TestSession, _ seat: Int, _ medium: Medium) -> TrackID {
        TrackID(endpoint: session.endpoint(seat), medium: medium)
    }

    private func close(_ session: TestSession) async {
        await session.judge.order("closeRecord")
        _ = await session.court.log.entry { $0.recordClose }
        await session.judge.until { $0["integrity"]?["value"] != nil }
    }

    @Test(
        "a whole record: begin, bundles, a pause, close, seal; totals and integrity are the verifier's; the key is gone"
    )
    func whole() async throws {
        let session = try await TestCourt().start().session()
        let (media, log, clock) = (session.server.media, session.court.log, session.court.clock)
        let group = session.endpoint(1).group
        #expect(media.starts == 1)
        let voice = track(session, 1, .microphone)
        let picture = track(session, 3, .camera)
        media.bring(
            TestBundle.bundle(
                group,
                [voice, picture].flatMap {
                    [TestBundle.initialisation($0), TestBundle.segment($0, 0)]
                }))
        clock.advance(milliseconds: 2_000)
        await session.judge.order("recess", ["reason": "non_public_evidence"])
        #expect(media.permitted.isEmpty)
        clock.advance(milliseconds: 3_000)
        await session.judge.order("resume")
        let gap = await log.entry(\.gap)
        #expect(gap.cause == "non_public_evidence" && gap.by == 1)
        #expect(gap.startMicroseconds == 2_000_000 && gap.endMicroseconds == 5_000_000)
        media.bring(TestBundle.bundle(group, [TestBundle.segment(voice, 1)]))
        media.state.update { $0.answersStop = false }
        clock.advance(milliseconds: 2_000)
        let done = await session.judge.order("closeRecord")
        #expect(done.isDone)
        await session.judge.until { $0["record"]?["state"] == "closed" }
        #expect(session.judge.state["record"]?["elapsed"] == 4_000_000)
        // The last bundle is awaited.
        #expect(!log.entries.contains { $0.kind == .recordClose })
        media.bring(TestBundle.bundle(group, [TestBundle.segment(voice, 2)], isFinal: true))
        let totals = await log.entry(\.recordClose)
        #expect(totals.tracks.map(\.segments) == [3, 1])
        #expect(totals.bundles == 3)
        await session.judge.until { $0["integrity"]?["value"] != nil }
        #expect(await session.judge.order("seal").isDone)
        _ = await log.entry { $0.isSeal ? () : nil }
        try await session.server.sealed()
        #expect(
            try await session.court.stores.secrets.key(
                Secrets.session, of: session.court.booked.booking.hearing) == nil)
        #expect(log.entries.last?.isSeal == true)
        let report = try await session.court.verify()
        #expect(report.findings == [])
        #expect(report.verdict == .verified)
        #expect(report.isSealed)
        #expect(report.tracks.count == 2)
        #expect(session.judge.state["integrity"]?["value"]?.string == report.integrity?.root.hex)
        #expect(
            session.judge.state["integrity"]?["size"]?.integer
                == report.integrity.map { Int64($0.size) })
        // Nothing follows: no link is exchanged any more.
        await #expect(throws: Admission.Refusal.expired) {
            try await session.server.exchange(5, key: session.witness.key)
        }
        #expect(log.entries.last?.isSeal == true)
    }

    @Test("a seat that comes back on a new connection leaves a gap between its two tracks")
    func comingBack() async throws {
        let session = try await TestCourt().start().session()
        let (media, log) = (session.server.media, session.court.log)
        let group = session.endpoint(1).group
        let before = track(session, 3, .microphone)
        media.bring(
            TestBundle.bundle(
                group, [TestBundle.initialisation(before), TestBundle.segment(before, 0)]))
        _ = await log.entry { if case .segment = $0 { () } else { nil } }
        session.plaintiff.line.drop(.silent)
        await session.judge.until { $0["seats"]?["3"]?["connected"] == false }
        let back = try await session.server.rejoin(session.plaintiff)
        _ = try await back.offer()
        try await session.server.rest()
        let after = TrackID(
            endpoint: try #require(media.endpoints.last), medium: .microphone)
        media.bring(
            TestBundle.bundle(
                group, [TestBundle.initialisation(after), TestBundle.segment(after, 3)]))
        let gap = await log.entry(\.gap)
        #expect(gap.track == TrackName(seat: 3, medium: .microphone, ordinal: 1))
        #expect(gap.startMicroseconds == 2_000_000 && gap.endMicroseconds == 6_000_000)
        #expect(gap.cause == "silent")
    }

    @Test(
        "sealed right after the closing: the last bundle is awaited, the record closed, then sealed"
    )
    func sealedAtOnce() async throws {
        let session = try await TestCourt().start().session()
        session.server.media.state.update { $0.answersStop = false }
        await session.judge.order("closeRecord")
        await session.judge.order("seal")
        let hearing = try await session.server.hearing()
        await hearing.tick()
        #expect(!session.court.log.entries.contains { $0.isSeal })
        session.server.media.bring(TestBundle.bundle(session.endpoint(1).group, [], isFinal: true))
        _ = await session.court.log.entry { $0.isSeal ? () : nil }
        try await session.server.sealed()
        let report = try await session.court.verify()
        #expect(report.findings == [])
        #expect(report.isSealed && report.integrity != nil)
    }

    @Test("the clerk's seal names the clerk")
    func sealedByClerk() async throws {
        let session = try await TestCourt().start().session()
        await close(session)
        await session.clerk.until(state: "recordClosed")
        #expect(await session.clerk.order("seal").isDone)
        let seal = await session.court.log.entry {
            if case .seal(let seal) = $0 { seal } else { nil }
        }
        #expect(seal.by == 2)
    }

    @Test("a last bundle that does not come is a fault in the log and told to the bench")
    func lateBundle() async throws {
        let session = try await TestCourt().start().session()
        session.server.media.state.update { $0.answersStop = false }
        await session.judge.order("closeRecord")
        let hearing = try await session.server.hearing()
        session.court.clock.advance(milliseconds: 5_000)
        await hearing.tick()
        #expect(!session.court.log.entries.contains { $0.kind == .recordClose })
        session.court.clock.advance(milliseconds: 1)
        await hearing.tick()
        _ = await session.court.log.entry(\.recordClose)
        #expect(session.court.log.entries.contains { $0.isEvent("record.fault") })
        #expect(await session.judge.line.notice("record.trouble")["params"]?["cause"] == "recorder")
    }

    @Test("a hearing that nobody sent media to closes at once and without a fault")
    func noMedia() async throws {
        let server = try await TestCourt().start()
        let judge = try await server.join(1)
        for order in ["open", "begin", "closeRecord"] { #expect(await judge.order(order).isDone) }
        _ = await server.court.log.entry(\.recordClose)
        #expect(!server.court.log.entries.contains { $0.isEvent("record.fault") })
    }

    @Test("who offers media only after begin is recorded all the same")
    func lateOffer() async throws {
        let server = try await TestCourt().start()
        let judge = try await server.join(1)
        for order in ["open", "begin"] { await judge.order(order) }
        _ = try await judge.offer()
        #expect(server.media.starts == 1)
    }

    @Test(
        "begin and recess in one transaction of a slow log: the record has started when the judge resumes"
    )
    func beginAndRecessAtOnce() async throws {
        let session = try await TestCourt().start().session()
        let server = try await TestCourt().start()
        let judge = try await server.join(1)
        _ = try await judge.offer()
        await judge.order("open")
        server.court.log.stall()
        let cue = judge.give("mute", ["seat": 2])
        await server.court.log.wasGiven { $0.isOrder("mute") }
        let begin = judge.give("begin")
        let recess = judge.give("recess", ["reason": "rest"])
        _ = await judge.line.ask(["type": "nonsense"])
        server.court.log.work()
        for id in [cue, begin, recess] { #expect(await judge.line.answer(to: id).isDone) }
        await judge.until(state: "recess")
        #expect(await judge.order("resume").isDone)
        #expect(server.media.starts == 1)
        #expect(server.court.log.entries.contains { $0.isEvent("record.start") })
        _ = session
    }

    @Test(
        "a bundle that cannot be written is a gap of every track, told to the bench, and the tracks begin anew"
    )
    func lostBundle() async throws {
        let disk = FailingDisk()
        let session = try await TestCourt(disk: disk).start().session()
        let (media, log) = (session.server.media, session.court.log)
        let group = session.endpoint(1).group
        let voice = track(session, 1, .microphone)
        media.bring(
            TestBundle.bundle(
                group, [TestBundle.initialisation(voice), TestBundle.segment(voice, 0)]))
        _ = await log.entry { $0.kind == .segment ? () : nil }
        disk.fails(true)
        media.bring(TestBundle.bundle(group, [TestBundle.segment(voice, 1)]))
        let gap = await log.entry(\.gap)
        #expect(gap.cause == "disk" && gap.track != nil && gap.packets == 100)
        #expect(gap.startMicroseconds == 2_000_000 && gap.endMicroseconds == 4_000_000)
        #expect(await session.clerk.line.notice("record.trouble")["params"]?["cause"] == "disk")
        disk.fails(false)
        // The recorder begins anew: the rest of the old track ends with a final bundle.
        #expect(media.starts == 2)
        media.bring(TestBundle.bundle(group, [TestBundle.segment(voice, 2)], isFinal: true))
        media.bring(
            TestBundle.bundle(
                group, [TestBundle.initialisation(voice), TestBundle.segment(voice, 3)]))
        await close(session)
        await session.judge.order("seal")
        _ = await log.entry { $0.isSeal ? () : nil }
        try await session.server.sealed()
        let report = try await session.court.verify()
        #expect(report.findings == [])
        #expect(report.tracks.map(\.segments) == [1, 1])
        #expect(report.gaps.filter { $0.cause == "disk" }.count == 2)
    }

    @Test("packets that the recorder dropped are a gap with their number")
    func overload() async throws {
        let session = try await TestCourt().start().session()
        let voice = track(session, 3, .microphone)
        session.server.media.bring(
            TestBundle.bundle(session.endpoint(1).group, [], overload: [voice: 17]))
        let gap = await session.court.log.entry(\.gap)
        #expect(gap.cause == "overload" && gap.packets == 17)
        _ = await session.judge.line.notice("record.trouble")
    }

    @Test(
        "a judge who is away longer than the grace suspends the session, also with a log that stalls"
    )
    func benchAway() async throws {
        let session = try await TestCourt().start().session()
        let hearing = try await session.server.hearing()
        session.judge.line.drop()
        await session.clerk.until { $0["seats"]?["1"]?["connected"] == false }
        await hearing.tick()
        session.court.clock.advance(milliseconds: 9_999)
        await hearing.tick()
        #expect(await hearing.current.state == .inSession)
        session.court.log.stall()
        session.court.clock.advance(milliseconds: 1)
        await hearing.tick()
        // Nobody hears anybody, the record runs on.
        #expect(session.server.media.permitted.allSatisfy { $0.sink == .record })
        #expect(!session.server.media.permitted.isEmpty)
        session.court.log.work()
        await session.clerk.until { $0["hearing"]?["cause"] == "benchIncomplete" }
        let judge = try await session.server.rejoin(session.judge)
        #expect(await judge.order("resume").isDone)
    }

    @Test("a judge who comes back within the grace has suspended nothing")
    func benchBack() async throws {
        let session = try await TestCourt().start().session()
        let hearing = try await session.server.hearing()
        session.judge.line.drop()
        await session.clerk.until { $0["seats"]?["1"]?["connected"] == false }
        await hearing.tick()
        session.court.clock.advance(milliseconds: 9_000)
        _ = try await session.server.rejoin(session.judge)
        await hearing.tick()
        session.court.clock.advance(milliseconds: 9_000)
        await hearing.tick()
        #expect(await hearing.current.state == .inSession)
    }
}
