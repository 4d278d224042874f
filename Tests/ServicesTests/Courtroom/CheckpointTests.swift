import Evidence
import Hearing
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("Checkpoints", .timeLimit(.minutes(1)))
struct CheckpointTests {
    @Test("each second one note over all that is durable, and none when nothing was added")
    func eachSecond() async throws {
        let server = try await TestCourt().start()
        let judge = try await server.join(1)
        let hearing = try await server.hearing()
        await hearing.tick()
        await hearing.tick()
        await server.court.log.state.until { $0.notes.count == 1 }
        #expect(server.court.log.state.value.notes == [server.court.log.entries.count])
        await judge.order("open")
        await hearing.tick()
        await server.court.log.state.until { $0.notes.count == 2 }
        let shown = await judge.line.frame { $0["type"] == "checkpoint" && $0["size"] == 6 }
        let note = try SignedNote(Array((shown["note"]?.string ?? "").utf8))
        let checkpoint = try Checkpoint(note.text)
        #expect(checkpoint.size == 6)
        let leaves = try await server.court.log.leaves(of: server.court.booked.booking.hearing)
        #expect(checkpoint.root == Sha256Tree.root(of: leaves))
        #expect(shown["value"]?.string == VerificationReport.shortValue(of: checkpoint.root))
    }

    @Test("the register's clock ticks every hearing once a second")
    func run() async throws {
        let court = try await TestCourt()
        let server = court.start()
        _ = try await server.hearing()
        let running = Task { await server.register.run() }
        await court.clock.isAwaited()
        #expect(court.log.state.value.notes.isEmpty)
        court.clock.advance(milliseconds: 1_000)
        await court.log.state.until { $0.notes.count == 1 }
        running.cancel()
        await running.value
    }

    @Test("nothing is shown before the note is durable; a note that failed is signed again")
    func failingNote() async throws {
        let server = try await TestCourt().start()
        let judge = try await server.join(1)
        let hearing = try await server.hearing()
        server.court.log.fail()
        await hearing.tick()
        _ = await judge.line.ask(["type": "nonsense"])
        #expect(judge.line.frames(type: "checkpoint").isEmpty)
        server.court.log.work()
        await hearing.tick()
        _ = await judge.line.frame(type: "checkpoint")
    }

    @Test("a stalled log holds up no clock: ticks return, and one note waits")
    func stalledNote() async throws {
        let session = try await TestCourt().start().session()
        let court = session.court
        let running = Task { await session.server.register.run() }
        court.log.stall()
        session.judge.line.drop()
        await court.log.wasGiven { $0.isEvent("disconnected") }
        for _ in 0..<12 {
            await court.clock.isAwaited()
            court.clock.advance(milliseconds: 1_000)
        }
        let hearing = try await session.server.hearing()
        while await hearing.current.state != .suspended(.benchIncomplete) { await Task.yield() }
        #expect(court.log.state.value.waitingNotes <= 1)
        court.log.work()
        running.cancel()
        await running.value
    }
}
