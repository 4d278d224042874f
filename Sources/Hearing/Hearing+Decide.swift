extension Hearing {
    /// What a command leads to.
    ///
    /// Pure: the caller logs the events and applies them with `evolve`. A refusal means that
    /// nothing happened. The order of checks is fixed, so that the same wrong order always gets
    /// the same code: giver, role, state, target, then what the order itself needs.
    public func decide(
        _ command: Command, by actor: Actor, at time: Time
    ) throws(Refusal) -> [Event] {
        let facts: [Fact]
        switch (command, actor) {
        case (.order(let order), .seat(let giver)):
            facts = try self.facts(of: order, by: giver)
        case (.server(let command), .server):
            facts = try self.facts(of: command)
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
        guard let seat = seat(id), seat.isConnected, !seat.isRemoved else { return [] }
        return OrderName.allCases.filter { name in
            Rights.allows(seat.role, name, in: state.phase)
                && forms(of: name).contains { (try? facts(of: $0, by: id)) != nil }
        }
    }

    // MARK: Orders

    private func facts(of order: Order, by giver: SeatID) throws(Refusal) -> [Fact] {
        let giver = try present(giver)
        let right = try right(of: giver, to: order)
        try check(right, of: giver, on: order)
        switch order {
        case .open: return opening()
        case .begin: return try beginning()
        case .recess(let reason): return [.stateChanged(.recess(reason))]
        case .resume: return try beginning()
        case .closeRecord: return closing()
        case .seal: return [.stateChanged(.sealed)]
        case .cancel(let reason): return [.stateChanged(.cancelled(reason))]
        case .admit(let id): return try admission(of: target(id))
        case .sendBack(let id): return try sendingBack(target(id))
        case .callWitness(let id): return try calling(target(id))
        case .releaseWitness(let id): return try releasing(target(id))
        case .mute(let id): return try muting(target(id))
        case .lock(let id): return try locking(target(id))
        case .allow(let id, let medium): return try allowing(target(id), medium)
        case .stopVideo(let id): return try stoppingVideo(of: target(id))
        case .stopExhibit(let id): return try stoppingExhibit(of: target(id))
        case .unmute: return try unmuting(giver)
        case .remove(let id, let reason): return [.removed(try target(id).id, reason)]
        case .admitDevice(let id, let key): return try admitting(key, to: target(id))
        case .refuseDevice(let id, let key): return try refusing(key, for: target(id))
        }
    }

    /// The giver of an order: a seat of this hearing, not removed, connected.
    private func present(_ id: SeatID) throws(Refusal) -> Seat {
        let seat = try target(id)
        guard seat.isConnected else { throw .notConnected(id) }
        return seat
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
        guard let right = Rights.right(of: giver.role, to: order.name) else {
            throw .wrongRole(of: giver, for: order.name)
        }
        guard right.phases.contains(state.phase) else {
            throw .wrongState(state, for: order.name, needs: right.phases)
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
            guard !roles.contains(target.role) else { return }
            if roles == [.witness] { throw .notWitness(target) }
            if target.role == .witness { throw .isWitness(target) }
            throw .wrongRole(of: target, for: order.name)
        }
    }

    /// Every form of an order that could be given in this hearing, for `orders(for:)`.
    private func forms(of name: OrderName) -> [Order] {
        let ids = seats.lazy.filter { !$0.isRemoved }.map(\.id)
        switch name {
        case .open: return [.open]
        case .begin: return [.begin]
        case .recess: return [.recess(.rest)]
        case .resume: return [.resume]
        case .closeRecord: return [.closeRecord]
        case .seal: return [.seal]
        case .cancel: return [.cancel(.postponed)]
        case .admit: return ids.map(Order.admit)
        case .sendBack: return ids.map(Order.sendBack)
        case .callWitness: return ids.map(Order.callWitness)
        case .releaseWitness: return ids.map(Order.releaseWitness)
        case .mute: return ids.map(Order.mute)
        case .lock: return ids.map(Order.lock)
        case .allow: return ids.flatMap { id in Medium.allCases.map { .allow(id, $0) } }
        case .stopVideo: return ids.map(Order.stopVideo)
        case .stopExhibit: return ids.map(Order.stopExhibit)
        case .unmute: return [.unmute]
        case .remove: return ids.map { .remove($0, .mistaken) }
        case .admitDevice:
            return seats.flatMap { seat in seat.requests.map { .admitDevice(seat.id, $0.key) } }
        case .refuseDevice:
            return seats.flatMap { seat in seat.requests.map { .refuseDevice(seat.id, $0.key) } }
        }
    }
}
