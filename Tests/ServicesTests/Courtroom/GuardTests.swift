import Evidence
import Hearing
import Media
import Testing

@testable import Services

@Suite("What the server decides by itself")
struct GuardTests {
    /// Lets time pass and the hearing's clock tick.
    private func pass(_ milliseconds: Int64, in session: TestSession) async throws {
        session.court.clock.advance(milliseconds: milliseconds)
        try await session.server.hearing().tick()
    }

    @Test("a timed speech ends when its time is over, and the microphone is locked")
    func speech() async throws {
        let session = try await TestCourt().start().session()
        #expect(await session.judge.order("grantFloor", ["seat": 3, "seconds": 60]).isDone)
        await session.defendant.until { $0["hearing"]?["speech"]?["seat"] == 3 }
        try await pass(59_000, in: session)
        #expect(session.judge.state["hearing"]?["speech"]?["seat"] == 3)
        try await pass(1_000, in: session)
        await session.plaintiff.until { $0["me"]?["microphone"] == "locked" }
        #expect(session.judge.state["hearing"]?["speech"]?["seat"] == nil)
        _ = await session.court.log.entry { $0.isEvent("speech.timeUp") ? () : nil }
    }

    @Test("the clock of a speech stands still while the speaker's connection is down")
    func speechInDrop() async throws {
        let session = try await TestCourt().start().session()
        await session.judge.order("grantFloor", ["seat": 3, "seconds": 60])
        try await pass(20_000, in: session)
        session.plaintiff.line.drop(.network)
        await session.judge.until { $0["seats"]?["3"]?["connected"] == false }
        #expect(session.judge.state["seats"]?["3"]?["drop"]?["cause"] == "network")
        try await pass(100_000, in: session)
        #expect(session.judge.state["hearing"]?["speech"]?["spent"] == 20_000_000)
        _ = try await session.server.rejoin(session.plaintiff)
        await session.judge.until { $0["hearing"]?["speech"]?["since"] != nil }
        try await pass(39_000, in: session)
        #expect(session.judge.state["hearing"]?["speech"]?["seat"] == 3)
        try await pass(1_000, in: session)
        await session.judge.until { $0["hearing"]?["speech"]?["seat"] == nil }
    }

    @Test("a private room whose time is over sends everybody back")
    func room() async throws {
        let court = try await TestCourt([
            .init(role: "judge", name: "李"), .init(role: "clerk", name: "周"),
            .init(role: "party", side: "plaintiff", name: "王"),
            .init(role: "agent", side: "plaintiff", name: "孙"),
            .init(role: "witness", name: "赵"),
        ])
        let session = try await court.start().session()
        await session.judge.order("recess", ["reason": "rest"])
        #expect(
            await session.plaintiff.order("consult", ["seats": [4], "minutes": 5]).isDone)
        let agent = session.defendant
        await agent.until { $0["me"]?["invitations"]?.array?.count == 1 }
        #expect(await agent.order("acceptInvitation", ["room": 1]).isDone)
        await agent.until { $0["me"]?["room"] == "room-1" }
        try await pass(300_000, in: session)
        await agent.until { $0["me"]?["room"] == "courtroom" }
        await session.plaintiff.until { $0["me"]?["room"] == "courtroom" }
    }

    @Test(
        "a session whose log stalls longer than the script allows is suspended at the relay at once"
    )
    func stalledLog() async throws {
        let session = try await TestCourt().start().session()
        session.court.log.stall()
        session.judge.give("mute", ["seat": 4])
        await session.court.log.wasGiven { $0.isOrder("mute") }
        let hearing = try await session.server.hearing()
        // Not awaited: the note of a tick waits for the disc.
        for wait: Int64 in [3_000, 16_000] {
            #expect(!session.server.media.permitted.isEmpty)
            session.court.clock.advance(milliseconds: wait)
            Task { await hearing.tick() }
            while await hearing.faultSince == nil { await Task.yield() }
        }
        while await hearing.current.state != .suspended(.recordFault) { await Task.yield() }
        #expect(session.server.media.permitted.allSatisfy { $0.sink == .record })
        session.court.log.work()
        await session.judge.until(state: "suspended")
        #expect(session.judge.state["hearing"]?["cause"] == "recordFault")
        #expect(await session.judge.order("resume").isDone)
    }

    @Test("lost media suspend; the judge may go on by an order with a reason, which is logged")
    func lostMedia() async throws {
        let session = try await TestCourt().start().session()
        let hearing = try await session.server.hearing()
        await hearing.lost(TestBundle.bundle(hearing.group, []), cause: "no space left")
        try await pass(1_000, in: session)
        try await pass(15_000, in: session)
        await session.judge.until(state: "suspended")
        #expect(
            await session.judge.order("continueUnrecorded", ["reason": "recordedElsewhere"]).isDone)
        await session.plaintiff.until { $0["hearing"]?["waiver"] == "recordedElsewhere" }
        try await pass(60_000, in: session)
        #expect(session.judge.state["hearing"]?["state"] == "inSession")
    }
}
