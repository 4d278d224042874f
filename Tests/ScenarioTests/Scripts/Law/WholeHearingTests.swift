import Hearing
import Services
import Testing

@Suite("Every script of the court, from opening to seal")
struct WholeHearingTests {
    @Test("every script that the court has is played here")
    func allPlayed() throws {
        let played = Set(Cast.all.map(\.script) + ["free"])
        #expect(Set(try Cast.library().names) == played)
    }

    @Test("a whole hearing goes through all its steps", arguments: Cast.all)
    func whole(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold()
        try proceeding.expectWhole()
        let steps = Set(proceeding.script.steps.map(\.id))
        #expect(Set(proceeding.led) == steps)
    }

    @Test("no act is said to be done by whoever may not say it", arguments: Cast.all)
    func givers(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            for act in step.acts where act.each.isEmpty {
                for seat in court.hearing.seats where seat.isPresent && seat.role != .observer {
                    let may =
                        act.by.contains(seat.office) || act.by.contains(seat.role)
                        || (act.duty.map(seat.duties.contains) ?? false)
                    let code = court.refusal(
                        of: .procedure(.complete(act.id, nil)), by: seat.id)
                    #expect(
                        (code == .wrongRole) == !may, "\(act.id) by \(seat.role): \(code as Any)")
                }
            }
        }
    }

    @Test("no step is left before its required acts are done", arguments: Cast.all)
    func nothingForgotten(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            let isUndone = step.acts.contains {
                $0.isRequired && !court.hearing.isDone($0, in: step)
            }
            guard isUndone else { return }
            switch step.phase {
            case .open:
                #expect(court.refusal(of: .course(.begin), by: court.head) == .stepIncomplete)
            case .inSession:
                let advance = court.refusal(of: .procedure(.advance), by: court.head)
                #expect(advance == .stepIncomplete)
                if !step.isOptional {
                    let close = court.refusal(of: .course(.closeRecord), by: court.head)
                    #expect(close == .stepIncomplete || close == .stepsUnfinished)
                }
            default:
                #expect(court.refusal(of: .course(.seal), by: court.head) == .stepIncomplete)
            }
        }
    }

    @Test("ordered acts are done in their order", arguments: Cast.all)
    func ordered(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        try proceeding.hold { court, step in
            guard step.isOrdered, !step.leaves.contains(.witnesses),
                let last = step.acts.last(where: \.isRequired), step.acts.first != last
            else { return }
            let seat = court.hearing.seats.first { last.each.contains($0.role) }
            let code = court.refusal(
                of: .procedure(.complete(last.id, seat?.id)),
                by: try court.giver(of: last, for: seat))
            #expect(code == .stepIncomplete)
        }
    }
}
