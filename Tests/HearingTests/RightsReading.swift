import Hearing

/// The table of rights as the law reads, written a second time by hand, independent of the one that
/// the server has.
struct RightsReading: Sendable {
    /// One line: who may give an order, in which states, at whom.
    struct Line: Sendable {
        let order: OrderName
        /// In states by their letters: S scheduled, O open, I in session, R recess, U suspended, C
        /// record closed.
        let phases: String
        /// Who, and what each needs.
        let givers: [Role: Right.Condition]
        /// At whom; nil when the order is aimed at no seat that the table knows.
        let targets: Set<Role>?
        /// Whether it is only aimed at the giver's own seat.
        let isForItself: Bool
    }

    private static let letters: [Phase: Character] = [
        .scheduled: "S", .open: "O", .inSession: "I", .recess: "R", .suspended: "U",
        .recordClosed: "C",
    ]

    static let lines: [Line] = course + procedure + doors + rooms + floor + rest

    /// What the law says of a role and an order; nil when the role never gives it.
    static func line(_ role: Role, _ order: OrderName) -> Line? {
        lines.first { $0.order == order && $0.givers[role] != nil }
    }

    /// What a role needs for an order in a state; nil when it is refused.
    static func cell(_ role: Role, _ order: OrderName, in phase: Phase) -> Right.Condition? {
        guard let line = line(role, order), let letter = letters[phase],
            line.phases.contains(letter)
        else { return nil }
        return line.givers[role]
    }

    // MARK: Words

    private static let litigants: Set<Role> = [.party, .agent, .thirdParty, .prosecutor]
    private static let called: Set<Role> = [.witness, .expert, .specialist]
    private static let admitted: Set<Role> = [
        .party, .agent, .thirdParty, .prosecutor, .interpreter, .mediator, .custodian, .helper,
        .observer,
    ]
    /// Whoever is heard, but for whoever presides.
    private static let voices: Set<Role> = [
        .judge, .assessor, .assistant, .clerk, .party, .agent, .thirdParty, .prosecutor, .witness,
        .expert, .specialist, .interpreter, .mediator, .custodian, .helper, .courtroom,
    ]
    private static let persons: Set<Role> = [
        .judge, .assessor, .assistant, .clerk, .party, .agent, .thirdParty, .prosecutor, .witness,
        .expert, .specialist, .interpreter, .mediator, .custodian, .helper,
    ]
    private static let guests: Set<Role> = [
        .party, .agent, .thirdParty, .prosecutor, .witness, .expert, .specialist, .interpreter,
        .helper, .mediator,
    ]
    private static let recusable: Set<Role> = [
        .presidingJudge, .judge, .assessor, .assistant, .clerk, .expert, .interpreter,
    ]
    private static let notPresiding: Set<Role> = [
        .judge, .assessor, .assistant, .clerk, .party, .agent, .thirdParty, .prosecutor, .witness,
        .expert, .specialist, .interpreter, .mediator, .custodian, .helper, .observer, .recorder,
        .steward, .courtroom,
    ]
    private static let everybody: Set<Role> = notPresiding.union([.presidingJudge])

    private static let presiding: [Role: Right.Condition] = [.presidingJudge: .none]
    private static let presidingOrClerk: [Role: Right.Condition] = [
        .presidingJudge: .none, .clerk: .none,
    ]
    private static let presidingOrDeputy: [Role: Right.Condition] = [
        .presidingJudge: .none, .judge: .deputy,
    ]

    private static func doorkeepers(_ duty: Duty) -> [Role: Right.Condition] {
        [.presidingJudge: .none, .clerk: .duty(duty), .assistant: .duty(duty)]
    }

    private static func freely(_ roles: Set<Role>) -> [Role: Right.Condition] {
        Dictionary(uniqueKeysWithValues: roles.map { ($0, Right.Condition.none) })
    }

    private static func line(
        _ order: OrderName, _ phases: String, _ givers: [Role: Right.Condition],
        at targets: Set<Role>? = nil, isForItself: Bool = false
    ) -> Line {
        Line(
            order: order, phases: phases, givers: givers, targets: targets,
            isForItself: isForItself)
    }

    // MARK: The law

    private static let course: [Line] = [
        line(.open, "S", presidingOrClerk),
        line(.begin, "O", presiding),
        line(.recess, "I", presidingOrDeputy),
        line(.resume, "RU", presiding),
        line(.continueUnrecorded, "U", presiding),
        line(.closeRecord, "IRU", presiding),
        line(.adjourn, "IRU", presiding),
        line(.pronounceLater, "IRU", presiding),
        line(.moveOffline, "IRU", presiding),
        line(.seal, "C", presidingOrClerk),
        line(.cancel, "SO", presidingOrClerk),
    ]

