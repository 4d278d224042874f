/// What orders about rooms beside the courtroom need, and the facts that they lead to.
extension Hearing {
    func facts(of order: RoomOrder, by giver: Seat) throws(Refusal) -> [Fact] {
        switch order {
        case .deliberate: try deliberating()
        case .endDeliberation: try endingDeliberation()
        case .consult(let ids, let minutes): try consulting(ids, minutes, by: giver)
        case .brief(let id, let minutes): try briefing(target(id), minutes, by: giver)
        case .caucus(let side): try caucusing(with: side, by: giver)
        case .allowConsultation(let id): try allowingConsultation(target(id))
        case .acceptInvitation(let room): try accepting(room, by: giver)
        case .refuseInvitation(let room): try refusing(room, by: giver)
        case .lockRoom: try locking(true, by: giver)
        case .unlockRoom: try locking(false, by: giver)
        case .leaveRoom: try leaving(giver)
        case .endRoom(let room): endOfRoom(try self.room(room))
        }
    }

    // MARK: Deliberation

    /// The whole panel goes, also who is not connected: whoever comes back comes back there.
    private func deliberating() throws(Refusal) -> [Fact] {
        let panel = seats.filter { $0.office.isPanel && !$0.isRemoved && !$0.isRecused }
        guard panel.count > 1 else {
            throw Refusal(.wrongState, "a single judge has nobody to deliberate with")
        }
        let moved = moving(panel.filter { $0.room == .courtroom }, to: .deliberation)
        guard !moved.isEmpty else { throw .alreadySo("the panel deliberates") }
        guard state.phase == .inSession else { return moved }
        return pausing() + [.stateChanged(.recess(.deliberation))] + moved
    }

    private func endingDeliberation() throws(Refusal) -> [Fact] {
        let moved = seats.filter { $0.room == .deliberation }.map { Fact.moved($0.id, .courtroom) }
        guard !moved.isEmpty else { throw .alreadySo("the panel does not deliberate") }
        return moved
    }

    // MARK: Opening

    private func consulting(
        _ ids: [SeatID], _ minutes: Int64?, by giver: Seat
    ) throws(Refusal) -> [Fact] {
        try checkFree(giver)
        if state.phase == .inSession, giver.room == .courtroom, !giver.mayConsult {
            throw .about(giver.id, .needsLeave, "to leave the session needs the judge's leave")
        }
        for id in ids {
            let guest = try target(id)
            guard areConfidants(giver, guest) else {
                throw .about(id, .notYourSide, "the seat is not of your side")
            }
            guard guest.isConnected else { throw .notConnected(id) }
            try checkFree(guest)
        }
        // Who goes along with the giver needs no invitation.
        let along = companions(of: giver).map(\.id)
        return try opening(
            .consultation, by: giver, with: [giver],
            invited: ids.filter { !along.contains($0) }, minutes)
    }

    private func briefing(
        _ interpreter: Seat, _ minutes: Int64?, by giver: Seat
    ) throws(Refusal) -> [Fact] {
        guard let id = interpreter.companion else {
            throw .about(interpreter.id, .notYourSide, "the interpreter goes with nobody")
        }
        let served = try target(id)
        for seat in [interpreter, served] {
            guard seat.isConnected else { throw .notConnected(seat.id) }
            guard seat.room == .waiting else { throw .wrongRoom(seat, needs: "waiting") }
        }
        return try opening(.briefing, by: giver, with: [served], invited: [], minutes)
    }

    private func caucusing(with side: Side, by giver: Seat) throws(Refusal) -> [Fact] {
        guard let step, step.leaves.contains(.caucus) else {
            throw Refusal(
                .wrongStep, "this step knows no caucus",
                parameters: ["step": progress.step?.rawValue ?? ""])
        }
        guard giver.room == .courtroom else { throw .wrongRoom(giver, needs: "courtroom") }
        let guests = seats.filter {
            self.side(of: $0) == side && $0.role.isLitigant && $0.isPresent && $0.room == .courtroom
        }
        guard !guests.isEmpty else {
            throw Refusal(
                .wrongRoom, "nobody of that side is in the courtroom",
                parameters: ["side": side.rawValue])
        }
        return try opening(.caucus, by: giver, with: [giver] + guests, invited: [], nil)
    }

    private func opening(
        _ kind: PrivateRoom.Kind, by owner: Seat, with guests: [Seat], invited: [SeatID],
        _ minutes: Int64?
    ) throws(Refusal) -> [Fact] {
        guard rooms.count < PrivateRoom.countMax, roomCount < PrivateRoom.numberMax else {
            throw Refusal(.tooMany, "there are \(rooms.count) private rooms")
        }
        let number = RoomNumber(rawValue: roomCount + 1)
        return [.roomOpened(number, kind, by: owner.id, invited: invited, minutes: minutes)]
            + moving(guests, to: .apart(number))
    }

