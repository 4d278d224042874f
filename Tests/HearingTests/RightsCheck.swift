import Hearing

/// Holds a law's behaviour against `RightsReading`: what the tests of the table of rights assert,
/// and what has to notice a law with a broken cell.
struct RightsCheck {
    let law: Law
    /// `Cast.hearing(in:)` for every state.
    let hearings: [Phase: Hearing]

    private static let presiding = Cast.seat(of: .presidingJudge)

    init(_ law: Law = .standard) throws {
        var hearings: [Phase: Hearing] = [:]
        for phase in Phase.allCases { hearings[phase] = try Cast.hearing(in: phase) }
        self.init(law, hearings: hearings)
    }

    init(_ law: Law, hearings: [Phase: Hearing]) {
        self.law = law
        self.hearings = hearings.mapValues { $0.following(law) }
    }

    // MARK: Cells

    /// What is wrong in a cell; nil when the law behaves as it reads.
    func flaw(_ role: Role, _ order: OrderName, in phase: Phase) -> String? {
        guard let hearing = hearings[phase] else { return "no hearing" }
        var situation = RightsSituation(order, by: Cast.seat(of: role), in: hearing)
        let before = situation.hearing
        let found = flaw(role, order, in: phase, &situation)
        guard found == nil else { return "\(role) \(order) in \(phase): \(found ?? "")" }
        if RightsReading.cell(role, order, in: phase) == nil, situation.hearing != before {
            return "\(role) \(order) in \(phase): a refusal changed something"
        }
        return nil
    }

    private func flaw(
        _ role: Role, _ order: OrderName, in phase: Phase, _ situation: inout RightsSituation
    ) -> String? {
        guard let need = RightsReading.cell(role, order, in: phase) else {
            let isNever = RightsReading.line(role, order) == nil
            return expect(isNever ? .wrongRole : .wrongState, situation)
        }
        switch need {
        case .none:
            // Who needs no duty needs none of them.
            for duty in Duty.allCases {
                situation.assume(.dutyChanged(situation.giver, duty, false))
            }
            return expect(nil, situation)
        case .duty(let duty):
            for other in Duty.allCases {
                situation.assume(.dutyChanged(situation.giver, other, other != duty))
            }
            let without = expect(.needsDuty, situation)
            situation.assume(.dutyChanged(situation.giver, duty, true))
            return without ?? expect(nil, situation)
        case .deputy:
            let present = expect(.notDeputy, situation)
            situation.assume(.disconnected(Self.presiding, .network))
            return present ?? expect(nil, situation)
        }
    }

    private func expect(_ code: Refusal.Code?, _ situation: RightsSituation) -> String? {
        let found = situation.refusal()
        return found == code
            ? nil : "\(code?.rawValue ?? "granted") expected, \(found?.rawValue ?? "granted")"
    }

    // MARK: Targets

    /// What is wrong with the roles at which a giver may aim an order; nil when nothing is.
    func flaw(_ role: Role, _ order: OrderName, at target: Role) -> String? {
        guard let line = RightsReading.line(role, order),
            let phase = Self.phase(of: line), let hearing = hearings[phase],
            let form = Self.form(of: order, at: Cast.seat(of: target))
        else { return nil }
        let giver = Cast.seat(of: role)
        var situation = RightsSituation(order, by: giver, in: hearing)
        if case .duty(let duty)? = line.givers[role] {
            situation.assume(.dutyChanged(giver, duty, true))
        }
        if line.givers[role] == .deputy {
            situation.assume(.disconnected(Self.presiding, .network))
        }
        let isFit = line.isForItself ? target == role : line.targets?.contains(target) ?? true
        let code = situation.refusal(of: form)
        if isFit {
            return code.map(Self.aboutTarget.contains) == true
                ? "\(role) \(order) at \(target): \(code?.rawValue ?? "")" : nil
        }
        let expected = Self.code(order, at: target, line)
        return code == expected
            ? nil
            : "\(role) \(order) at \(target): \(expected.rawValue) expected, "
                + "\(code?.rawValue ?? "granted")"
    }

    private static let aboutTarget: Set<Refusal.Code> = [.wrongRole, .isWitness, .notWitness]

    private static func code(
        _ order: OrderName, at target: Role, _ line: RightsReading.Line
    ) -> Refusal.Code {
        switch order {
        case .callWitness, .recallWitness, .confront, .releaseWitness, .watch, .unwatch:
            .notWitness
        case .admit, .sendBack:
            [.witness, .expert, .specialist].contains(target) ? .isWitness : .wrongRole
        default: .wrongRole
        }
    }

