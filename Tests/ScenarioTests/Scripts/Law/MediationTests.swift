import Hearing
import Testing

@Suite("Mediation together and apart")
struct MediationTests {
    /// A judge presides, a mediator helps.
    private static let withJudge = Cast(
        script: "mediation",
        seats: Cast.mediation.seats.filter { $0.id != .head } + [
            Docket.Entry(id: .head, role: .judge),
            Docket.Entry(id: .secondJudge, role: .mediator),
        ])

    @Test("the mediator presides where no judge is booked, else the judge does")
    func presiding() throws {
        #expect(try Cast.mediation.docket().presiding == .head)
        let docket = try Self.withJudge.docket()
        #expect(docket.presiding == .head)
        var proceeding = Proceeding(docket)
        try proceeding.hold()
        try proceeding.expectWhole()
    }

    @Test("the mediator talks apart while the judge stays with the other side")
    func apart() throws {
        let talks = try #require(StepID(rawValue: "talks"))
        var proceeding = Proceeding(try Self.withJudge.docket())
        let mediator = SeatID.secondJudge
        try proceeding.hold(until: talks) { court in
            try court.order(.room(.caucus(.plaintiff)), by: mediator)
            let room = try #require(court.hearing.rooms.keys.first)
            #expect(court.hearing.seat(.plaintiffsLawyer)?.room == .apart(room))
            for route in court.hearing.routes() {
                guard case .seat(let listener) = route.listener else {
                    #expect(court.hearing.seat(route.source)?.room == .courtroom)
                    continue
                }
                #expect(
                    court.hearing.seat(route.source)?.room == court.hearing.seat(listener)?.room)
            }
            #expect(court.hearing.isBenchComplete)
            try court.server(.disconnected(.plaintiff, .network))
            try court.server(.connected(.plaintiff))
            #expect(court.hearing.seat(.plaintiff)?.room == .apart(room))
            try court.order(.room(.endRoom(room)), by: .head)
            #expect(court.hearing.seat(.plaintiff)?.room == .courtroom)
        }
    }

    @Test("no talk apart outside of the steps that know it", arguments: Cast.all)
    func onlyThere(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            guard step.phase == .inSession, !step.leaves.contains(.caucus) else { return }
            let order = Order.room(.caucus(.plaintiff))
            #expect(court.refusal(of: order, by: court.head) == .wrongStep)
        }
    }

    @Test("a mediation is closed to the public and its hearing is one of its own")
    func closed() throws {
        let docket = try Cast.mediation.docket()
        #expect(docket.isClosed && docket.script.kind == .mediation)
    }
}
