extension Hearing {
    /// What a command leads to.
    ///
    /// Pure: the caller logs the events and applies them with `evolve`. A refusal means that
    /// nothing happened. The order of checks is fixed, so that the same wrong order always gets
    /// the same code: giver, role, state, duty, target, recusal, then what the order itself needs.
    public func decide(
        _ command: Command, by actor: Actor, at time: Time
    ) throws(Refusal) -> [Event] {
        let facts: [Fact]
        switch (command, actor) {
        case (.order(let order), .seat(let giver)):
            facts = try self.facts(of: order, by: giver)
        case (.server(let command), .server):
            facts = try self.facts(of: command, at: time)
        case (.order(let order), .server):
            throw Refusal(.wrongRole, "\(order.name.rawValue) is given by a person, not the server")
        case (.server, .seat(let giver)):
            throw Refusal(.wrongRole, "seat \(giver) cannot speak for the server")
        }
        return facts.map { Event(at: time, by: actor, fact: $0) }
    }

    /// The names of the orders that this seat may give now: those of which at least one form would
    /// not be refused.
    ///
    /// Empty for unknown, removed and disconnected seats.
    public func orders(for id: SeatID) -> [OrderName] {
        guard let seat = seat(id), seat.isPresent else { return [] }
        return OrderName.allCases.filter { name in
            law.rights.cell(seat.office, name, in: state.phase) != nil
                && forms(of: name, by: seat).contains { (try? facts(of: $0, by: id)) != nil }
        }
    }

    private func facts(of order: Order, by giver: SeatID) throws(Refusal) -> [Fact] {
        let giver = try present(giver)
        try checkInOffice(giver)
        let right = try right(of: giver, to: order)
        try check(right, of: giver, on: order)
        try checkRecusal(order.name)
        return switch order {
        case .course(let order): try facts(of: order)
        case .procedure(let order): try facts(of: order, by: giver)
        case .door(let order): try facts(of: order, by: giver)
        case .room(let order): try facts(of: order, by: giver)
        case .floor(let order): try facts(of: order, by: giver)
        case .sight(let order): try facts(of: order)
        case .duty(let order): try facts(of: order)
        case .device(let order): try facts(of: order)
        }
    }

    /// The giver of an order: a seat of this hearing, not removed, connected.
    private func present(_ id: SeatID) throws(Refusal) -> Seat {
        let seat = try target(id)
        guard seat.isConnected else { throw .notConnected(id) }
        return seat
    }

    /// Whoever was recused orders nothing any more; whoever presides still ends the session.
    private func checkInOffice(_ giver: Seat) throws(Refusal) {
        if giver.isRecused, giver.id != docket.presiding {
            throw .about(giver.id, .recused, "a recusal was upheld")
        }
    }

    /// A seat of this hearing that was not removed.
    func target(_ id: SeatID) throws(Refusal) -> Seat {
        guard let seat = seat(id), !seat.isRemoved else {
            throw Refusal(
                .unknownSeat, "there is no seat \(id) in this hearing",
                parameters: ["seat": id.description])
        }
        return seat
    }

    /// The row of the table that gives the right in this state.
    private func right(of giver: Seat, to order: Order) throws(Refusal) -> Right {
        guard let right = law.rights.right(of: giver.office, to: order.name) else {
            throw .wrongRole(of: giver, for: order.name)
        }
        guard right.phases.contains(state.phase) else {
            throw .wrongState(state, for: order.name, needs: right.phases)
        }
        switch right.condition {
        case .none: break
        case .duty(let duty):
            guard giver.duties.contains(duty) else {
                throw Refusal(
                    .needsDuty, "\(order.name.rawValue) needs the duty \(duty.rawValue)",
                    parameters: ["duty": duty.rawValue])
            }
        case .deputy:
            guard deputy == giver.id else {
                throw .about(giver.id, .notDeputy, "the presiding judge is there")
            }
        }
        return right
    }

    /// Whether the order's target is one that the row allows.
    private func check(_ right: Right, of giver: Seat, on order: Order) throws(Refusal) {
        guard let id = order.target else { return }
        let target = try target(id)
        switch right.target {
        case .hearing: return
        case .itself:
            guard id == giver.id else { throw .wrongRole(of: giver, for: order.name) }
        case .seats(let roles):
            guard !roles.contains(target.office) else { return }
            if roles.allSatisfy(\.isSummoned) { throw .notWitness(target) }
            if target.role.isSummoned, order.name.group == .door { throw .isWitness(target) }
            throw .wrongRole(of: target, for: order.name)
        }
    }

    /// Recusal stops the script: while it is not decided, and for good once it is upheld against
    /// somebody whom the court needs.
    private func checkRecusal(_ name: OrderName) throws(Refusal) {
        // What was heard is read and signed even so.
        guard law.stoppedByRecusal.contains(name), state.phase != .recordClosed else { return }
        if let seat = progress.recusals.keys.min() {
            throw .about(seat, .recusalPending, "a recusal is not decided")
        }
        if let seat = seats.first(where: { $0.isRecused && isNeeded($0) }) {
            throw .about(seat.id, .recused, "a recusal was upheld")
        }
    }
}
