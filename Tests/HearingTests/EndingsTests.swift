import Hearing
import Testing

@Suite("Steps, and how a session ends")
struct EndingsTests {
    /// Orders that end a session, and what it ended with.
    static let endings: [(CourseOrder, Outcome, Time?)] = {
        let time = Time(microseconds: 1_800_000_000_000_000)
        let adjourned = Outcome.allCases.filter { $0.kind == .adjourned }
        let offline = Outcome.allCases.filter { $0.kind == .offline }
        return adjourned.map { (.adjourn($0, until: time), $0, time) }
            + [(.adjourn(.adjournedForTime, until: nil), .adjournedForTime, nil)]
            + [
                (.pronounceLater(at: time), .pronouncedLater, time),
                (.pronounceLater(at: nil), .pronouncedLater, nil),
            ] + offline.map { (.moveOffline($0), $0, nil) }
    }()

    @Test(
        "a session ends from any of its states, in any step, with its outcome",
        arguments: endings.indices)
    func ended(_ index: Int) throws {
        let (order, outcome, time) = Self.endings[index]
        for pause in [nil, Order.course(.recess(.rest)), .room(.deliberate)] {
            var court = try Court.panel(.rehearsal)
            try court.order(.door(.callWitness(.witness)), by: .judge)
            if let pause { try court.order(pause, by: .judge) }
            try court.order(.course(order), by: .judge)
            #expect(court.hearing.state == .recordClosed(outcome))
            #expect(court.hearing.nextSession == time)
            #expect(court.hearing.seat(.witness)?.isReleased == true)
            #expect(court.hearing.step?.id == .signing)
            // What was not gone through is not finished: the next session goes on there.
            #expect(!court.hearing.progress.finished.contains(.investigation))
            #expect(court.hearing.progress.finished.contains(.preparation))
            try court.order(.procedure(.complete(.note, nil)), by: .plaintiff)
            try court.order(.course(.seal), by: .clerk)
            #expect(court.hearing.state == .sealed)
        }
    }

    @Test("the next session begins where the one before ended")
    func nextSession() throws {
        let before = try Court.docket(.rehearsal)
        let docket = try Docket(
            hearing: before.hearing, bookedAt: before.bookedAt, seats: before.seats,
            script: before.script, previous: before.hearing,
            finishedSteps: [.preparation, .investigation, .reconciliation])
        var court = Court(docket)
        for seat in court.hearing.seats { try court.server(.connected(seat.id)) }
        try court.order(.course(.open), by: .judge)
        // Each session is prepared anew, whoever prepared the last one.
        let preparation = try #require(court.hearing.step)
        #expect(preparation.id == .preparation)
        court.finish(preparation)
        try court.order(.course(.begin), by: .judge)
        #expect(court.hearing.step?.id == .debate)
        try court.order(.procedure(.returnTo(.investigation, .newFacts)), by: .judge)
        #expect(court.hearing.step?.id == .investigation)
    }

