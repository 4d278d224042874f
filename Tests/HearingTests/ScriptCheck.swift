import Hearing

/// Holds hearings under a script against what the script is expected to say: what has to notice a
/// script with a broken rule.
///
/// The expectation is a copy that nobody breaks; whether the files say what they should is held
/// against `ScriptReading`.
struct ScriptCheck {
    let expected: Script
    let found: Script

    /// The seat that presides in `hearing`; the seats of all roles come after it.
    static let presiding = SeatID(rawValue: 1)

    static func seat(of role: Role) -> SeatID {
        SeatID(rawValue: UInt16((Role.allCases.firstIndex(of: role) ?? 0) + 2))
    }

    /// Roles to which the table of rights gives no `complete`.
    static let silent: Set<Role> = [.observer, .recorder, .courtroom]

    /// A part of what a script says.
    enum Part: CaseIterable {
        case composition, duties, flags, course, steps, acts
    }

    /// The first thing that is not as expected; nil when all is.
    func flaw(in part: Part) -> String? {
        switch part {
        case .composition: flawOfComposition()
        case .duties: flawOfDuties()
        case .flags: flawOfFlags()
        case .course: flawOfCourse()
        case .steps: expected.steps.lazy.compactMap(flaw(of:)).first
        case .acts: flawOfActs()
        }
    }

    /// The first flaw, looked for first where the mutant was broken.
    func flaw(in mutant: ScriptMutant) -> String? {
        if let step = mutant.step.flatMap(expected.step) {
            if let act = mutant.act.flatMap(step.act) {
                if let flaw = flaw(of: act, in: step) { return flaw }
            } else if let flaw = flaw(of: step) {
                return flaw
            }
        } else if let flaw = flaw(in: mutant.part) {
            return flaw
        }
        return Part.allCases.lazy.compactMap(flaw(in:)).first
    }

    // MARK: Hearings

    /// A docket under the script that was found; only its presiding roles have to be there.
    func docket(_ roles: [Role], _ composition: Composition? = nil) -> Docket? {
        guard let id = HearingID(rawValue: String(repeating: "7", count: 32)) else { return nil }
        var script = found
        script.composition =
            composition
            ?? Composition(
                presiding: found.composition.presiding, present: found.composition.present)
        let seats = roles.enumerated().map { number, role in
            Docket.Entry(
                id: SeatID(rawValue: UInt16(number + 1)), role: role,
                side: role == .party ? .plaintiff : nil)
        }
        return try? Docket(
            hearing: id, bookedAt: Time(microseconds: 0), seats: seats, script: script,
            caseCount: 2)
    }

    /// Everybody is in the courtroom, in this state and step.
    func stage(_ state: HearingState, _ step: StepID?) -> Hearing? {
        guard let first = expected.composition.presiding.first,
            let docket = docket([first] + Role.allCases)
        else { return nil }
        var hearing = Hearing(docket)
        for seat in hearing.seats {
            hearing.assume(.connected(seat.id), .moved(seat.id, .courtroom))
        }
        hearing.assume(.stateChanged(state))
        if let step { hearing.assume(.stepEntered(step)) }
        return hearing
    }

    static func state(_ phase: Phase) -> HearingState {
        switch phase {
        case .open: .open
        case .recordClosed: .recordClosed(.completed)
        default: .inSession
        }
    }

    // MARK: Composition

    private func flawOfComposition() -> String? {
        let (right, wrong) = (expected.composition, found.composition)
        for role in Role.allCases {
            let isFit = docket([role]) != nil
            if isFit != right.presiding.contains(role) { return "\(role) presides" }
        }
        for (index, role) in right.presiding.enumerated() {
            for later in right.presiding[(index + 1)...]
            where docket([later, role])?.presiding != SeatID(rawValue: 2) {
                return "\(role) presides before \(later)"
            }
        }
        guard let hearing = stage(.inSession, nil) else { return "no hearing" }
        for seat in hearing.seats {
            var without = hearing
            without.assume(.disconnected(seat.id, .network))
            let isNeeded = right.present.contains(seat.role) || seat.id == Self.presiding
            if without.missing.contains(seat.id) != isNeeded { return "\(seat.role) is needed" }
        }
        if right.graceSeconds != wrong.graceSeconds { return "grace" }
        return flawOfNeeds() ?? flawOfPanel()
    }

