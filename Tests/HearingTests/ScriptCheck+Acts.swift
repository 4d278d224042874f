import Hearing

extension ScriptCheck {
    func flawOfActs() -> String? {
        for step in expected.steps {
            for act in step.acts {
                if let flaw = flaw(of: act, in: step) { return flaw }
            }
            for act in found.step(step.id)?.acts ?? [] where step.act(act.id) == nil {
                return "\(act.id) is new in \(step.id)"
            }
        }
        return nil
    }

    func flaw(of act: Act, in step: Step) -> String? {
        guard let hearing = stage(Self.state(step.phase), step.id) else { return "no hearing" }
        var ready = hearing
        finishActs(&ready, of: step.id, but: act.id)
        let flaw =
            flawOfSeats(act, hearing, step) ?? flawOfGivers(act, ready)
            ?? flawOfDuty(act, ready) ?? flawOfOrder(act, hearing, step)
            ?? flawOfNeed(act, in: step, ready)
        return flaw.map { "\(act.id) of \(step.id): \($0)" }
    }

    /// Whether people of this role say of others that an act is done.
    private func speaksForOthers(_ role: Role) -> Bool {
        switch role {
        case .presidingJudge, .judge, .assessor, .assistant, .clerk, .mediator: true
        default: false
        }
    }

    /// For whom a giver completes an act: itself if it can, else somebody of the act's roles.
    private func seat(for giver: Role, _ act: Act) -> SeatID? {
        guard let first = Role.allCases.first(where: act.each.contains) else { return nil }
        return Self.seat(of: act.each.contains(giver) ? giver : first)
    }

    private func givers(_ act: Act) -> [Role] {
        Role.allCases.filter { role in
            !Self.silent.contains(role)
                && (act.each.isEmpty || speaksForOthers(role) || act.each.contains(role))
        }
    }

    private func flawOfGivers(_ act: Act, _ ready: Hearing) -> String? {
        var hearing = ready
        for seat in hearing.seats {
            for duty in Duty.allCases { hearing.assume(.dutyChanged(seat.id, duty, false)) }
        }
        for role in givers(act) {
            let order = Order.procedure(.complete(act.id, seat(for: role, act)))
            let code = hearing.refusal(of: order, by: Self.seat(of: role))
            if code != (act.by.contains(role) ? nil : .wrongRole) {
                return "by \(role): \(code?.rawValue ?? "granted")"
            }
        }
        return nil
    }

    private func flawOfDuty(_ act: Act, _ ready: Hearing) -> String? {
        guard let role = givers(act).first(where: { !act.by.contains($0) }) else { return nil }
        for duty in Duty.allCases {
            var hearing = ready
            for other in Duty.allCases {
                hearing.assume(.dutyChanged(Self.seat(of: role), other, other == duty))
            }
            let order = Order.procedure(.complete(act.id, seat(for: role, act)))
            let code = hearing.refusal(of: order, by: Self.seat(of: role))
            if (code == nil) != (act.duty == duty) { return "by duty \(duty)" }
        }
        return nil
    }

    /// For whom it is done, as the hearing counts it and as it takes it.
    private func flawOfSeats(_ act: Act, _ hearing: Hearing, _ step: Step) -> String? {
        guard let real = found.step(step.id), let other = real.act(act.id) else { return "gone" }
        func done(but left: Role?) -> Hearing {
            var done = hearing
            if act.each.isEmpty, left == nil { done.assume(.actCompleted(step.id, act.id, nil)) }
            for seat in done.seats where act.each.contains(seat.role) && seat.role != left {
                done.assume(.actCompleted(step.id, act.id, seat.id))
            }
            return done
        }
        for role in act.each where done(but: role).isDone(other, in: real) {
            return "done without \(role)"
        }
        return done(but: nil).isDone(other, in: real) ? nil : "not done"
    }

    /// In an ordered step it waits for the required acts before it.
    private func flawOfOrder(_ act: Act, _ hearing: Hearing, _ step: Step) -> String? {
        let earlier = step.acts.prefix { $0.id != act.id }.filter(\.isRequired)
        guard let role = givers(act).first(where: act.by.contains) else { return nil }
        let order = Order.procedure(.complete(act.id, seat(for: role, act)))
        func isBlocked(_ hearing: Hearing) -> Bool {
            hearing.refusal(of: order, by: Self.seat(of: role)) == .stepIncomplete
        }
        for one in earlier {
            var others = hearing
            for other in step.acts where other.id != one.id && other.id != act.id {
                finish(other, in: step, &others)
            }
            if isBlocked(others) != step.isOrdered { return "before \(one.id)" }
        }
        var ready = hearing
        for act in earlier { finish(act, in: step, &ready) }
        return isBlocked(ready) ? "after those before it" : nil
    }

    private func finish(_ act: Act, in step: Step, _ hearing: inout Hearing) {
        hearing.assume(.actCompleted(step.id, act.id, nil))
        for seat in hearing.seats { hearing.assume(.actCompleted(step.id, act.id, seat.id)) }
    }

    /// Whether the step can be left without it.
    private func flawOfNeed(_ act: Act, in step: Step, _ hearing: Hearing) -> String? {
        guard step.phase != .recordClosed else { return nil }
        let order: Order = step.phase == .open ? .course(.begin) : .procedure(.advance)
        let code = hearing.refusal(of: order, by: Self.presiding)
        return (code == .stepIncomplete) == act.isRequired ? nil : "whether it is required"
    }
}
