/// What orders about the script need, and the facts that they lead to.
extension Hearing {
    func facts(of order: ProcedureOrder, by giver: Seat) throws(Refusal) -> [Fact] {
        switch order {
        case .advance: try advancing()
        case .returnTo(let step, _): try returning(to: step)
        case .skipStep: try skipping()
        case .complete(let act, let seat): try completing(act, for: seat, by: giver)
        case .nextCase: try callingNextCase()
        case .applyRecusal(let seat): try applyingRecusal(of: target(seat), by: giver)
        case .decideRecusal(let seat, let isUpheld):
            try decidingRecusal(of: target(seat), isUpheld)
        }
    }

    // MARK: Steps

    private func advancing() throws(Refusal) -> [Fact] {
        let step = try present(in: .inSession)
        try checkComplete(step)
        guard let next = next(after: step) else {
            throw .wrongStep("\(step.id) is the last step", step.id)
        }
        return [.stepFinished(step.id), .stepEntered(next.id)]
    }

    private func returning(to id: StepID) throws(Refusal) -> [Fact] {
        guard let step = script.step(id), step.phase == .inSession,
            progress.finished.contains(id)
        else { throw .wrongStep("\(id) is no earlier step", id) }
        return [.stepEntered(id)]
    }

    /// Leaves out the present step if it is optional and not complete, else the next one.
    private func skipping() throws(Refusal) -> [Fact] {
        let step = try present(in: .inSession)
        if step.isOptional, undone(in: step) != nil, let next = next(after: step) {
            return [.stepFinished(step.id), .stepEntered(next.id)]
        }
        guard let next = next(after: step), next.isOptional else {
            throw Refusal(
                .notOptional, "the next step is not optional",
                parameters: ["step": step.id.rawValue])
        }
        return [.stepFinished(next.id)]
    }

    /// The step in which the hearing is; refused when it is in none of this state.
    private func present(in phase: Phase) throws(Refusal) -> Step {
        guard let step, step.phase == phase else {
            throw Refusal(.wrongStep, "the hearing is in no step of its script")
        }
        return step
    }

    /// The next step of the same state that is still to be done.
    private func next(after step: Step) -> Step? {
        guard let index = script.index(of: step.id) else { return nil }
        return script.steps[(index + 1)...].first {
            $0.phase == step.phase && !progress.finished.contains($0.id)
        }
    }

    /// Refused, naming the act, while a required act of the step is not done.
    func checkComplete(_ step: Step) throws(Refusal) {
        guard let act = undone(in: step) else { return }
        throw Refusal(
            .stepIncomplete, "\(act.id) of \(step.id) is not done",
            parameters: ["step": step.id.rawValue, "act": act.id.rawValue])
    }

    /// Refused while a step that must not be left out, or a case, is still to come: so nobody's
    /// last statement is forgotten (ODR 22).
    func checkFinished() throws(Refusal) {
        let toCome = script.steps.first {
            $0.phase == .inSession && !$0.isOptional && !progress.finished.contains($0.id)
                && $0.id != progress.step
        }
        if let toCome {
            throw Refusal(
                .stepsUnfinished, "\(toCome.id) is still to come",
                parameters: ["step": toCome.id.rawValue])
        }
        if progress.caseNumber < docket.caseCount {
            throw Refusal(
                .stepsUnfinished, "case \(progress.caseNumber + 1) is still to come",
                parameters: ["case": String(progress.caseNumber + 1)])
        }
        if let step, step.phase == .inSession, !step.isOptional { try checkComplete(step) }
    }

    // MARK: Acts

    /// The first required act of a step that is not done for everybody for whom it must be.
    func undone(in step: Step) -> Act? {
        step.acts.first { $0.isRequired && !isDone($0, in: step) }
    }

    /// Whether an act is done: once, or for every seat of its roles that is in the courtroom.
    ///
    /// Who comes late opens it again for its own seat; who is away holds up nobody.
    public func isDone(_ act: Act, in step: Step) -> Bool {
        guard !act.each.isEmpty else { return isDone(act, in: step, for: nil) }
        return seats.allSatisfy { seat in
            !act.each.contains(seat.role) || !seat.isPresent || seat.room != .courtroom
                || !isOfPresentCase(seat) || isDone(act, in: step, for: seat.id)
        }
    }

    /// Whether an act was done for this seat, or once and for all.
    public func isDone(_ act: Act, in step: Step, for seat: SeatID?) -> Bool {
        progress.done.contains(Progress.Done(step: step.id, act: act.id, seat: seat))
    }

