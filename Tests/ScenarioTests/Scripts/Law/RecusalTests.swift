import Hearing
import Testing

@Suite("Recusal (申请回避) in every script")
struct RecusalTests {
    static let casts = Cast.all.filter { $0.script != "authorization" }

    /// The first litigant in the courtroom.
    private func applicant(_ court: Proceeding) throws -> SeatID {
        try #require(
            court.hearing.seats.first {
                $0.role.isLitigant && $0.isPresent && $0.room == .courtroom
            }
        ).id
    }

    @Test(
        "rejected at any step: the script stands still until it is decided, then goes on",
        arguments: casts)
    func rejected(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            guard step.phase != .recordClosed else { return }
            let applicant = try applicant(court)
            try court.order(.procedure(.applyRecusal(court.head)), by: applicant)
            for act in step.acts where act.each.isEmpty {
                let complete = Order.procedure(.complete(act.id, nil))
                #expect(
                    court.refusal(of: complete, by: try court.giver(of: act, for: nil))
                        == .recusalPending)
            }
            let onward: Order = step.phase == .open ? .course(.begin) : .procedure(.advance)
            #expect(court.refusal(of: onward, by: court.head) == .recusalPending)
            try court.order(
                .procedure(.decideRecusal(court.head, isUpheld: false)), by: court.head)
        }
        try proceeding.expectWhole()
    }

    @Test(
        "upheld against whoever presides: only adjourned or moved offline, then sealed",
        arguments: casts)
    func upheld(cast: Cast) throws {
        let script = try cast.docket().script
        for step in script.steps where step.phase == .inSession && !step.isOptional {
            var proceeding = Proceeding(try cast.docket())
            try proceeding.hold(until: step.id) { court in
                let head = court.head
                try court.order(.procedure(.applyRecusal(head)), by: try applicant(court))
                try court.order(.procedure(.decideRecusal(head, isUpheld: true)), by: head)
                #expect(court.hearing.missing == [head])
                #expect(court.refusal(of: .procedure(.advance), by: head) == .recused)
                #expect(court.refusal(of: .course(.closeRecord), by: head) == .recused)
                try court.server(.suspend(.benchIncomplete))
                #expect(court.refusal(of: .course(.resume), by: head) == .recused)
                try court.order(.course(.adjourn(.adjournedForRecusal, until: nil)), by: head)
            }
            #expect(proceeding.hearing.state == .recordClosed(.adjournedForRecusal))
            try proceeding.sign()
            #expect(proceeding.hearing.state == .sealed)
            try proceeding.expectReplayed()
        }
    }

    @Test(
        "upheld against the clerk: it leaves, and the hearing goes on without it",
        arguments: casts)
    func clerk(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            guard court.led.count == 1, step.phase == .inSession else { return }
            try court.order(.procedure(.applyRecusal(.clerk)), by: try applicant(court))
            try court.order(.procedure(.decideRecusal(.clerk, isUpheld: true)), by: court.head)
            #expect(court.hearing.seat(.clerk)?.room == .waiting)
            court.expectIsolated(.clerk)
            #expect(court.hearing.isBenchComplete)
            for order in court.hearing.orders(for: .clerk) {
                Issue.record("the recused clerk may still order \(order)")
            }
        }
        #expect(proceeding.hearing.seat(.clerk)?.isRecused == true)
        try proceeding.expectWhole()
    }

    @Test("an authorization knows no recusal")
    func none() throws {
        var proceeding = Proceeding(try Cast.authorization.docket())
        try proceeding.open()
        let order = Order.procedure(.applyRecusal(.head))
        #expect(proceeding.refusal(of: order, by: .plaintiff) == .noRecusal)
    }
}
