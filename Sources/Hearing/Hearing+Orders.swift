/// What each order needs beyond the table of rights, and the facts that it leads to.
extension Hearing {
    // MARK: The course of the hearing

    /// People who are connected already go where connecting would lead them.
    func opening() -> [Fact] {
        [.stateChanged(.open)]
            + seats.filter(\.isConnected).map { .moved($0.id, Self.entrance(of: $0.role)) }
    }

    /// Begin and resume: a session needs its whole bench.
    func beginning() throws(Refusal) -> [Fact] {
        if let judge = missingJudge { throw .notConnected(judge) }
        return [.stateChanged(.inSession)]
    }

    /// A closed record ends every testimony: called witnesses are released first.
    func closing() -> [Fact] {
        seats.filter(\.isCalled).flatMap(release) + [.stateChanged(.recordClosed)]
    }

    // MARK: Doors

    func admission(of seat: Seat) throws(Refusal) -> [Fact] {
        if seat.room == .courtroom { throw .alreadySo("seat \(seat.id) is in the courtroom") }
        guard seat.isConnected else { throw .notConnected(seat.id) }
        guard seat.room == .waiting else { throw .wrongRoom(seat, needs: .waiting) }
        return [.moved(seat.id, .courtroom)]
    }

    func sendingBack(_ seat: Seat) throws(Refusal) -> [Fact] {
        if seat.room == .waiting { throw .alreadySo("seat \(seat.id) is in its waiting room") }
        guard seat.room == .courtroom else { throw .wrongRoom(seat, needs: .courtroom) }
        return endOfExhibit(of: seat) + [.moved(seat.id, .waiting)]
    }

    func calling(_ seat: Seat) throws(Refusal) -> [Fact] {
        if seat.isCalled { throw .alreadySo("witness \(seat.id) is called") }
        guard seat.isConnected else { throw .notConnected(seat.id) }
        guard seat.room == .waiting else { throw .wrongRoom(seat, needs: .waiting) }
        return [.witnessCalled(seat.id)]
    }

    func releasing(_ seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.isCalled else { throw .alreadySo("witness \(seat.id) is not called") }
        return release(seat)
    }

    /// The facts that end a testimony.
    func release(_ seat: Seat) -> [Fact] {
        endOfExhibit(of: seat) + [.witnessReleased(seat.id)]
    }

    // MARK: Media

    func muting(_ seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.microphone == .allowed else { throw .alreadySo("seat \(seat.id) is muted") }
        return [.microphoneChanged(seat.id, .muted)]
    }

    func locking(_ seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.microphone != .locked else { throw .alreadySo("seat \(seat.id) is locked") }
        return [.microphoneChanged(seat.id, .locked)]
    }

    func unmuting(_ seat: Seat) throws(Refusal) -> [Fact] {
        switch seat.microphone {
        case .allowed: throw .alreadySo("seat \(seat.id) is not muted")
        case .muted: return [.microphoneChanged(seat.id, .allowed)]
        case .locked:
            throw Refusal(
                .wrongState, "only the court opens a locked microphone",
                parameters: ["microphone": MicrophoneState.locked.rawValue])
        }
    }

    /// One exhibit is shown at a time: leave for one seat ends the leave of any other.
    func allowing(_ seat: Seat, _ medium: Medium) throws(Refusal) -> [Fact] {
        let isOpen =
            switch medium {
            case .microphone: seat.microphone == .allowed
            case .camera: seat.camera == .allowed
            case .exhibit: seat.hasExhibitLeave
            }
        if isOpen { throw .alreadySo("the \(medium.rawValue) of seat \(seat.id) is allowed") }
        switch medium {
        case .microphone: return [.microphoneChanged(seat.id, .allowed)]
        case .camera: return [.cameraChanged(seat.id, .allowed)]
        case .exhibit:
            guard seat.room == .courtroom else { throw .wrongRoom(seat, needs: .courtroom) }
            return seats.flatMap(endOfExhibit) + [.exhibitLeaveChanged(seat.id, true)]
        }
    }

    func stoppingVideo(of seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.camera == .allowed else {
            throw .alreadySo("the camera of seat \(seat.id) is stopped")
        }
        return [.cameraChanged(seat.id, .stopped)]
    }

    func stoppingExhibit(of seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.hasExhibitLeave else {
            throw .alreadySo("seat \(seat.id) has no leave to show an exhibit")
        }
        return endOfExhibit(of: seat)
    }

    /// The fact that ends the seat's leave to show an exhibit, if it has one.
    func endOfExhibit(of seat: Seat) -> [Fact] {
        seat.hasExhibitLeave ? [.exhibitLeaveChanged(seat.id, false)] : []
    }

    // MARK: Devices

    /// The seat changes hands: the old device is cut off, and whoever sits at the new one waits
    /// outside the courtroom until identity was checked again.
    ///
    /// A judge or clerk stays on the bench.
    func admitting(_ key: Thumbprint, to seat: Seat) throws(Refusal) -> [Fact] {
        try checkRequest(of: key, for: seat)
        var facts: [Fact] = seat.isCalled ? release(seat) : endOfExhibit(of: seat)
        if !seat.role.isBench, !seat.isCalled, seat.room == .courtroom {
            facts.append(.moved(seat.id, .waiting))
        }
        if seat.isConnected { facts.append(.disconnected(seat.id, .replaced)) }
        return facts + [.deviceAdmitted(seat.id, key)]
    }

    func refusing(_ key: Thumbprint, for seat: Seat) throws(Refusal) -> [Fact] {
        try checkRequest(of: key, for: seat)
        return [.deviceRefused(seat.id, key)]
    }

    private func checkRequest(of key: Thumbprint, for seat: Seat) throws(Refusal) {
        guard seat.requests.contains(where: { $0.key == key }) else {
            throw .alreadySo("no open request of this key for seat \(seat.id)")
        }
    }

    /// Where a seat goes by connecting: the bench into the courtroom, others wait.
    static func entrance(of role: Role) -> Room { role.isBench ? .courtroom : .waiting }
}
