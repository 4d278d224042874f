/// What orders about speaking and looking need, and the facts that they lead to.
extension Hearing {
    func facts(of order: FloorOrder, by giver: Seat) throws(Refusal) -> [Fact] {
        switch order {
        case .mute(let id): try muting(target(id))
        case .muteAll: try mutingAll()
        case .lock(let id): try locking(target(id))
        case .silence: try silencing(true)
        case .restoreOrder: try silencing(false)
        case .stopVideo(let id): try stoppingVideo(of: target(id))
        case .allow(let id, let medium): try allowing(target(id), medium)
        case .stopExhibit(let id): try stoppingExhibit(of: target(id))
        case .unmute: try unmuting(giver)
        case .askToUnmute(let id): try asking(target(id))
        case .grantFloor(let id, let seconds): try granting(target(id), seconds)
        case .endFloor: try endingFloor()
        case .raiseHand: try raisingHand(of: giver)
        case .lowerHand(let id): try loweringHand(of: target(id))
        case .lowerAllHands: try loweringAllHands()
        case .spotlight(let id): try spotlighting(target(id))
        case .clearSpotlight: try clearingSpotlight()
        case .layout(let layout): try arranging(layout)
        case .object(let ground): try objecting(ground, by: giver)
        case .rule(let number, let verdict): try ruling(on: number, as: verdict)
        case .warn(let id, let reason): [.warned(try target(id).id, reason)]
        }
    }

    // MARK: Microphones

    private func muting(_ seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.microphone == .allowed else { throw .alreadySo("seat \(seat.id) is muted") }
        return closing(seat, .muted)
    }

    private func locking(_ seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.microphone != .locked else { throw .alreadySo("seat \(seat.id) is locked") }
        return closing(seat, .locked)
    }

    /// Who is muted has the word no longer.
    private func closing(_ seat: Seat, _ state: MicrophoneState) -> [Fact] {
        let speech = floor.speech?.seat == seat.id ? [Fact.speechEnded(seat.id, .byCourt)] : []
        return speech + [.microphoneChanged(seat.id, state)] + endOfAsking(seat)
    }

    private func mutingAll() throws(Refusal) -> [Fact] {
        let open = seats.filter {
            $0.room == .courtroom && !$0.office.isBench && $0.role.maySend
                && $0.microphone == .allowed && !$0.isRemoved
        }
        guard !open.isEmpty else { throw .alreadySo("everybody is muted") }
        return open.flatMap { closing($0, .muted) }
    }

    private func silencing(_ isSilenced: Bool) throws(Refusal) -> [Fact] {
        if floor.isSilenced == isSilenced {
            throw .alreadySo(isSilenced ? "everybody is silenced" : "nobody is silenced")
        }
        return [.silenceChanged(isSilenced)]
    }

    private func unmuting(_ seat: Seat) throws(Refusal) -> [Fact] {
        switch seat.microphone {
        case .allowed: throw .alreadySo("seat \(seat.id) is not muted")
        case .muted:
            try checkNotSilenced(seat)
            return [.microphoneChanged(seat.id, .allowed)] + endOfAsking(seat)
        case .locked:
            throw Refusal(
                .wrongState, "only the court opens a locked microphone",
                parameters: ["microphone": MicrophoneState.locked.rawValue])
        }
    }

    private func checkNotSilenced(_ seat: Seat) throws(Refusal) {
        if isSilenced(seat) { throw .about(seat.id, .silenced, "order is not restored") }
    }

    /// Whether the general silence covers the seat.
    func isSilenced(_ seat: Seat) -> Bool {
        floor.isSilenced && !seat.office.isBench && floor.speech?.seat != seat.id
    }

    private func asking(_ seat: Seat) throws(Refusal) -> [Fact] {
        if seat.microphone == .allowed || seat.isAsked {
            throw .alreadySo("seat \(seat.id) is asked or may speak")
        }
        guard seat.room == .courtroom else { throw .wrongRoom(seat, needs: "courtroom") }
        guard seat.isConnected else { throw .notConnected(seat.id) }
        let opening: [Fact] =
            seat.microphone == .locked ? [.microphoneChanged(seat.id, .muted)] : []
        return opening + [.askChanged(seat.id, true)]
    }

    private func endOfAsking(_ seat: Seat) -> [Fact] {
        seat.isAsked ? [.askChanged(seat.id, false)] : []
    }

    // MARK: Pictures and exhibits

    /// One exhibit is shown at a time: leave for one seat ends the leave of any other.
    private func allowing(_ seat: Seat, _ medium: Medium) throws(Refusal) -> [Fact] {
        switch medium {
        case .microphone:
            if seat.microphone == .allowed { throw .alreadySo("seat \(seat.id) may speak") }
            try checkNotSilenced(seat)
            return [.microphoneChanged(seat.id, .allowed)] + endOfAsking(seat)
        case .camera:
            if seat.camera == .allowed { throw .alreadySo("seat \(seat.id) may be seen") }
            return [.cameraChanged(seat.id, .allowed)]
        case .exhibit:
            if seat.hasExhibitLeave { throw .alreadySo("seat \(seat.id) has leave") }
            guard seat.room == .courtroom else { throw .wrongRoom(seat, needs: "courtroom") }
            return seats.flatMap(endOfExhibit) + [.exhibitLeaveChanged(seat.id, true)]
        case .maskedMicrophone: throw Members.malformed("medium")
        }
    }

