import Hearing
import Testing

@Suite("Other endings: adjourned, pronounced later, offline")
struct EndingTests {
    private static let until = Time(microseconds: 1_790_600_000_000_000)

    @Test(
        "adjourned at any step, the second session goes on where the first stopped",
        arguments: Cast.all)
    func adjourned(cast: Cast) throws {
        let docket = try cast.docket()
        for step in docket.script.steps where step.phase == .inSession {
            var first = Proceeding(docket)
            try first.hold(until: step.id) { court in
                try court.order(
                    .course(.adjourn(.adjournedForTime, until: Self.until)), by: court.head)
            }
            #expect(first.hearing.nextSession == Self.until)
            try first.sign()
            #expect(first.hearing.state == .sealed)
            try first.expectReplayed()
            try goOn(after: first, at: step, cast: cast)
        }
    }

    private func goOn(after first: Proceeding, at step: Step, cast: Cast) throws {
        let finished = first.hearing.progress.finished
        var second = Proceeding(
            try cast.docket(previous: first.hearing.docket.hearing, finished: finished))
        try second.hold()
        #expect(second.hearing.state == .sealed)
        try second.expectReplayed()
        let session = second.led.filter { second.script.step($0)?.phase == .inSession }
        let first = try #require(session.first)
        #expect(first == step.id)
        if second.hearing.docket.caseCount == 1 {
            #expect(finished.isDisjoint(with: session))
        }
        // Who comes is identified, and signs, in every session.
        for around in second.script.steps where around.phase != .inSession {
            #expect(second.led.contains(around.id))
        }
    }

    @Test(
        "pronounced later: the second session has nothing but the judgment",
        arguments: [Cast.civilTrial, .simplifiedTrial, .smallClaims])
    func pronouncedLater(cast: Cast) throws {
        let judgment = try #require(StepID(rawValue: "judgment"))
        var first = Proceeding(try cast.docket())
        try first.hold(until: judgment) { court in
            try court.order(.course(.pronounceLater(at: Self.until)), by: court.head)
        }
        #expect(first.hearing.state == .recordClosed(.pronouncedLater))
        try first.sign()
        var second = Proceeding(
            try cast.docket(
                previous: first.hearing.docket.hearing, finished: first.hearing.progress.finished))
        try second.hold()
        #expect(second.hearing.state == .sealed)
        let session = second.led.filter { second.script.step($0)?.phase == .inSession }
        #expect(session == [judgment])
    }

    @Test(
        "moved offline at any step: what was done stays done, and the record is sealed",
        arguments: Cast.all)
    func offline(cast: Cast) throws {
        let outcomes: [Outcome] = [.offlineByParty, .offlineForEvidence, .offlineForFault]
        let docket = try cast.docket()
        for (number, step) in docket.script.steps.enumerated() where step.phase == .inSession {
            var proceeding = Proceeding(docket)
            let outcome = outcomes[number % outcomes.count]
            try proceeding.hold(until: step.id) { court in
                let finished = court.hearing.progress.finished
                try court.order(.course(.moveOffline(outcome)), by: court.head)
                #expect(court.hearing.progress.finished == finished)
            }
            #expect(proceeding.hearing.state == .recordClosed(outcome))
            try proceeding.sign()
            #expect(proceeding.hearing.state == .sealed)
            try proceeding.expectReplayed()
        }
    }

    @Test("an ending while a witness testifies and the panel is apart brings everybody back")
    func amid() throws {
        let investigation = try #require(StepID(rawValue: "investigation"))
        var proceeding = Proceeding(try Cast.civilTrial.docket())
        try proceeding.hold(until: investigation) { court in
            try court.order(.door(.callWitness(.witness)), by: .head)
            try court.order(.floor(.grantFloor(.plaintiff, seconds: 60)), by: .head)
            try court.order(.course(.adjourn(.adjournedForEvidence, until: nil)), by: .head)
            court.expectIsolated(.witness)
            #expect(court.hearing.floor.speech == nil)
        }
        try proceeding.sign()
        #expect(proceeding.hearing.state == .sealed)
        try proceeding.expectReplayed()
    }

    @Test("an optional step that was left out is no gap", arguments: Cast.all)
    func leftOut(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            guard step.phase == .inSession, court.nextStep?.isOptional == true else { return }
            try court.completeActs()
            while court.nextStep?.isOptional == true {
                try court.order(.procedure(.skipStep(.notApplicable)), by: court.head)
            }
        }
        #expect(proceeding.hearing.state == .sealed)
        let optional = Set(proceeding.script.steps.filter(\.isOptional).map(\.id))
        #expect(optional.isDisjoint(with: proceeding.led))
        try proceeding.expectReplayed()
    }
}

extension Proceeding {
    /// Leads up to the beginning of a step, where the session takes another course.
    mutating func hold(
        until step: StepID, _ instead: (inout Proceeding) throws -> Void
    ) throws {
        try open()
        try lead()
        try order(.course(.begin), by: head)
        var isThere = false
        try session { court, present in
            guard present.id == step, court.hearing.state == .inSession else { return }
            isThere = true
            try instead(&court)
        }
        #expect(isThere, "\(step) was never reached")
    }
}