    private static func phase(of line: RightsReading.Line) -> Phase? {
        line.phases.contains("I") ? .inSession : .open
    }

    /// Orders that are aimed at seats.
    private static func form(of order: OrderName, at id: SeatID) -> Order? {
        switch order {
        case .applyRecusal: .procedure(.applyRecusal(id))
        case .decideRecusal: .procedure(.decideRecusal(id, isUpheld: false))
        case .admit: .door(.admit(id))
        case .sendBack: .door(.sendBack(id))
        case .callWitness: .door(.callWitness(id))
        case .recallWitness: .door(.recallWitness(id, .contradiction))
        case .confront: .door(.confront(id))
        case .releaseWitness: .door(.releaseWitness(id))
        case .watch: .door(.watch(id))
        case .unwatch: .door(.unwatch(id))
        case .remove: .door(.remove(id, .mistaken))
        case .brief: .room(.brief(id, minutes: nil))
        case .allowConsultation: .room(.allowConsultation(id))
        case .mute: .floor(.mute(id))
        case .lock: .floor(.lock(id))
        case .stopVideo: .floor(.stopVideo(id))
        case .allow: .floor(.allow(id, .microphone))
        case .stopExhibit: .floor(.stopExhibit(id))
        case .askToUnmute: .floor(.askToUnmute(id))
        case .grantFloor: .floor(.grantFloor(id, seconds: nil))
        case .lowerHand: .floor(.lowerHand(id))
        case .spotlight: .floor(.spotlight(id))
        case .warn: .floor(.warn(id, .conduct))
        case .protect:
            .sight(.protect(id, from: [Cast.rivalAgent], Sight(voice: .silent)))
        case .unprotect: .sight(.unprotect(id, from: [Cast.rivalAgent]))
        case .delegate: .duty(.delegate(id, .watch))
        case .withdrawDuty: .duty(.withdraw(id, .watch))
        case .admitDevice: .device(.admit(id, someKey))
        case .refuseDevice: .device(.refuse(id, someKey))
        default: nil
        }
    }

    /// Whether the table says at whom the order may be aimed.
    static func isAimed(_ order: OrderName) -> Bool {
        form(of: order, at: Cast.rival) != nil
    }

    private static let someKey: Thumbprint = {
        guard let key = Thumbprint(rawValue: String(repeating: "z", count: 43)) else {
            preconditionFailure("43 letters are a thumbprint")
        }
        return key
    }()

    // MARK: Recusal

    /// What stands still while a recusal is not decided, and after one was upheld against somebody
    /// whom the court needs; written down a second time.
    static let stopped: Set<OrderName> = [
        .begin, .resume, .continueUnrecorded, .closeRecord, .pronounceLater, .advance, .returnTo,
        .skipStep, .complete, .nextCase, .callWitness, .recallWitness, .confront, .grantFloor,
        .caucus, .deliberate,
    ]

    /// What is wrong with an order while a recusal is pending or upheld; nil when nothing is.
    func flawInRecusal(_ order: OrderName) -> String? {
        guard let line = RightsReading.lines.first(where: { $0.order == order }),
            let phase = Phase.allCases.first(where: {
                RightsReading.cell(Self.giver(line), order, in: $0) != nil
            }), let hearing = hearings[phase]
        else { return "no line" }
        let giver = Cast.seat(of: Self.giver(line))
        let panel = Cast.seat(of: .assessor)
        var pending = RightsSituation(order, by: giver, in: hearing)
        pending.assume(.recusalApplied(panel, by: Cast.seat(of: .party)))
        var upheld = RightsSituation(order, by: giver, in: hearing)
        upheld.assume(.recusalDecided(panel, isUpheld: true))
        let (found, foundLater) = (pending.refusal(), upheld.refusal())
        let isStopped = Self.stopped.contains(order)
        if (found == .recusalPending) != isStopped { return "\(order) while pending" }
        if (foundLater == .recused) != isStopped { return "\(order) when upheld" }
        return nil
    }

    /// Whoever gives the order without more; presiding before others.
    private static func giver(_ line: RightsReading.Line) -> Role {
        Role.allCases.first { line.givers[$0] == Right.Condition.none } ?? .presidingJudge
    }
}
