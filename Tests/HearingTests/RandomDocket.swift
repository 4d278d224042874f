import Hearing
import Testing

/// Dockets of many kinds for random hearings: panels of one, three and seven, several cases, people
/// who go along with others, scripts with steps and without.
enum RandomDocket {
    private static let panels: [[Role]] = [
        [.judge], [.presidingJudge, .judge, .assessor],
        [.presidingJudge, .judge, .judge, .assessor, .assessor, .assessor, .assessor],
        [.presidingJudge, .assessor, .assessor],
    ]

    static func draw(_ chance: inout Chance) throws -> Docket {
        let caseCount = chance.one([1, 1, 2, 3])
        var seats: [Docket.Entry] = []
        func add(
            _ role: Role, side: Side? = nil, with companion: SeatID? = nil, of number: Int? = nil
        ) -> SeatID {
            let id = SeatID(rawValue: UInt16(seats.count + 1))
            seats.append(
                Docket.Entry(
                    id: id, role: role, side: side, companion: companion, caseNumber: number))
            return id
        }
        for role in chance.one(panels) { _ = add(role) }
        for role in [Role.clerk, .assistant, .mediator, .observer] { _ = add(role) }
        for side in [Side.plaintiff, .defendant] {
            let number = caseCount > 1 ? chance.one(Array(1...caseCount)) : nil
            let party = add(.party, side: side, of: number)
            _ = add(.agent, side: side, of: number)
            let companion = chance.one([Role.interpreter, .helper, .custodian])
            _ = add(companion, with: party, of: number)
        }
        let witness = add(.witness)
        _ = add(.interpreter, with: witness)
        for role in [chance.one([Role.witness, .expert]), .specialist] { _ = add(role) }
        if chance.isOne(in: 2) {
            _ = add(chance.one([Role.prosecutor, .thirdParty]), side: .thirdParty)
        }
        _ = add(chance.one([.recorder, .steward, .courtroom]))
        return try Docket(
            hearing: #require(HearingID(rawValue: "0123456789abcdef0123456789abcdef")),
            bookedAt: Time(microseconds: 1_789_000_000_000_000), seats: seats,
            script: script(&chance), caseCount: caseCount, isClosed: chance.isOne(in: 5))
    }

    private static func script(_ chance: inout Chance) -> Script {
        var script = chance.isOne(in: 3) ? Script.free : .rehearsal
        script.composition = Composition(
            presiding: [.presidingJudge, .judge],
            present: chance.isOne(in: 4)
                ? [.presidingJudge, .party] : [.presidingJudge, .judge, .assessor])
        script.hasRecusal = !chance.isOne(in: 4)
        script.speechWaitsInDrop = !chance.isOne(in: 3)
        return script
    }
}

extension Court {
    /// Everybody is there, the hearing is in session, whoever may be admitted is in the courtroom.
    static func random(_ docket: Docket) -> Court {
        var court = Court(docket)
        for seat in court.hearing.seats { _ = try? court.server(.connected(seat.id)) }
        let presiding = docket.presiding
        _ = try? court.order(.course(.open), by: presiding)
        for seat in court.hearing.seats {
            _ = try? court.order(.door(.admit(seat.id)), by: presiding)
        }
        if let step = court.hearing.step {
            for act in step.acts {
                for seat in court.hearing.seats where !act.each.isEmpty {
                    court.assume(.actCompleted(step.id, act.id, seat.id))
                }
                court.assume(.actCompleted(step.id, act.id, nil))
            }
        }
        _ = try? court.order(.course(.begin), by: presiding)
        return court
    }
}
