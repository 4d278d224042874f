/// What orders about the courtroom's doors need, and the facts that they lead to.
extension Hearing {
    func facts(of order: DoorOrder, by giver: Seat) throws(Refusal) -> [Fact] {
        switch order {
        case .admit(let id): try admission(of: target(id))
        case .sendBack(let id): try sendingBack(target(id))
        case .callWitness(let id): try calling(target(id))
        case .recallWitness(let id, _): try recalling(target(id))
        case .confront(let id): try confronting(target(id))
        case .releaseWitness(let id): try releasing(target(id))
        case .watch(let id): try watching(target(id), by: giver)
        case .unwatch(let id): try unwatching(target(id))
        case .remove(let id, let reason): removing(try target(id), reason)
        case .addSeat(let seat): try adding(seat)
        case .closeToPublic: try closing()
        case .openToPublic: try openingToPublic()
        }
    }

    // MARK: Admission

    private func admission(of seat: Seat) throws(Refusal) -> [Fact] {
        if seat.room == .courtroom { throw .alreadySo("seat \(seat.id) is in the courtroom") }
        guard seat.isConnected else { throw .notConnected(seat.id) }
        guard seat.room == .waiting else { throw .wrongRoom(seat, needs: "waiting") }
        if seat.isRecused { throw .about(seat.id, .recused, "a recusal was upheld") }
        if isClosed, seat.role == .observer {
            throw .about(seat.id, .closedToPublic, "the hearing is closed to the public")
        }
        try checkCase(of: seat)
        if let companion = seat.companion, self.seat(companion)?.room != .courtroom {
            throw .about(seat.id, .goesAlong, "the seat goes with seat \(companion)")
        }
        return moving(seat, to: .courtroom)
    }

    private func sendingBack(_ seat: Seat) throws(Refusal) -> [Fact] {
        if seat.room == .waiting { throw .alreadySo("seat \(seat.id) is in its waiting room") }
        guard seat.room == .courtroom else { throw .wrongRoom(seat, needs: "courtroom") }
        return moving(seat, to: .waiting)
    }

    // MARK: Whoever is summoned

    private func calling(_ seat: Seat) throws(Refusal) -> [Fact] {
        if seat.isCalled { throw .alreadySo("witness \(seat.id) is called") }
        if seat.isReleased {
            throw .about(seat.id, .released, "the witness was released: it needs a recall")
        }
        try checkAlone(seat)
        return try call(seat)
    }

    private func recalling(_ seat: Seat) throws(Refusal) -> [Fact] {
        if seat.isCalled { throw .alreadySo("witness \(seat.id) is called") }
        guard seat.isReleased else {
            throw .about(seat.id, .notReleased, "the witness was never released")
        }
        try checkAlone(seat)
        return try call(seat)
    }

    private func confronting(_ seat: Seat) throws(Refusal) -> [Fact] {
        if seat.isCalled { throw .alreadySo("witness \(seat.id) is called") }
        guard seats.contains(where: { $0.isCalled && $0.id != seat.id }) else {
            throw .about(seat.id, .nobodyToConfront, "no other witness is called")
        }
        return try call(seat)
    }

    /// Witnesses do not hear each other (ODR 26); an expert and a specialist may.
    private func checkAlone(_ seat: Seat) throws(Refusal) {
        let other = seats.first {
            $0.isCalled && $0.id != seat.id && ($0.role == .witness || seat.role == .witness)
        }
        if let other {
            throw Refusal(
                .witnessPresent, "witness \(other.id) is called",
                parameters: ["seat": other.id.description])
        }
    }

    private func call(_ seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.isConnected else { throw .notConnected(seat.id) }
        guard seat.room == .waiting else { throw .wrongRoom(seat, needs: "waiting") }
        if seat.isRecused { throw .about(seat.id, .recused, "a recusal was upheld") }
        try checkCase(of: seat)
        if let step, !step.leaves.contains(.witnesses) {
            throw .wrongStep("nobody is called in \(step.id)", step.id)
        }
        return [.witnessCalled(seat.id)]
            + company(of: seat, to: .courtroom).map { .moved($0.id, .courtroom) }
    }

    private func releasing(_ seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.isCalled else { throw .alreadySo("witness \(seat.id) is not called") }
        return release(seat)
    }

    /// The facts that end a testimony.
    func release(_ seat: Seat) -> [Fact] {
        departure(of: seat) + [.witnessReleased(seat.id)]
            + companions(of: seat).flatMap { departure(of: $0) + [.moved($0.id, .waiting)] }
    }

    private func watching(_ seat: Seat, by giver: Seat) throws(Refusal) -> [Fact] {
        if seat.watcher == giver.id { throw .alreadySo("seat \(giver.id) watches it") }
        guard seat.room == .waiting else { throw .wrongRoom(seat, needs: "waiting") }
        return [.watchChanged(seat.id, by: giver.id)]
    }

    private func unwatching(_ seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.watcher != nil else { throw .alreadySo("nobody watches seat \(seat.id)") }
        return [.watchChanged(seat.id, by: nil)]
    }

    // MARK: Removing and adding

