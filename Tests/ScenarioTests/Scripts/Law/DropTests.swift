import Hearing
import Testing

@Suite("Drops at every step of every script")
struct DropTests {
    @Test(
        "a needed seat drops: after the grace suspended, resumed when it is back, nothing lost",
        arguments: Cast.all)
    func needed(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            for seat in court.hearing.seats where court.hearing.isNeeded(seat) {
                try dropAndReturn(seat.id, court: &court, in: step)
            }
        }
        try proceeding.expectWhole()
    }

    private func dropAndReturn(
        _ id: SeatID, court: inout Proceeding, in step: Step
    ) throws {
        let before = court.hearing
        try court.server(.disconnected(id, .network))
        let grace = ServerCommand.suspend(.benchIncomplete)
        if step.phase == .inSession {
            #expect(court.hearing.missing == [id])
            try court.server(grace)
            #expect(court.hearing.state == .suspended(.benchIncomplete))
            expectSilence(of: court)
            #expect(court.refusal(of: .course(.resume), by: court.hearing.deputy ?? .clerk) != nil)
            try court.server(.connected(id))
            try court.order(.course(.resume), by: court.head)
        } else {
            #expect(throws: Refusal.self) { try court.server(grace) }
            try court.server(.connected(id))
        }
        #expect(court.hearing.state == before.state)
        #expect(court.hearing.step == step)
        #expect(court.hearing.progress == before.progress)
        #expect(court.hearing.seats == before.seats)
    }

    /// While suspended nobody hears anybody, but the record goes on.
    private func expectSilence(of court: Proceeding) {
        let routes = court.hearing.routes()
        #expect(routes.allSatisfy { $0.listener == .record })
        #expect(!routes.isEmpty)
    }

    @Test("a needed seat that is back within the grace interrupts nothing", arguments: Cast.all)
    func withinGrace(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            guard step.phase == .inSession else { return }
            try court.server(.disconnected(court.head, .silent))
            try court.server(.connected(court.head))
            let grace = Hearing.Command.server(.suspend(.benchIncomplete))
            #expect(throws: Refusal.self) {
                try court.hearing.decide(grace, by: .server, at: court.now)
            }
        }
        try proceeding.expectWhole()
    }

    @Test("others drop and come back to their room, and interrupt nothing", arguments: Cast.all)
    func others(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            for seat in court.hearing.seats where !court.hearing.isNeeded(seat) && seat.isPresent {
                let before = court.hearing
                try court.server(.disconnected(seat.id, .network))
                #expect(court.hearing.missing.isEmpty)
                #expect(!court.hearing.routes().contains { $0.source == seat.id })
                try court.server(.connected(seat.id))
                #expect(court.hearing.seats == before.seats)
                #expect(court.hearing.routes() == before.routes())
                #expect(court.hearing.state == before.state && court.hearing.step == step)
            }
        }
        try proceeding.expectWhole()
    }

    @Test("who is away while an act is done is asked when it is back", arguments: Cast.all)
    func askedLater(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            guard let seat = court.optional(in: step) else { return }
            try court.server(.disconnected(seat.id, .network))
            try court.completeActs()
            #expect(step.acts.allSatisfy { !$0.isRequired || court.hearing.isDone($0, in: step) })
            try court.server(.connected(seat.id))
            #expect(step.acts.contains { $0.isRequired && !court.hearing.isDone($0, in: step) })
        }
        try proceeding.expectWhole()
    }

    @Test("who walks out loses its place and is let in anew", arguments: Cast.all)
    func walkedOut(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            guard let seat = court.optional(in: step) else { return }
            try court.server(.walkedOut(seat.id))
            #expect(court.hearing.seat(seat.id)?.room == .outside)
            try court.server(.connected(seat.id))
            #expect(court.hearing.seat(seat.id)?.room == .waiting)
            court.expectIsolated(seat.id)
            try court.admit()
            #expect(court.hearing.seat(seat.id)?.room == .courtroom)
        }
        try proceeding.expectWhole()
    }

    @Test("the server crashes at every step: all come back, the judge resumes", arguments: Cast.all)
    func crash(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            let before = court.hearing
            try court.server(.restarted(.crash))
            #expect(court.hearing.seats.allSatisfy { !$0.isConnected })
            for seat in before.seats where seat.isConnected {
                try court.server(.connected(seat.id))
            }
            if step.phase == .inSession {
                #expect(court.hearing.state == .suspended(.crash))
                try court.order(.course(.resume), by: court.head)
            }
            #expect(court.hearing.seats == before.seats)
            #expect(court.hearing.progress == before.progress)
        }
        try proceeding.expectWhole()
    }
}

extension Proceeding {
    /// Somebody in the courtroom for whom a required act of this step is done, and whom the court
    /// can do without.
    func optional(in step: Step) -> Seat? {
        hearing.seats.first { seat in
            !hearing.isNeeded(seat) && seat.isPresent && seat.room == .courtroom
                && !seat.role.isBench && hearing.isOfPresentCase(seat)
                && step.acts.contains { $0.isRequired && $0.each.contains(seat.role) }
        }
    }
}