    /// Each need alone: so many seats of one role beside whoever presides.
    private func flawOfNeeds() -> String? {
        let (right, wrong) = (expected.composition, found.composition)
        guard let first = right.presiding.first, right.needs.count == wrong.needs.count else {
            return "needs"
        }
        for (need, other) in zip(right.needs, wrong.needs) {
            let composition = Composition(presiding: [first], present: [], needs: [other])
            for role in Role.allCases where role != first {
                for count in 0...need.count + 1 {
                    let roles = [first] + Array(repeating: role, count: count)
                    let booked = roles.count(where: need.roles.contains)
                    if (docket(roles, composition) != nil) != (booked >= need.count) {
                        return "\(count) of \(role)"
                    }
                }
            }
        }
        return nil
    }

    private func flawOfPanel() -> String? {
        let (right, wrong) = (expected.composition, found.composition)
        guard let first = right.presiding.first else { return "nobody presides" }
        let composition = Composition(
            presiding: [first], present: [], panelSizes: wrong.panelSizes)
        for count in 0...9 {
            let roles = [first] + Array(repeating: Role.assessor, count: count)
            let size = roles.count(where: \.isPanel)
            let isFit = right.panelSizes.isEmpty || right.panelSizes.contains(size)
            if (docket(roles, composition) != nil) != isFit { return "a panel of \(size)" }
        }
        return nil
    }

    // MARK: Duties and flags

    private func flawOfDuties() -> String? {
        guard let hearing = stage(.inSession, nil) else { return "no hearing" }
        for seat in hearing.seats where seat.duties != expected.duties[seat.role] ?? [] {
            return "duties of \(seat.role)"
        }
        return nil
    }

    private func flawOfFlags() -> String? {
        guard var hearing = stage(.inSession, nil) else { return "no hearing" }
        if hearing.isClosed != expected.isClosed { return "closed to the public" }
        let clerk = Self.seat(of: .clerk)
        let party = Self.seat(of: .party)
        let code = hearing.refusal(of: .procedure(.applyRecusal(clerk)), by: party)
        if (code == .noRecusal) == expected.hasRecusal { return "recusal" }
        hearing.assume(.speechStarted(party, seconds: 60))
        let drop = ServerCommand.disconnected(party, .network)
        let facts = try? hearing.decide(.server(drop), by: .server, at: hearing.since).map(\.fact)
        if facts?.contains(.speechPaused(party)) != expected.speechWaitsInDrop { return "clock" }
        return expected.recordGraceSeconds == found.recordGraceSeconds ? nil : "record grace"
    }

    // MARK: The course

    /// The steps that a hearing goes through when everything is done in each.
    private func flawOfCourse() -> String? {
        guard let first = expected.composition.presiding.first,
            let docket = docket([first] + Role.allCases)
        else { return "no docket" }
        var hearing = Hearing(docket)
        for seat in hearing.seats { hearing.assume(.connected(seat.id)) }
        finishActs(&hearing)
        var entered: [StepID] = []
        func give(_ order: Order) -> Bool {
            guard
                let events = try? hearing.decide(
                    .order(order), by: .seat(Self.presiding), at: hearing.since)
            else { return false }
            for event in events {
                hearing.evolve(event)
                if case .stepEntered(let step) = event.fact { entered.append(step) }
            }
            return true
        }
        guard give(.course(.open)) else { return "it does not open" }
        for seat in hearing.seats { hearing.assume(.moved(seat.id, .courtroom)) }
        guard give(.course(.begin)) else { return "no session" }
        while give(.procedure(.advance)) {}
        hearing.assume(.caseCalled(2))
        finishActs(&hearing)
        for step in expected.steps where step.phase == .inSession {
            hearing.assume(.stepFinished(step.id))
        }
        guard give(.course(.closeRecord)) else { return "the record stays open" }
        let inSession = expected.steps.filter { $0.phase == .inSession }.map(\.id)
        let open = expected.steps.first { $0.phase == .open }.map(\.id)
        let last = expected.steps.first { $0.phase == .recordClosed }.map(\.id)
        let course = [open].compactMap { $0 } + inSession + [last].compactMap { $0 }
        return entered == course ? nil : "the course \(entered)"
    }

