import Hearing
import Testing

/// More people of the tests: a panel of three, and those who go along with others.
extension SeatID {
    static let secondJudge = SeatID(rawValue: 9)
    static let assessor = SeatID(rawValue: 10)
    /// Interprets for the defendant.
    static let interpreter = SeatID(rawValue: 11)
    /// Answers for the defendant, who is in custody.
    static let custodian = SeatID(rawValue: 12)
    static let assistant = SeatID(rawValue: 13)
    static let mediator = SeatID(rawValue: 14)
    static let expert = SeatID(rawValue: 15)
    /// Interprets for the witness.
    static let witnessInterpreter = SeatID(rawValue: 16)
    static let defendantLawyer = SeatID(rawValue: 17)
    /// The first seat that a hearing adds.
    static let added = SeatID(rawValue: 18)
}

extension Court {
    /// A panel's hearing in session: everybody but the witnesses is in the courtroom.
    ///
    /// With several cases, plaintiff and lawyer belong to the first, defendant and lawyer to the
    /// second.
    static func panel(
        _ script: Script = .free, caseCount: Int = 1, isClosed: Bool = false
    ) throws -> Court {
        var court = Court(
            try docket(script, caseCount: caseCount, isClosed: isClosed))
        for seat in court.hearing.seats { try court.server(.connected(seat.id)) }
        try court.order(.course(.open), by: .judge)
        for seat in court.hearing.seats where seat.room == .waiting {
            _ = try? court.order(.door(.admit(seat.id)), by: .judge)
        }
        if let step = court.hearing.step { court.finish(step) }
        try court.order(.course(.begin), by: .judge)
        return court
    }

    static func docket(
        _ script: Script, caseCount: Int = 1, isClosed: Bool = false
    ) throws -> Docket {
        var script = script
        script.composition = Composition(
            presiding: [.presidingJudge], present: [.presidingJudge, .judge, .assessor])
        let first = caseCount > 1 ? 1 : nil
        let second = caseCount > 1 ? 2 : nil
        return try Docket(
            hearing: #require(HearingID(rawValue: "00112233445566778899aabbccddeeff")),
            bookedAt: Time(microseconds: 1_789_000_000_000_000),
            seats: [
                .init(id: .judge, role: .presidingJudge), .init(id: .clerk, role: .clerk),
                .init(id: .plaintiff, role: .party, side: .plaintiff, caseNumber: first),
                .init(id: .lawyer, role: .agent, side: .plaintiff, caseNumber: first),
                .init(id: .witness, role: .witness), .init(id: .observer, role: .observer),
                .init(id: .defendant, role: .party, side: .defendant, caseNumber: second),
                .init(id: .otherWitness, role: .witness),
                .init(id: .secondJudge, role: .judge), .init(id: .assessor, role: .assessor),
                .init(id: .interpreter, role: .interpreter, companion: .defendant),
                .init(id: .custodian, role: .custodian, companion: .defendant),
                .init(id: .assistant, role: .assistant), .init(id: .mediator, role: .mediator),
                .init(id: .expert, role: .expert),
                .init(id: .witnessInterpreter, role: .interpreter, companion: .witness),
                .init(
                    id: .defendantLawyer, role: .agent, side: .defendant, caseNumber: second),
            ], script: script, caseCount: caseCount, isClosed: isClosed)
    }

    /// Everything of a step is done.
    mutating func finish(_ step: Step) {
        for act in step.acts {
            assume(.actCompleted(step.id, act.id, nil))
            for seat in hearing.seats { assume(.actCompleted(step.id, act.id, seat.id)) }
        }
    }

    func room(of id: SeatID) -> Room? { hearing.seat(id)?.room }
}