    private static let procedure: [Line] = [
        line(.advance, "I", presiding),
        line(.returnTo, "I", presiding),
        line(.skipStep, "I", presiding),
        line(
            .complete, "OIC",
            freely(persons.union([.presidingJudge, .steward]))),
        line(.nextCase, "I", presiding),
        line(.applyRecusal, "OI", freely(litigants), at: recusable),
        line(.decideRecusal, "OIRU", presiding, at: recusable),
    ]

    private static let doors: [Line] = [
        line(.admit, "OIRUC", doorkeepers(.doors), at: admitted),
        line(
            .sendBack, "OIRUC",
            [
                .presidingJudge: .none, .clerk: .duty(.doors), .assistant: .duty(.doors),
                .judge: .deputy,
            ], at: admitted),
        line(.callWitness, "I", presiding, at: called),
        line(.recallWitness, "I", presiding, at: called),
        line(.confront, "I", presiding, at: called),
        line(.releaseWitness, "IRU", presidingOrDeputy, at: called),
        line(.watch, "OIRUC", doorkeepers(.watch), at: called),
        line(.unwatch, "OIRUC", doorkeepers(.watch), at: called),
        line(.remove, "SOIRUC", presiding, at: notPresiding),
        line(.addSeat, "SOIRUC", doorkeepers(.doors)),
        line(.closeToPublic, "SOIRUC", presiding),
        line(.openToPublic, "SOIRUC", presiding),
    ]

    private static let rooms: [Line] = [
        line(.deliberate, "OIRC", presiding),
        line(.endDeliberation, "OIRUC", presiding),
        line(.consult, "OIRUC", freely(litigants.union([.interpreter]))),
        line(.brief, "OIRUC", doorkeepers(.doors), at: [.interpreter]),
        line(.caucus, "I", freely([.presidingJudge, .mediator])),
        line(.allowConsultation, "I", presiding, at: litigants),
        line(.acceptInvitation, "OIRUC", freely(guests)),
        line(.refuseInvitation, "OIRUC", freely(guests)),
        line(.lockRoom, "OIRUC", freely(guests)),
        line(.unlockRoom, "OIRUC", freely(guests)),
        line(.leaveRoom, "OIRUC", freely(guests.union([.presidingJudge]))),
        line(.endRoom, "OIRUC", freely([.presidingJudge, .mediator])),
    ]

    private static let floor: [Line] = [
        line(
            .mute, "OIRUC", [.presidingJudge: .none, .clerk: .none, .judge: .deputy], at: voices),
        line(.muteAll, "OIRUC", [.presidingJudge: .none, .clerk: .none, .judge: .deputy]),
        line(.lock, "OIRUC", presidingOrDeputy, at: voices),
        line(.silence, "OIRUC", presidingOrDeputy),
        line(.restoreOrder, "OIRUC", presiding),
        line(.stopVideo, "OIRUC", presidingOrDeputy, at: voices),
        line(.allow, "OIRUC", presiding, at: voices.union([.presidingJudge])),
        line(.stopExhibit, "OIRUC", presidingOrClerk, at: voices.union([.presidingJudge])),
        line(
            .stopExhibit, "OIRUC", freely(voices.subtracting([.clerk])), isForItself: true),
        line(.unmute, "OIRUC", freely(voices), isForItself: true),
        line(.askToUnmute, "OIRUC", presidingOrClerk, at: voices),
        line(.grantFloor, "I", presiding, at: voices),
        line(.endFloor, "IRU", presidingOrDeputy),
        line(.raiseHand, "OIRUC", freely(persons)),
        line(.lowerHand, "OIRUC", presidingOrClerk, at: persons.union([.presidingJudge])),
        line(.lowerHand, "OIRUC", freely(persons.subtracting([.clerk])), isForItself: true),
        line(.lowerAllHands, "OIRUC", presidingOrClerk),
        line(.spotlight, "OIRUC", presiding, at: voices.union([.presidingJudge])),
        line(.clearSpotlight, "OIRUC", presiding),
        line(.layout, "OIRUC", presiding),
        line(.object, "I", freely(litigants)),
        line(.rule, "IRU", presiding),
        line(.warn, "IRU", presiding, at: notPresiding),
    ]

    private static let rest: [Line] = [
        line(.protect, "SOIRUC", presiding, at: notPresiding),
        line(.unprotect, "SOIRUC", presiding, at: notPresiding),
        line(.delegate, "SOIRUC", presiding, at: [.clerk, .assistant]),
        line(.withdrawDuty, "SOIRUC", presiding, at: [.clerk, .assistant]),
        line(.admitDevice, "SOIRUC", doorkeepers(.doors), at: everybody),
        line(.refuseDevice, "SOIRUC", doorkeepers(.doors), at: everybody),
    ]
}
