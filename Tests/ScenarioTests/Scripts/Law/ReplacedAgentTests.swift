import Hearing
import Testing

@Suite("An agent is removed and replaced at the door")
struct ReplacedAgentTests {
    static let casts = Cast.all.filter { cast in
        cast.script != "authorization" && cast.seats.contains { $0.role == .agent }
    }

    @Test(
        "at any step the new one waits, is let in, and is asked what the old one was",
        arguments: casts)
    func replaced(cast: Cast) throws {
        let docket = try cast.docket()
        for step in docket.script.steps {
            var proceeding = Proceeding(docket)
            var isDone = false
            try proceeding.hold { court, present in
                let agent = court.hearing.seats.first {
                    $0.role == .agent && $0.room == .courtroom
                }
                guard present.id == step.id, !isDone, let agent else { return }
                isDone = true
                try replace(agent, court: &court, in: present)
            }
            // In the last steps of a docket nobody with an agent is left.
            #expect(isDone || !step.isPerCase)
            try proceeding.expectWhole()
        }
    }

    private func replace(_ old: Seat, court: inout Proceeding, in step: Step) throws {
        try court.completeActs()
        try court.order(.door(.remove(old.id, .disorder)), by: court.head)
        let successor = DoorOrder.NewSeat(role: .agent, side: old.side)
        let doorkeeper = court.hearing.seats.first { $0.duties.contains(.doors) }?.id ?? court.head
        try court.order(.door(.addSeat(successor)), by: doorkeeper)
        let new = try #require(court.hearing.seats.last)
        #expect(new.role == .agent && new.side == old.side && new.caseNumber == old.caseNumber)

        try court.server(.connected(new.id))
        court.expectIsolated(new.id)
        #expect(throws: Refusal.self) { try court.server(.connected(old.id)) }
        try court.admit()
        #expect(court.hearing.seat(new.id)?.room == .courtroom)
        #expect(court.hearing.seat(old.id)?.room == .outside)
        for act in step.acts where act.each.contains(.agent) {
            #expect(!court.hearing.isDone(act, in: step, for: new.id))
            #expect(!court.hearing.isDone(act, in: step))
        }
        for route in court.hearing.routes() {
            #expect(route.source != old.id && route.listener != .seat(old.id))
        }
    }

    @Test("an authorization cannot go on without its agent: it is adjourned")
    func authorization() throws {
        let will = try #require(StepID(rawValue: "will"))
        var proceeding = Proceeding(try Cast.authorization.docket())
        try proceeding.hold(until: will) { court in
            try court.order(.door(.remove(.plaintiffsLawyer, .withdrawn)), by: .head)
            try court.server(.suspend(.benchIncomplete))
            #expect(court.refusal(of: .course(.resume), by: .head) != nil)
            try court.order(.course(.adjourn(.adjournedForAbsence, until: nil)), by: .head)
        }
        try proceeding.sign()
        #expect(proceeding.hearing.state == .sealed)
        try proceeding.expectReplayed()
    }
}