    @Test("steps are gone through in order; what is required is done first")
    func steps() throws {
        var court = try Court.panel(.rehearsal)
        #expect(court.refusal(of: .procedure(.advance), by: .judge) == .stepIncomplete)
        #expect(court.refusal(of: .course(.closeRecord), by: .judge) == .stepsUnfinished)
        let complete = { (act: ActID, seat: SeatID?) in Order.procedure(.complete(act, seat)) }
        #expect(court.refusal(of: complete(.reply, nil), by: .judge) == .stepIncomplete)
        #expect(court.refusal(of: complete(.statement, nil), by: .judge) == .unknownAct)
        #expect(court.refusal(of: complete(.statement, .lawyer), by: .judge) == .unknownAct)
        #expect(court.refusal(of: complete(.statement, .plaintiff), by: .clerk) == .wrongRole)
        #expect(court.refusal(of: complete(.statement, .plaintiff), by: .defendant) == .wrongRole)
        #expect(court.refusal(of: complete(.identity, .plaintiff), by: .clerk) == .unknownAct)
        try court.order(complete(.statement, .plaintiff), by: .plaintiff)
        #expect(court.refusal(of: complete(.statement, .plaintiff), by: .judge) == .alreadySo)
        try court.order(complete(.statement, .defendant), by: .judge)
        try court.order(complete(.reply, nil), by: .judge)
        try court.order(.procedure(.skipStep(.declined)), by: .judge)
        #expect(court.refusal(of: .procedure(.skipStep(.declined)), by: .judge) == .notOptional)
        try court.order(.procedure(.advance), by: .judge)
        #expect(court.hearing.step?.id == .debate)
        #expect(court.refusal(of: .door(.callWitness(.witness)), by: .judge) == .wrongStep)
        #expect(court.refusal(of: .room(.caucus(.plaintiff)), by: .judge) == .wrongStep)
        #expect(
            court.refusal(of: .procedure(.returnTo(.signing, .correction)), by: .judge)
                == .wrongStep)
        try court.order(.procedure(.returnTo(.investigation, .newFacts)), by: .judge)
        try court.order(.procedure(.advance), by: .judge)
        #expect(court.hearing.step?.id == .debate)
        #expect(court.refusal(of: .course(.closeRecord), by: .judge) == .stepIncomplete)
        try court.order(complete(.reply, nil), by: .judge)
        #expect(court.refusal(of: .procedure(.advance), by: .judge) == .wrongStep)
        try court.order(.course(.closeRecord), by: .judge)
    }

    @Test("an optional step may be broken off; who comes late opens an act again")
    func late() throws {
        var court = try Court.panel(.rehearsal)
        if let step = court.hearing.step { court.finish(step) }
        court.assume(.stepFinished(.investigation))
        court.assume(.stepEntered(.reconciliation))
        try court.order(.procedure(.skipStep(.declined)), by: .judge)
        #expect(court.hearing.step?.id == .debate)
        try court.order(.procedure(.returnTo(.investigation, .lateArrival)), by: .judge)
        try court.order(.door(.addSeat(.init(role: .party, side: .thirdParty))), by: .clerk)
        try court.server(.connected(.added))
        #expect(court.refusal(of: .procedure(.advance), by: .judge) == nil)
        try court.order(.door(.admit(.added)), by: .clerk)
        #expect(court.refusal(of: .procedure(.advance), by: .judge) == .stepIncomplete)
        try court.server(.disconnected(.added, .network))
        #expect(court.refusal(of: .procedure(.advance), by: .judge) == nil)
    }

    @Test("without a durable record the judge may go on with a reason, once")
    func unrecorded() throws {
        var court = try Court.panel()
        let order = Order.course(.continueUnrecorded(.byConsent))
        #expect(court.refusal(of: order, by: .judge) == .wrongState)
        try court.server(.suspend(.crash))
        #expect(court.refusal(of: order, by: .judge) == .recordHealthy)
        try court.order(.course(.resume), by: .judge)
        try court.server(.suspend(.recordFault))
        try court.order(order, by: .judge)
        #expect(court.hearing.waiver == .byConsent)
        #expect(court.hearing.state == .inSession)
        #expect(court.refusal(of: .suspend(.recordFault)) == .wrongState)
        try court.order(.course(.recess(.rest)), by: .judge)
        #expect(court.hearing.waiver == nil)
        try court.order(.course(.resume), by: .judge)
        #expect(court.refusal(of: .suspend(.recordFault)) == nil)
    }

    @Test("a session goes on only with the whole court in the courtroom")
    func composition() throws {
        for id in [SeatID.judge, .secondJudge, .assessor] {
            var court = try Court.panel()
            try court.server(.walkedOut(id))
            #expect(court.hearing.missing == [id])
            try court.server(.suspend(.benchIncomplete))
            if id != .judge {
                #expect(court.refusal(of: .course(.resume), by: .judge) == .notConnected)
            }
            try court.server(.connected(id))
            #expect(court.hearing.missing.isEmpty)
            #expect(court.refusal(of: .suspend(.benchIncomplete)) == .alreadySo)
            try court.order(.course(.resume), by: .judge)
        }
        var court = try Court.panel()
        try court.order(.door(.remove(.assessor, .withdrawn)), by: .judge)
        try court.server(.suspend(.benchIncomplete))
        #expect(court.refusal(of: .course(.resume), by: .judge) == .unknownSeat)
    }

    @Test("a log with numbers that no order can have is not read")
    func hostileLog() {
        let base: [String: Member] = ["at": .number(5), "by": .number(0), "seat": .number(3)]
        let bad: [(String, [String: Member])] = [
            ("speechStarted", ["seconds": .number(.max)]),
            ("speechStarted", ["seconds": .number(0)]),
            ("connected", ["at": .number(.min)]), ("connected", ["at": .number(.max)]),
            ("nextSession", ["until": .number(.max)]),
            (
                "roomOpened",
                ["room": .number(1), "kind": .text("briefing"), "minutes": .number(.max)]
            ),
        ]
        for (name, values) in bad {
            let members = Members(base.merging(values) { $1 })
            #expect(throws: Refusal.self, "\(name)") {
                try Hearing.Event(name: name, members: members)
            }
        }
    }
}