    private func completing(
        _ id: ActID, for seat: SeatID?, by giver: Seat
    ) throws(Refusal) -> [Fact] {
        let step = try present(in: state.phase)
        guard let act = step.act(id), act.each.isEmpty == (seat == nil) else {
            throw .unknownAct(id, in: step)
        }
        guard act.by.contains(giver.office) || act.by.contains(giver.role) || mayByDuty(act, giver)
        else { throw .wrongRole(of: giver, for: .complete) }
        if let seat { try checkFits(act, for: target(seat), in: step, by: giver) }
        if isDone(act, in: step, for: seat) { throw .alreadySo("\(id) is done") }
        if step.isOrdered, let earlier = undone(in: step), earlier.id != id,
            step.acts.prefix(while: { $0.id != id }).contains(earlier)
        {
            throw Refusal(
                .stepIncomplete, "\(earlier.id) comes before \(id)",
                parameters: ["step": step.id.rawValue, "act": earlier.id.rawValue])
        }
        return [.actCompleted(step.id, id, seat)]
    }

    private func mayByDuty(_ act: Act, _ giver: Seat) -> Bool {
        act.duty.map(giver.duties.contains) ?? false
    }

    /// An act for a seat: of the roles for whom it is done, of the present case, in the courtroom;
    /// people who are not of the court speak for themselves only.
    private func checkFits(
        _ act: Act, for seat: Seat, in step: Step, by giver: Seat
    ) throws(Refusal) {
        guard act.each.contains(seat.role) else { throw .unknownAct(act.id, in: step) }
        guard giver.office.isBench || giver.office == .mediator || giver.id == seat.id else {
            throw .wrongRole(of: giver, for: .complete)
        }
        try checkCase(of: seat)
        guard seat.room == .courtroom else { throw .wrongRoom(seat, needs: "courtroom") }
    }

    // MARK: Cases of the docket

    /// Whether the seat takes part in the case that is heard.
    public func isOfPresentCase(_ seat: Seat) -> Bool {
        seat.caseNumber == nil || seat.caseNumber == progress.caseNumber
    }

    func checkCase(of seat: Seat) throws(Refusal) {
        guard isOfPresentCase(seat) else {
            throw .about(seat.id, .otherCase, "the seat belongs to another case")
        }
    }

    /// The people of the last case go back to their waiting rooms before the next is called.
    private func callingNextCase() throws(Refusal) -> [Fact] {
        let number = progress.caseNumber + 1
        guard number <= docket.caseCount else {
            throw Refusal(.noMoreCases, "this is the last case of the docket")
        }
        let toCome = script.steps.first {
            $0.phase == .inSession && $0.isPerCase && !$0.isOptional
                && !progress.finished.contains($0.id) && $0.id != progress.step
        }
        if let toCome {
            throw Refusal(
                .stepsUnfinished, "\(toCome.id) is still to come",
                parameters: ["step": toCome.id.rawValue])
        }
        if let step { try checkComplete(step) }
        let leaving = seats.filter {
            $0.caseNumber != nil && $0.caseNumber != number && $0.room == .courtroom
        }
        let first = script.steps.first { $0.phase == .inSession && $0.isPerCase }
        return endOfSpeech(unlessBy: leaving)
            + leaving.filter(\.isCalled).flatMap(release)
            + moving(leaving.filter { !$0.isCalled }, to: .waiting)
            + [.caseCalled(number)] + (first.map { [.stepEntered($0.id)] } ?? [])
    }

    // MARK: Recusal

    private func applyingRecusal(of seat: Seat, by giver: Seat) throws(Refusal) -> [Fact] {
        guard script.hasRecusal else { throw Refusal(.noRecusal, "this script has no recusal") }
        guard giver.room == .courtroom else { throw .wrongRoom(giver, needs: "courtroom") }
        if progress.recusals[seat.id] != nil || seat.isRecused {
            throw .alreadySo("the recusal of seat \(seat.id) was applied for")
        }
        return [.recusalApplied(seat.id, by: giver.id)]
    }

    /// Whom the court can do without leaves the courtroom; for the others the session ends.
    private func decidingRecusal(of seat: Seat, _ isUpheld: Bool) throws(Refusal) -> [Fact] {
        guard progress.recusals[seat.id] != nil else {
            throw .about(seat.id, .noRecusal, "nobody applied for this recusal")
        }
        let leaving: [Fact]
        if !isUpheld || isNeeded(seat) {
            leaving = []
        } else if seat.isCalled {
            leaving = release(seat)
        } else if seat.room == .outside || seat.room == .waiting {
            leaving = []
        } else {
            leaving =
                moving(seat, to: .waiting) + endOfRoom(leftBy: [seat] + companions(of: seat))
        }
        let unwatched = isUpheld ? endOfWatch(by: seat) : []
        return [.recusalDecided(seat.id, isUpheld: isUpheld)] + unwatched + leaving
    }
}

extension Refusal {
    static func wrongStep(_ detail: String, _ step: StepID) -> Refusal {
        Refusal(.wrongStep, detail, parameters: ["step": step.rawValue])
    }

    static func unknownAct(_ act: ActID, in step: Step) -> Refusal {
        Refusal(
            .unknownAct, "\(act) is no such act of \(step.id)",
            parameters: ["act": act.rawValue, "step": step.id.rawValue])
    }
}
