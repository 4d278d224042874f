import Evidence
import Hearing
import Signaling
import Testing

@testable import Services

@Suite("Every script on a real server, from opening to seal", .timeLimit(.minutes(10)))
struct ServedScriptTests {
    @Test(
        "the server does what the law says, tells each seat its part, and the log says it all",
        arguments: Cast.all)
    func whole(cast: Cast) async throws {
        var proceeding = Proceeding(try cast.numbered.docket())
        try proceeding.hold(Self.drop)
        try await play(proceeding, cast.numbered)
    }

    /// At every step whoever presides drops longer than the grace, and somebody else for a while.
    private static func drop(court: inout Proceeding, in step: Step) throws {
        try court.server(.disconnected(court.head, .network))
        if step.phase == .inSession {
            try court.server(.suspend(.benchIncomplete))
            try court.server(.connected(court.head))
            try court.order(.course(.resume), by: court.head)
        } else {
            try court.server(.connected(court.head))
        }
        guard let guest = court.optional(in: step) else { return }
        try court.server(.disconnected(guest.id, .silent))
        try court.server(.connected(guest.id))
    }

    @Test(
        "the server crashes in the middle, and the hearing goes on to its seal",
        arguments: [Cast.civilTrial, .custodyDocket(of: 2), .authorization])
    func crash(cast: Cast) async throws {
        let cast = cast.numbered
        var proceeding = Proceeding(try cast.docket())
        let steps = proceeding.script.steps.filter { $0.phase == .inSession }
        let middle = steps[steps.count / 2].id
        var hasCrashed = false
        try proceeding.hold { court, step in
            guard step.id == middle, !hasCrashed else { return }
            hasCrashed = true
            let connected = court.hearing.seats.filter(\.isConnected).map(\.id)
            try court.server(.restarted(.crash))
            for seat in connected { try court.server(.connected(seat)) }
            try court.order(.course(.resume), by: court.head)
        }
        #expect(hasCrashed)
        try await play(proceeding, cast)
    }

