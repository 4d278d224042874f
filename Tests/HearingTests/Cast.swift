import Hearing
import Testing

/// A hearing with a seat of each role, for the table of rights: the seat of a role has the role's
/// place in `Role.allCases`, from 1; then come people to aim orders at.
enum Cast {
    /// The other side's party, waiting.
    static let rival = SeatID(rawValue: 21)
    /// The other side's agent, in the courtroom.
    static let rivalAgent = SeatID(rawValue: 22)
    /// A witness who waits.
    static let secondWitness = SeatID(rawValue: 23)
    /// Interprets for `rival`, waiting.
    static let rivalInterpreter = SeatID(rawValue: 24)
    /// An agent of the third party.
    static let thirdAgent = SeatID(rawValue: 25)
    /// Another prosecutor.
    static let secondProsecutor = SeatID(rawValue: 26)
    static let secondObserver = SeatID(rawValue: 27)
    static let secondJudge = SeatID(rawValue: 28)

    /// Who waits while the others are in the courtroom.
    private static let waiting: Set<SeatID> = [
        rival, secondWitness, rivalInterpreter, seat(of: .witness), seat(of: .expert),
        seat(of: .specialist),
    ]

    /// The seat of a role.
    static func seat(of role: Role) -> SeatID {
        SeatID(rawValue: UInt16((Role.allCases.firstIndex(of: role) ?? 0) + 1))
    }

    /// Somebody with whom this one may speak in confidence.
    static func confidant(of giver: SeatID) -> SeatID {
        switch giver {
        case seat(of: .thirdParty): thirdAgent
        case seat(of: .prosecutor): secondProsecutor
        case seat(of: .party): seat(of: .agent)
        default: seat(of: .party)
        }
    }

    static func docket() throws -> Docket {
        let sides: [Role: Side] = [
            .party: .plaintiff, .agent: .plaintiff, .thirdParty: .thirdParty,
            .prosecutor: .prosecution,
        ]
        let companions: Set<Role> = [.interpreter, .helper]
        let roles = Role.allCases.map { role in
            Docket.Entry(
                id: seat(of: role), role: role, side: sides[role],
                companion: companions.contains(role) ? seat(of: .party) : nil)
        }
        let others: [Docket.Entry] = [
            .init(id: rival, role: .party, side: .defendant),
            .init(id: rivalAgent, role: .agent, side: .defendant),
            .init(id: secondWitness, role: .witness),
            .init(id: rivalInterpreter, role: .interpreter, companion: rival),
            .init(id: thirdAgent, role: .agent, side: .thirdParty),
            .init(id: secondProsecutor, role: .prosecutor, side: .prosecution),
            .init(id: secondObserver, role: .observer),
            .init(id: secondJudge, role: .judge),
        ]
        return try Docket(
            hearing: #require(HearingID(rawValue: "ffeeddccbbaa99887766554433221100")),
            bookedAt: Time(microseconds: 1_789_000_000_000_000), seats: roles + others,
            script: .rehearsal, caseCount: 2)
    }

    /// Everybody is there, in the courtroom or waiting, and the hearing is in this state.
    static func hearing(in phase: Phase) throws -> Hearing {
        var court = Court(try docket())
        for seat in court.hearing.seats {
            court.assume(.connected(seat.id))
            court.assume(.moved(seat.id, waiting.contains(seat.id) ? .waiting : .courtroom))
        }
        court.assume(.keyBound(rival, try key("a")))
        court.assume(.deviceRequested(rival, try key("b")))
        switch phase {
        case .scheduled, .sealed, .cancelled: break
        case .open: court.assume(.stepEntered(.preparation))
        case .inSession, .recess, .suspended: court.assume(.stepEntered(.investigation))
        case .recordClosed: court.assume(.stepEntered(.signing))
        }
        court.assume(.stateChanged(try state(phase)))
        return court.hearing
    }

    private static func state(_ phase: Phase) throws -> HearingState {
        let causes: [Phase: String] = [
            .recess: "rest", .suspended: "recordFault", .cancelled: "settled",
        ]
        return try #require(HearingState(phase: phase, cause: causes[phase]))
    }
}

extension StepID {
    static let preparation = name("preparation")
    static let investigation = name("investigation")
    static let reconciliation = name("reconciliation")
    static let debate = name("debate")
    static let signing = name("signing")

    static func name(_ text: String) -> StepID {
        guard let id = StepID(rawValue: text) else { preconditionFailure("no name: \(text)") }
        return id
    }
}

extension ActID {
    static let identity = name("identity")
    static let discipline = name("discipline")
    static let statement = name("statement")
    static let reply = name("reply")
    static let note = name("note")

    static func name(_ text: String) -> ActID {
        guard let id = ActID(rawValue: text) else { preconditionFailure("no name: \(text)") }
        return id
    }
}

extension Script {
    /// A script that uses every rule that scripts know.
    static let rehearsal: Script = {
        func words(_ text: String) -> Wording { Wording(hans: text, hant: text, english: text) }
        func act(
            _ id: ActID, _ by: Set<Role>, duty: Duty? = nil, each: Set<Role> = [],
            isRequired: Bool = true
        ) -> Act {
            Act(
                id: id, title: words(id.rawValue), by: by, duty: duty, each: each,
                isRequired: isRequired)
        }
        let note = act(.note, Set(Role.allCases), isRequired: false)
        return Script(
            name: "rehearsal", kind: .trial, title: words("rehearsal"),
            composition: Composition(
                presiding: [.presidingJudge, .judge],
                present: [.presidingJudge, .judge, .assessor],
                needs: [.init(1, of: [.clerk]), .init(2, of: [.party, .prosecutor])],
                panelSizes: [1, 3, 4, 7]),
            duties: [.clerk: [.doors, .watch, .transcript]], hasRecusal: true,
            steps: [
                Step(
                    id: .preparation, title: words("preparation"), phase: .open,
                    acts: [
                        act(.identity, [.clerk], duty: .doors, each: [.party]),
                        act(.discipline, [.clerk]), note,
                    ], isPerCase: false),
                Step(
                    id: .investigation, title: words("investigation"),
                    acts: [
                        note, act(.statement, [.presidingJudge, .party], each: [.party]),
                        act(.reply, [.presidingJudge]),
                    ], isOrdered: true, leaves: [.witnesses, .caucus]),
                Step(
                    id: .reconciliation, title: words("reconciliation"),
                    acts: [act(.reply, [.presidingJudge])], isOptional: true, leaves: [.caucus]),
                Step(id: .debate, title: words("debate"), acts: [act(.reply, [.presidingJudge])]),
                Step(
                    id: .signing, title: words("signing"), phase: .recordClosed, acts: [note],
                    isPerCase: false),
            ])
    }()
}
