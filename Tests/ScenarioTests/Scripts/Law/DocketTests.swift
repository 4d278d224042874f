import Hearing
import Testing

@Suite("A docket of cases with a custody site")
struct DocketTests {
    @Test("case after case, each with its own person only", arguments: [1, 2, 5])
    func caseByCase(count: Int) throws {
        var proceeding = Proceeding(try Cast.custodyDocket(of: count).docket())
        try proceeding.hold { court, step in
            guard step.phase == .inSession, step.isPerCase else { return }
            let number = court.hearing.progress.caseNumber
            for other in 1...count where other != number {
                let id = SeatID(rawValue: UInt16(20 + other))
                #expect(court.hearing.seat(id)?.room == .waiting)
                court.expectIsolated(id)
                #expect(court.refusal(of: .door(.admit(id)), by: .clerk) == .otherCase)
            }
            let present = SeatID(rawValue: UInt16(20 + number))
            #expect(court.hearing.seat(present)?.room == .courtroom)
            if number == count {
                let next = Order.procedure(.nextCase)
                #expect(court.refusal(of: next, by: court.head) == .noMoreCases)
            }
        }
        try proceeding.expectWhole()
        expectLed(proceeding, count)
    }

    /// Steps of a case once a case, the others once.
    private func expectLed(_ proceeding: Proceeding, _ count: Int) {
        for step in proceeding.script.steps {
            let times = proceeding.led.filter { $0 == step.id }.count
            let isPerCase = step.isPerCase && step.phase == .inSession
            #expect(times == (isPerCase ? count : 1), "\(step.id)")
        }
        let called = proceeding.events.compactMap { event -> Int? in
            guard case .caseCalled(let number) = event.fact else { return nil }
            return number
        }
        #expect(called == Array(2...max(2, count)).filter { $0 <= count })
    }

    @Test("the next case is not called before this one is finished, nor the record closed")
    func unfinished() throws {
        var proceeding = Proceeding(try Cast.custodyDocket(of: 2).docket())
        try proceeding.hold { court, step in
            guard step.phase == .inSession, court.hearing.progress.caseNumber == 1,
                step.id.rawValue != "ruling"
            else { return }
            let next = Order.procedure(.nextCase)
            let code = court.refusal(of: next, by: court.head)
            #expect(code == .stepsUnfinished || code == .stepIncomplete)
            #expect(court.refusal(of: .course(.closeRecord), by: court.head) == .stepsUnfinished)
        }
        try proceeding.expectWhole()
    }

    @Test("the custodian drops in the second case: its cases wait for nobody else")
    func custodianDrops() throws {
        var proceeding = Proceeding(try Cast.custodyDocket(of: 2).docket())
        try proceeding.hold { court, step in
            guard step.id.rawValue == "identity", court.hearing.progress.caseNumber == 2 else {
                return
            }
            try court.server(.disconnected(.custodian, .network))
            try court.completeActs()
            try court.server(.connected(.custodian))
            #expect(court.refusal(of: .procedure(.advance), by: court.head) == .stepIncomplete)
        }
        try proceeding.expectWhole()
    }
}