    /// Who goes into a private room comes from its waiting room or the courtroom.
    private func checkFree(_ seat: Seat) throws(Refusal) {
        guard seat.room == .courtroom || seat.room == .waiting else {
            throw .wrongRoom(seat, needs: "waiting or courtroom")
        }
        if seat.isCalled { throw .wrongRoom(seat, needs: "waiting") }
    }

    /// Whether two people may speak in confidence: those of one side, and whoever goes along.
    ///
    /// Never with somebody who is summoned, nor with the interpreter or helper of one (ODR 26).
    func areConfidants(_ one: Seat, _ other: Seat) -> Bool {
        guard one.id != other.id, isInConfidence(one), isInConfidence(other) else { return false }
        if one.companion == other.id || other.companion == one.id { return true }
        guard let side = side(of: one) else { return false }
        return side == self.side(of: other)
    }

    private func isInConfidence(_ seat: Seat) -> Bool {
        let principal = seat.companion.flatMap(self.seat) ?? seat
        guard principal.role.isLitigant else { return false }
        return seat.role.isLitigant || seat.role == .interpreter || seat.role == .helper
    }

    /// The side of a seat: that of whom it goes along with, whatever it was booked with, or its own.
    func side(of seat: Seat) -> Side? {
        seat.companion.flatMap(self.seat).map(\.side) ?? seat.side
    }

    // MARK: Coming and going

    private func allowingConsultation(_ seat: Seat) throws(Refusal) -> [Fact] {
        if seat.mayConsult { throw .alreadySo("seat \(seat.id) has leave") }
        guard seat.room == .courtroom else { throw .wrongRoom(seat, needs: "courtroom") }
        return [.consultationLeaveChanged(seat.id, true)]
    }

    private func accepting(_ number: RoomNumber, by giver: Seat) throws(Refusal) -> [Fact] {
        let room = try invitation(to: number, of: giver)
        if room.isLocked {
            throw Refusal(
                .roomLocked, "room \(number) is locked", parameters: ["room": number.description])
        }
        try checkFree(giver)
        if state.phase == .inSession, giver.room == .courtroom, !giver.mayConsult,
            seat(room.owner)?.mayConsult != true
        {
            throw .about(giver.id, .needsLeave, "to leave the session needs the judge's leave")
        }
        return [.invitationEnded(number, giver.id)] + moving(giver, to: .apart(number))
    }

    private func refusing(_ number: RoomNumber, by giver: Seat) throws(Refusal) -> [Fact] {
        [.invitationEnded(try invitation(to: number, of: giver).number, giver.id)]
    }

    private func invitation(
        to number: RoomNumber, of seat: Seat
    ) throws(Refusal) -> PrivateRoom {
        let room = try room(number)
        guard room.invited.contains(seat.id) else { throw .unknownRoom(number) }
        return room
    }

    private func locking(_ isLocked: Bool, by giver: Seat) throws(Refusal) -> [Fact] {
        let room = try room(of: giver)
        if room.isLocked == isLocked { throw .alreadySo("room \(room.number) is so already") }
        return [.roomLockChanged(room.number, isLocked)]
    }

    private func leaving(_ giver: Seat) throws(Refusal) -> [Fact] {
        let room = try room(of: giver)
        if room.owner == giver.id, room.kind == .caucus { return endOfRoom(room) }
        return returning(giver) + endOfRoom(leftBy: [giver] + companions(of: giver))
    }

    /// Back to where the seat came from; its leave to consult is used up.
    private func returning(_ seat: Seat) -> [Fact] {
        ([seat] + companions(of: seat)).flatMap(homecoming)
    }

    private func homecoming(_ seat: Seat) -> [Fact] {
        [.moved(seat.id, homecoming(of: seat))]
            + (seat.mayConsult ? [.consultationLeaveChanged(seat.id, false)] : [])
    }

    private func room(of seat: Seat) throws(Refusal) -> PrivateRoom {
        guard case .apart(let number) = seat.room else {
            throw .wrongRoom(seat, needs: "a private room")
        }
        return try room(number)
    }

    private func room(_ number: RoomNumber) throws(Refusal) -> PrivateRoom {
        guard let room = rooms[number] else { throw .unknownRoom(number) }
        return room
    }

    /// Everybody goes back to where they came from.
    func endOfRoom(_ room: PrivateRoom) -> [Fact] {
        seats.filter { $0.room == .apart(room.number) }.flatMap(homecoming)
            + [.roomEnded(room.number)]
    }

    /// A private room that its last guests leave is no more.
    func endOfRoom(leftBy leaving: [Seat]) -> [Fact] {
        guard let seat = leaving.first, case .apart(let number) = seat.room else { return [] }
        let ids = Set(leaving.map(\.id))
        let isEmpty = !seats.contains { $0.room == .apart(number) && !ids.contains($0.id) }
        return isEmpty ? [.roomEnded(number)] : []
    }
}

extension Refusal {
    static func unknownRoom(_ number: RoomNumber) -> Refusal {
        Refusal(
            .unknownRoom, "there is no room \(number) for this seat",
            parameters: ["room": number.description])
    }
}