    /// Every act of a step, or of every step, is done, for everybody; but for one.
    func finishActs(_ hearing: inout Hearing, of only: StepID? = nil, but left: ActID? = nil) {
        for step in expected.steps + found.steps where only == nil || step.id == only {
            for act in step.acts where act.id != left {
                hearing.assume(.actCompleted(step.id, act.id, nil))
                for seat in hearing.seats {
                    hearing.assume(.actCompleted(step.id, act.id, seat.id))
                }
            }
        }
    }

    private func flaw(of step: Step) -> String? {
        guard let place = found.index(of: step.id), found.steps[place].phase == step.phase,
            var hearing = stage(Self.state(step.phase), step.id)
        else { return "\(step.id) is gone" }
        if let flaw = flawOfCases(step) { return flaw }
        guard step.phase == .inSession else { return nil }
        let calls = hearing.refusal(
            of: .door(.callWitness(Self.seat(of: .witness))), by: Self.presiding, in: .waiting)
        if (calls == .wrongStep) == step.leaves.contains(.witnesses) { return "\(step.id) calls" }
        let parts = hearing.refusal(of: .room(.caucus(.plaintiff)), by: Self.presiding)
        if (parts == .wrongStep) == step.leaves.contains(.caucus) { return "\(step.id) caucus" }
        // All others are behind, this one was not entered: only an optional one may stay so.
        guard var ended = stage(.inSession, nil) else { return "no hearing" }
        ended.assume(.caseCalled(2))
        for other in expected.steps where other.id != step.id {
            ended.assume(.stepFinished(other.id))
        }
        let end = ended.refusal(of: .course(.closeRecord), by: Self.presiding)
        if (end == .stepsUnfinished) == step.isOptional { return "\(step.id) is left out" }
        finishActs(&hearing, of: step.id)
        let skip = hearing.refusal(of: .procedure(.skipStep(.declined)), by: Self.presiding)
        let next = expected.steps.drop { $0.id != step.id }.dropFirst()
            .first { $0.phase == .inSession }
        return (skip == nil) == (next?.isOptional ?? false) ? nil : "\(step.id) skips"
    }

    private func flawOfCases(_ step: Step) -> String? {
        guard var hearing = stage(Self.state(step.phase), step.id) else { return "no hearing" }
        hearing.assume(.stepFinished(step.id), .caseCalled(2))
        return hearing.progress.finished.contains(step.id) == step.isPerCase
            ? "\(step.id) in the next case" : nil
    }
}

extension Hearing {
    /// Something that happened, whatever the law says to it.
    mutating func assume(_ facts: Fact...) {
        for fact in facts { evolve(Event(at: since, by: .server, fact: fact)) }
    }

    /// The code with which an order is refused; nil when it is not.
    ///
    /// `room` is where its target is.
    func refusal(of order: Order, by giver: SeatID, in room: Room? = nil) -> Refusal.Code? {
        var hearing = self
        if let room, let target = order.target { hearing.assume(.moved(target, room)) }
        do throws(Refusal) {
            _ = try hearing.decide(.order(order), by: .seat(giver), at: since)
            return nil
        } catch {
            return error.code
        }
    }
}