    private func removing(_ seat: Seat, _ reason: RemovalReason) -> [Fact] {
        let along = companions(of: seat).filter { $0.room != .outside }
            .flatMap { departure(of: $0) + [.moved($0.id, .waiting)] }
        return departure(of: seat) + endOfWatch(by: seat) + [.removed(seat.id, reason)] + along
            + endOfRoom(leftBy: [seat] + companions(of: seat))
    }

    /// A person who was not booked, such as a new agent for one who was removed.
    private func adding(_ new: DoorOrder.NewSeat) throws(Refusal) -> [Fact] {
        guard seats.count < Docket.seatCountMax, let last = seats.last?.id.rawValue,
            last < UInt16.max
        else { throw Refusal(.tooMany, "there are \(seats.count) seats") }
        guard Rights.added.contains(new.role) else {
            throw Refusal(
                .wrongRole, "a \(new.role.rawValue) is booked before the hearing",
                parameters: ["role": new.role.rawValue])
        }
        if let id = new.companion {
            guard new.role.mayGoAlong else {
                throw Refusal(
                    .wrongRole, "a \(new.role.rawValue) goes along with nobody",
                    parameters: ["role": new.role.rawValue])
            }
            if try target(id).companion != nil {
                throw .about(id, .goesAlong, "the seat goes with another")
            }
        }
        let caseNumber = new.companion.flatMap(seat)?.caseNumber
        let entry = Docket.Entry(
            id: SeatID(rawValue: last + 1), role: new.role, side: new.side,
            companion: new.companion,
            caseNumber: docket.caseCount > 1 && new.role.isLitigant
                ? progress.caseNumber : caseNumber)
        return [.seatAdded(entry)] + inheritedProtections(by: entry)
    }

    /// Who takes another's place sees no more than that one did: a protection from a seat of the
    /// same role and side, or from whom the new one goes along with, covers the new one too.
    private func inheritedProtections(by entry: Docket.Entry) -> [Fact] {
        let models = seats.filter {
            $0.id == entry.companion || ($0.role == entry.role && $0.side == entry.side)
        }
        return protections.sources.compactMap { source in
            models.lazy.compactMap { protections.cell(of: source, for: $0.id) }.first
                .map { .sightChanged(source, from: [entry.id], $0) }
        }
    }

    // MARK: The public

    private func closing() throws(Refusal) -> [Fact] {
        if isClosed { throw .alreadySo("the hearing is closed to the public") }
        let observers = seats.filter { $0.role == .observer && $0.room == .courtroom }
        return [.closureChanged(true)] + moving(observers, to: .waiting)
    }

    private func openingToPublic() throws(Refusal) -> [Fact] {
        guard isClosed else { throw .alreadySo("the hearing is open to the public") }
        return [.closureChanged(false)]
    }

    // MARK: Moving

    /// A seat moves with all who go along with it.
    func moving(_ seat: Seat, to room: Room) -> [Fact] { moving([seat], to: room) }

    /// Seats move, each once, with all who go along with them.
    func moving(_ leaving: [Seat], to room: Room) -> [Fact] {
        var moved: [Seat] = []
        for seat in leaving.flatMap({ [$0] + company(of: $0, to: room) })
        where !moved.contains(where: { $0.id == seat.id }) {
            moved.append(seat)
        }
        return moved.flatMap { seat in
            (room == .courtroom ? [] : departure(of: seat)) + [.moved(seat.id, room)]
        }
    }

    /// The seats that go along with this one: interpreter, guardian or helper in the same room.
    func companions(of seat: Seat) -> [Seat] {
        seats.filter { $0.companion == seat.id && $0.room == seat.room && !$0.isRemoved }
    }

    /// Those of them who go along into this room too.
    ///
    /// The panel deliberates alone; only confidants go into a private room; into the courtroom,
    /// whoever might be admitted there.
    private func company(of seat: Seat, to room: Room) -> [Seat] {
        companions(of: seat).filter { companion in
            switch room {
            case .outside, .waiting: true
            case .courtroom: mayEnter(companion)
            case .deliberation: false
            case .apart: companion.role.isConfidant
            }
        }
    }

    /// Whether a seat has a place in the courtroom now, wherever it comes from.
    func mayEnter(_ seat: Seat) -> Bool {
        !seat.isRecused && isOfPresentCase(seat) && !(isClosed && seat.role == .observer)
    }

    /// Where a seat goes when its private room ends: back, unless its place in the courtroom is
    /// gone meanwhile.
    func homecoming(of seat: Seat) -> Room {
        seat.returnRoom == .courtroom && !mayEnter(seat) ? .waiting : seat.returnRoom
    }

    /// What ends when a seat leaves the courtroom: its exhibit, its speech, its place on screens.
    func departure(of seat: Seat) -> [Fact] {
        guard seat.room == .courtroom else { return [] }
        var facts = endOfExhibit(of: seat)
        if floor.speech?.seat == seat.id { facts.append(.speechEnded(seat.id, .left)) }
        if floor.spotlight == seat.id { facts.append(.spotlightChanged(nil)) }
        if seat.isAsked { facts.append(.askChanged(seat.id, false)) }
        return facts
    }
}
