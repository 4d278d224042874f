import Hearing
import Testing

@Suite("Late arrivals in every script")
struct LateArrivalTests {
    @Test(
        "who comes late waits, is let in, and opens the acts again for its own seat",
        arguments: Cast.all)
    func late(cast: Cast) throws {
        let docket = try cast.docket()
        for step in docket.script.steps {
            guard let guest = lateGuest(of: docket, in: step) else { continue }
            var proceeding = Proceeding(docket)
            proceeding.late = [guest.id]
            try proceeding.hold { court, present in
                guard present.id == step.id, court.hearing.seat(guest.id)?.room == .outside else {
                    return
                }
                try court.completeActs()
                try arrive(guest.id, court: &court, in: present)
            }
            #expect(proceeding.hearing.seat(guest.id)?.room == .courtroom)
            try proceeding.expectWhole()
        }
    }

    private func lateGuest(of docket: Docket, in step: Step) -> Docket.Entry? {
        docket.seats.first { entry in
            entry.role.isLitigant && !docket.script.composition.present.contains(entry.role)
                && entry.caseNumber ?? 1 == 1
                && step.acts.contains { $0.isRequired && $0.each.contains(entry.role) }
        }
    }

    private func arrive(_ id: SeatID, court: inout Proceeding, in step: Step) throws {
        try court.server(.connected(id))
        #expect(court.hearing.seat(id)?.room == .waiting)
        court.expectIsolated(id)
        let done = step.acts.filter { court.hearing.isDone($0, in: step) }
        try court.admit()
        let open = done.filter { !court.hearing.isDone($0, in: step) }
        let role = court.hearing.seat(id)?.role
        #expect(open.map(\.id) == done.filter { role.map($0.each.contains) == true }.map(\.id))
        switch step.phase {
        case .open: #expect(court.refusal(of: .course(.begin), by: court.head) == .stepIncomplete)
        case .inSession:
            #expect(court.refusal(of: .procedure(.advance), by: court.head) == .stepIncomplete)
        default: #expect(court.refusal(of: .course(.seal), by: court.head) == .stepIncomplete)
        }
    }

    @Test("the judge goes back to a step for who came late, and on from there")
    func goingBack() throws {
        var proceeding = Proceeding(try Cast.civilTrial.docket())
        proceeding.late = [.defendant, .interpreter]
        let opening = try #require(StepID(rawValue: "opening"))
        let rights = try #require(ActID(rawValue: "recusal"))
        try proceeding.hold { court, step in
            guard step.id.rawValue == "debate", court.late.contains(.defendant) else { return }
            court.late = []
            try court.server(.connected(.defendant))
            try court.server(.connected(.interpreter))
            try court.admit()
            try court.order(.procedure(.returnTo(opening, .lateArrival)), by: court.head)
            let step = try #require(court.hearing.step)
            #expect(step.id == opening)
            let done = step.acts.filter { court.hearing.isDone($0, in: step) }.map(\.id)
            #expect(!done.contains(rights) && done.contains { $0.rawValue == "court" })
        }
        try proceeding.expectWhole()
        #expect(proceeding.led.filter { $0 == opening }.count == 2)
    }

    @Test("a session that needs the late one does not begin without it")
    func needed() throws {
        var proceeding = Proceeding(try Cast.authorization.docket())
        proceeding.late = [.plaintiffsLawyer]
        try proceeding.open()
        try proceeding.completeActs()
        #expect(proceeding.refusal(of: .course(.begin), by: .head) == .notConnected)
        try proceeding.server(.connected(.plaintiffsLawyer))
        #expect(proceeding.refusal(of: .course(.begin), by: .head) == .wrongRoom)
        try proceeding.admit()
        #expect(proceeding.refusal(of: .course(.begin), by: .head) == .stepIncomplete)
        try proceeding.completeActs()
        try proceeding.order(.course(.begin), by: .head)
        try proceeding.session()
        try proceeding.order(.course(.closeRecord), by: .head)
        try proceeding.sign()
        try proceeding.expectWhole()
    }
}