    @Test(
        "an agent is removed and replaced at the door, with a link of its own",
        arguments: [Cast.civilTrial, .mediation])
    func replaced(cast: Cast) async throws {
        let cast = cast.numbered
        var proceeding = Proceeding(try cast.docket())
        var isReplaced = false
        try proceeding.hold { court, step in
            guard step.phase == .inSession, !isReplaced else { return }
            isReplaced = true
            let old = try #require(court.hearing.seats.first { $0.role == .agent })
            try court.order(.door(.remove(old.id, .withdrawn)), by: court.head)
            let successor = DoorOrder.NewSeat(role: .agent, side: old.side)
            try court.order(.door(.addSeat(successor)), by: court.head)
            try court.server(.connected(try #require(court.hearing.seats.last).id))
            try court.admit()
        }
        try await play(proceeding, cast)
    }

    @Test("a recusal is upheld: adjourned, signed, sealed")
    func recused() async throws {
        let cast = Cast.civilTrial.numbered
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold(until: try #require(StepID(rawValue: "investigation"))) { court in
            let applicant = try #require(court.hearing.seats.first { $0.role == .party })
            try court.order(.procedure(.applyRecusal(court.head)), by: applicant.id)
            try court.order(
                .procedure(.decideRecusal(court.head, isUpheld: true)), by: court.head)
            try court.order(.course(.adjourn(.adjournedForRecusal, until: nil)), by: court.head)
        }
        try proceeding.sign()
        try await play(proceeding, cast)
    }

    @Test("somebody comes late, the technology fails, the hearing moves offline and is sealed")
    func offline() async throws {
        let cast = Cast.mediation.numbered
        var proceeding = Proceeding(try cast.docket())
        let guest = try #require(cast.seats.last { $0.role == .agent }).id
        proceeding.late = [guest]
        try proceeding.hold(until: try #require(StepID(rawValue: "result"))) { court in
            try court.server(.connected(guest))
            try court.admit()
            try court.order(.course(.moveOffline(.offlineForFault)), by: court.head)
        }
        try proceeding.sign()
        try await play(proceeding, cast)
    }

    @Test("adjourned, and the second session of the case goes on where the first stopped")
    func secondSession() async throws {
        let cast = Cast.civilTrial.numbered
        let debate = try #require(StepID(rawValue: "debate"))
        var first = Proceeding(try cast.docket())
        try first.hold(until: debate) { court in
            let until = Time(microseconds: court.now.microseconds + 86_400_000_000)
            try court.order(.course(.adjourn(.adjournedForTime, until: until)), by: court.head)
        }
        try first.sign()
        let earlier = try await play(first, cast)

        var second = Proceeding(
            try cast.docket(previous: earlier.id, finished: first.hearing.progress.finished))
        try second.hold()
        #expect(!second.led.contains { $0.rawValue == "investigation" })
        try await carry(second, earlier: earlier, cast)
    }

    /// The second session in the same court as the first.
    private func carry(
        _ proceeding: Proceeding, earlier: ServedHearing, _ cast: Cast
    ) async throws {
        let served = try await ServedHearing(cast, in: earlier.court, continuing: earlier.id)
        for taken in proceeding.course { try await served.carry(taken) }
        #expect(try await served.live.durable.docket.previous == earlier.id)
        let before = await earlier.court.log.entry { entry in
            entry.isEvent("script") ? entry.detail["previous"] : nil
        }
        #expect(before["hid"]?.string == earlier.id.rawValue)
        try await served.sealed()
        #expect(try await served.verify().verdict == .verified)
    }

    // MARK: Playing

    /// Carries all of it out on a server, and looks at the record at the end.
    @discardableResult
    private func play(_ proceeding: Proceeding, _ cast: Cast) async throws -> ServedHearing {
        let served = try await ServedHearing(cast)
        for taken in proceeding.course { try await served.carry(taken) }
        try await served.sealed()
        expectLogged(proceeding, served.entries)
        try expectScript(proceeding.script, in: served.entries)
        let report = try await served.verify()
        #expect(report.findings == [])
        #expect(report.verdict == .verified && report.isSealed)
        return served
    }

    /// The log holds every order and what it led to, in order, from the opening to the seal.
    private func expectLogged(_ proceeding: Proceeding, _ entries: [Entry]) {
        let given = proceeding.course.compactMap { taken -> String? in
            guard case .order(let order) = taken.command, case .seat(let seat) = taken.actor
            else { return nil }
            return "\(order.name.rawValue) by \(seat): \(taken.events.map(\.name))"
        }
        let logged = entries.compactMap { entry -> String? in
            guard case .order(let order) = entry else { return nil }
            let events = entry.eventsOfLaw.compactMap { $0["name"]?.string }
            return "\(order.name) by \(order.by ?? 0): \(events)"
        }
        #expect(logged == given)
        expectFrame(entries)

        let steps = entries.flatMap(\.eventsOfLaw).filter { $0["name"] == "step" }
            .compactMap { $0["step"]?.string }
        let entered = proceeding.events.compactMap { event -> String? in
            guard case .stepEntered(let step) = event.fact else { return nil }
            return step.rawValue
        }
        #expect(steps == entered)
    }

    /// The script stands right after the opening, as it was booked.
    private func expectScript(_ script: Script, in entries: [Entry]) throws {
        try #require(entries.count > 2)
        #expect(entries[1].kind == .epoch && entries[2].isEvent("script"))
        let written = try #require(entries[2].detail["script"].flatMap(ScriptValue.init))
        #expect(try Script(value: written) == script)
    }

    /// The opening at the beginning, one record from begin to its close, the seal at the end.
    private func expectFrame(_ entries: [Entry]) {
        #expect(entries.first?.kind == .open && entries.last?.isSeal == true)
        #expect(entries.count { $0.isEvent("record.start") } == 1)
        #expect(entries.count { $0.kind == .recordClose } == 1)
        let begin = entries.firstIndex { $0.isOrder("begin") }
        let start = entries.firstIndex { $0.isEvent("record.start") }
        let close = entries.firstIndex { $0.kind == .recordClose }
        guard let begin, let start, let close else {
            Issue.record("the log lacks begin, record.start or record.close")
            return
        }
        #expect(begin < start && start < close)
    }
}
