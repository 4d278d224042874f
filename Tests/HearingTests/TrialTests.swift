import Hearing
import Testing

@Suite("A trial from booking to seal")
struct TrialTests {
    @Test("the whole course, with a witness, a recess, a drop and a crash")
    func course() throws {
        var court = try Court.inSession()
        #expect(court.hearing.state.phase.record == .running)
        try court.order(.door(.callWitness(.witness)), by: .judge)
        #expect(court.hearing.reaches(.witness))
        try court.order(.door(.releaseWitness(.witness)), by: .judge)
        #expect(!court.hearing.reaches(.witness))
        try court.order(.course(.recess(.nonPublicEvidence)), by: .judge)
        #expect(court.hearing.state.cause == "non_public_evidence")
        #expect(court.hearing.state.phase.record == .paused)
        try court.order(.course(.resume), by: .judge)
        try court.server(.restarted(.crash))
        #expect(court.hearing.state == .suspended(.crash))
        #expect(court.hearing.seats.allSatisfy { !$0.isConnected })
        for seat in court.hearing.seats { try court.server(.connected(seat.id)) }
        #expect(court.hearing.seat(.plaintiff)?.room == .courtroom)
        #expect(court.hearing.seat(.witness)?.room == .waiting)
        try court.order(.course(.resume), by: .judge)
        try court.order(.course(.closeRecord), by: .judge)
        #expect(court.hearing.state.phase.record == .closed)
        try court.order(.course(.seal), by: .clerk)
        #expect(court.hearing.routes().isEmpty)
        #expect(Hearing(court.hearing.docket, replaying: court.events) == court.hearing)
    }

    @Test("opening leads the bench into the courtroom and others into their waiting rooms")
    func opening() throws {
        let hearing = try Court.opened().hearing
        let expected: [Room] = hearing.seats.map { $0.role.isBench ? .courtroom : .waiting }
        #expect(hearing.seats.map(\.room) == expected)
        let bench: Set<SeatID> = [.judge, .clerk]
        #expect(Set(hearing.routes().map(\.source)) == bench)
    }

    @Test("who comes before the opening is outside, who comes after it waits")
    func entrance() throws {
        var court = Court(try .trial())
        try court.server(.connected(.judge))
        try court.server(.connected(.plaintiff))
        #expect(court.hearing.seat(.plaintiff)?.room == .outside)
        try court.order(.course(.open), by: .judge)
        #expect(court.hearing.seat(.plaintiff)?.room == .waiting)
        try court.server(.connected(.clerk))
        try court.server(.connected(.witness))
        #expect(court.hearing.seat(.clerk)?.room == .courtroom)
        #expect(court.hearing.seat(.witness)?.room == .waiting)
    }

    @Test("closing the record releases a called witness, by an event of its own")
    func closing() throws {
        var court = try Court.inSession()
        try court.order(.door(.callWitness(.witness)), by: .judge)
        try court.order(.floor(.allow(.witness, .exhibit)), by: .judge)
        let facts = try court.order(.course(.closeRecord), by: .judge).map(\.fact)
        #expect(
            facts == [
                .exhibitLeaveChanged(.witness, false), .witnessReleased(.witness),
                .stateChanged(.recordClosed(.completed)),
            ])
    }

    @Test("events carry who and when")
    func attribution() throws {
        let court = try Court.inSession()
        let last = try #require(court.events.last)
        #expect(last.by == .seat(.judge))
        #expect(last.at == court.hearing.since)
        #expect(court.events.first?.by == .server)
    }

    @Test("a panel is complete only with all its judges")
    func panel() throws {
        var court = Court(try .trial(moreJudges: 2))
        try court.server(.connected(.judge))
        try court.order(.course(.open), by: .judge)
        #expect(court.refusal(of: .course(.begin), by: .judge) == .notConnected)
        try court.server(.connected(SeatID(rawValue: 20)))
        #expect(court.refusal(of: .course(.begin), by: .judge) == .notConnected)
        try court.server(.connected(SeatID(rawValue: 21)))
        try court.order(.course(.begin), by: .judge)
        #expect(court.hearing.state == .inSession)
    }

    @Test("a docket needs a judge, numbers from 1, each once, and not too many")
    func dockets() throws {
        let hearing = try #require(HearingID(rawValue: String(repeating: "0", count: 32)))
        func flaw(_ seats: [Docket.Entry]) -> Docket.Flaw? {
            do {
                _ = try Docket(hearing: hearing, bookedAt: Time(microseconds: 0), seats: seats)
                return nil
            } catch {
                return error
            }
        }
        let judge = Docket.Entry(id: .judge, role: .judge)
        #expect(flaw([judge]) == nil)
        #expect(flaw([]) == .nobodyPresides(needs: Script.free.composition.presiding))
        #expect(
            flaw([.init(id: .clerk, role: .clerk)])
                == .nobodyPresides(needs: Script.free.composition.presiding))
        #expect(flaw([judge, .init(id: .judge, role: .party)]) == .duplicate(.judge))
        #expect(flaw([judge, .init(id: SeatID(rawValue: 0), role: .party)]) == .seatZero)
        let many = (0...Docket.seatCountMax).map {
            Docket.Entry(id: SeatID(rawValue: UInt16($0 + 1)), role: .judge)
        }
        #expect(flaw(many) == .tooManySeats)
    }
}