    private func stoppingVideo(of seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.camera == .allowed else {
            throw .alreadySo("the camera of seat \(seat.id) is stopped")
        }
        return [.cameraChanged(seat.id, .stopped)]
    }

    private func stoppingExhibit(of seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.hasExhibitLeave else {
            throw .alreadySo("seat \(seat.id) has no leave to show an exhibit")
        }
        return endOfExhibit(of: seat)
    }

    /// The fact that ends the seat's leave to show an exhibit, if it has one.
    func endOfExhibit(of seat: Seat) -> [Fact] {
        seat.hasExhibitLeave ? [.exhibitLeaveChanged(seat.id, false)] : []
    }

    private func spotlighting(_ seat: Seat) throws(Refusal) -> [Fact] {
        if floor.spotlight == seat.id { throw .alreadySo("seat \(seat.id) is shown large") }
        guard seat.room == .courtroom else { throw .wrongRoom(seat, needs: "courtroom") }
        return [.spotlightChanged(seat.id)]
    }

    private func clearingSpotlight() throws(Refusal) -> [Fact] {
        guard floor.spotlight != nil else { throw .alreadySo("nobody is shown large") }
        return [.spotlightChanged(nil)]
    }

    private func arranging(_ layout: Layout) throws(Refusal) -> [Fact] {
        if floor.layout == layout { throw .alreadySo("the layout is \(layout.rawValue)") }
        return [.layoutChanged(layout)]
    }

    // MARK: The word

    /// One seat has the word at a time; it may speak, whatever closed its microphone before.
    private func granting(_ seat: Seat, _ seconds: Int64?) throws(Refusal) -> [Fact] {
        guard seat.isConnected else { throw .notConnected(seat.id) }
        guard seat.room == .courtroom else { throw .wrongRoom(seat, needs: "courtroom") }
        var facts = endOfSpeech()
        if seat.hand != nil { facts.append(.handChanged(seat.id, false)) }
        if seat.microphone != .allowed { facts.append(.microphoneChanged(seat.id, .allowed)) }
        return facts + endOfAsking(seat) + [.speechStarted(seat.id, seconds: seconds)]
    }

    /// The fact that ends the present speech, unless its end follows from the speaker's leaving.
    func endOfSpeech(unlessBy leaving: [Seat] = []) -> [Fact] {
        guard let speech = floor.speech, !leaving.contains(where: { $0.id == speech.seat }) else {
            return []
        }
        return [.speechEnded(speech.seat, .byCourt)]
    }

    private func endingFloor() throws(Refusal) -> [Fact] {
        guard let speech = floor.speech else { throw .alreadySo("nobody has the word") }
        return [.speechEnded(speech.seat, .byCourt)]
    }

    // MARK: Hands, objections

    private func raisingHand(of seat: Seat) throws(Refusal) -> [Fact] {
        if seat.hand != nil { throw .alreadySo("the hand is up") }
        guard seat.room == .courtroom else { throw .wrongRoom(seat, needs: "courtroom") }
        return [.handChanged(seat.id, true)]
    }

    private func loweringHand(of seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.hand != nil else { throw .alreadySo("the hand is down") }
        return [.handChanged(seat.id, false)]
    }

    private func loweringAllHands() throws(Refusal) -> [Fact] {
        let up = seats.filter { $0.hand != nil }
        guard !up.isEmpty else { throw .alreadySo("all hands are down") }
        return up.map { .handChanged($0.id, false) }
    }

    private func objecting(
        _ ground: ObjectionGround, by seat: Seat
    ) throws(Refusal) -> [Fact] {
        guard seat.room == .courtroom else { throw .wrongRoom(seat, needs: "courtroom") }
        if floor.objections.contains(where: { $0.by == seat.id }) {
            throw .alreadySo("an objection of seat \(seat.id) waits for a ruling")
        }
        guard floor.objections.count < Floor.objectionCountMax else {
            throw Refusal(.tooMany, "too many objections wait for a ruling")
        }
        return [.objectionRaised(floor.objectionCount + 1, seat.id, ground)]
    }

    private func ruling(on number: Int, as ruling: Ruling) throws(Refusal) -> [Fact] {
        guard floor.objections.contains(where: { $0.number == number }) else {
            throw Refusal(
                .unknownObjection, "no objection \(number) waits for a ruling",
                parameters: ["objection": String(number)])
        }
        return [.objectionRuled(number, ruling)]
    }
}
