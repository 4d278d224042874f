import Hearing
import Testing

@Suite("Several cases, one after another")
struct CasesTests {
    /// The steps of one case are done.
    private func finishCase(_ court: inout Court) throws {
        while let step = court.hearing.step {
            court.finish(step)
            do { try court.order(.procedure(.advance), by: .judge) } catch { break }
        }
    }

    @Test("only people of the present case are admitted; the next call sends the others out")
    func course() throws {
        var court = try Court.panel(.rehearsal, caseCount: 2)
        #expect(court.isIn(.courtroom, .plaintiff, .lawyer))
        #expect(court.isIn(.waiting, .defendant, .interpreter))
        #expect(court.refusal(of: .door(.admit(.defendant)), by: .judge) == .otherCase)
        #expect(court.refusal(of: .procedure(.nextCase), by: .judge) == .stepsUnfinished)
        try finishCase(&court)
        #expect(court.refusal(of: .course(.closeRecord), by: .judge) == .stepsUnfinished)
        try court.order(.floor(.grantFloor(.plaintiff, seconds: nil)), by: .judge)
        let facts = try court.order(.procedure(.nextCase), by: .judge).map(\.fact)
        #expect(Set(facts).count == facts.count)
        #expect(facts.contains(.speechEnded(.plaintiff, .left)))
        #expect(court.isIn(.waiting, .plaintiff, .lawyer))
        #expect(court.hearing.progress.caseNumber == 2)
        #expect(court.hearing.step?.id == .investigation)
        // What was done in the first case is not done in the second.
        #expect(court.refusal(of: .procedure(.advance), by: .judge) == .stepIncomplete)
        #expect(court.refusal(of: .door(.admit(.plaintiff)), by: .judge) == .otherCase)
        try court.order(.door(.admit(.defendant)), by: .judge)
        #expect(court.isIn(.courtroom, .defendant, .interpreter, .custodian))
        try finishCase(&court)
        #expect(court.refusal(of: .procedure(.nextCase), by: .judge) == .noMoreCases)
        try court.order(.course(.closeRecord), by: .judge)
        #expect(court.hearing.step?.id == .signing)
    }

    @Test("whoever is in a private room when the next case is called comes back to wait")
    func fromPrivateRoom() throws {
        var court = try Court.panel(.rehearsal, caseCount: 2)
        try court.order(.room(.allowConsultation(.plaintiff)), by: .judge)
        try court.order(.room(.consult([.lawyer], minutes: nil)), by: .plaintiff)
        try finishCase(&court)
        try court.order(.procedure(.nextCase), by: .judge)
        try court.order(.room(.leaveRoom), by: .plaintiff)
        #expect(court.isIn(.waiting, .plaintiff))
    }

    @Test("a party who is added belongs to the present case, who goes along to that of the other")
    func added() throws {
        var court = try Court.panel(.rehearsal, caseCount: 2)
        try court.order(.door(.addSeat(.init(role: .agent, side: .plaintiff))), by: .judge)
        #expect(court.hearing.seat(.added)?.caseNumber == 1)
        try court.order(
            .door(.addSeat(.init(role: .helper, companion: .defendant))), by: .judge)
        #expect(court.hearing.seats.last?.caseNumber == 2)
        try court.order(.door(.addSeat(.init(role: .observer))), by: .judge)
        #expect(court.hearing.seats.last?.caseNumber == nil)
    }
}
