/// What the server tells the law, and what follows.
extension Hearing {
    func facts(of command: ServerCommand, at time: Time) throws(Refusal) -> [Fact] {
        guard !state.phase.isFinal else {
            throw Refusal(
                .wrongState, "the hearing is \(state.phase.rawValue)",
                parameters: ["state": state.phase.rawValue])
        }
        switch command {
        case .connected(let id): return try connecting(target(id))
        case .disconnected(let id, let cause): return try dropping(target(id), cause)
        case .walkedOut(let id): return try walkingOut(target(id))
        case .suspend(let cause): return try suspending(cause)
        case .restarted(let cause): return restarting(cause)
        case .keyBound(let id, let key): return try binding(key, to: target(id))
        case .deviceRequested(let id, let key): return try requesting(key, for: target(id))
        case .speechTimeUp: return try endingSpeech(at: time)
        case .roomTimeUp(let number):
            guard let room = rooms[number], room.minutes != nil else {
                throw .unknownRoom(number)
            }
            return endOfRoom(room)
        }
    }

    /// A seat that comes for the first time goes to its entrance; one that comes back is where the
    /// log says.
    ///
    /// Before the opening there are no rooms: whoever comes early is outside.
    private func connecting(_ seat: Seat) throws(Refusal) -> [Fact] {
        if seat.isConnected { throw .alreadySo("seat \(seat.id) is connected") }
        guard seat.room == .outside, state.phase != .scheduled else {
            return [.connected(seat.id)] + resumption(of: seat)
        }
        return [.connected(seat.id), .moved(seat.id, entrance(of: seat))]
    }

    private func dropping(_ seat: Seat, _ cause: DisconnectCause) throws(Refusal) -> [Fact] {
        guard seat.isConnected else { throw .alreadySo("seat \(seat.id) is not connected") }
        var facts: [Fact] = [.disconnected(seat.id, cause)]
        if script.speechWaitsInDrop, let speech = floor.speech, speech.seat == seat.id {
            facts += pausing()
        }
        return facts
    }

    /// The clock of a speech runs on when its speaker is back in a session.
    private func resumption(of seat: Seat) -> [Fact] {
        guard let speech = floor.speech, speech.seat == seat.id, speech.runningSince == nil,
            state.phase == .inSession
        else { return [] }
        return [.speechResumed(seat.id)]
    }

    /// Whose time is over speaks on only when the court gives the word again.
    ///
    /// A timer that was set for an earlier speech does not end a later one.
    private func endingSpeech(at time: Time) throws(Refusal) -> [Fact] {
        guard let speech = floor.speech, speech.runningSince != nil,
            let remaining = speech.remaining(at: time)
        else { throw .alreadySo("no timed speech runs") }
        guard remaining <= Speech.timerSlackMicroseconds else {
            throw Refusal(.wrongState, "the speech has \(remaining) µs left")
        }
        return [.speechEnded(speech.seat, .timeUp), .microphoneChanged(speech.seat, .locked)]
    }

    /// Who walks out gives up the place in the courtroom (ODR 25); a testimony ends with it, and
    /// whoever went along waits.
    private func walkingOut(_ seat: Seat) throws(Refusal) -> [Fact] {
        guard seat.isConnected else { throw .alreadySo("seat \(seat.id) is not connected") }
        var facts: [Fact] = [.disconnected(seat.id, .walkedOut)]
        guard seat.room != .outside else { return facts }
        if seat.isCalled {
            facts += release(seat)
        } else {
            facts += departure(of: seat)
            facts += companions(of: seat).flatMap { departure(of: $0) + [.moved($0.id, .waiting)] }
        }
        return facts + [.moved(seat.id, .outside)]
            + endOfRoom(leftBy: [seat] + companions(of: seat))
    }

    /// Only a session is suspended: in a recess the courtroom is silent and waits for the judge
    /// anyway.
    ///
    /// A bench that is complete again is no reason any more.
    private func suspending(_ cause: SuspensionCause) throws(Refusal) -> [Fact] {
        if state.phase == .suspended { throw .alreadySo("the hearing is suspended") }
        guard state.phase == .inSession else {
            throw Refusal(
                .wrongState, "suspend needs state inSession, it is \(state.phase.rawValue)",
                parameters: ["state": state.phase.rawValue])
        }
        if cause == .benchIncomplete, isBenchComplete {
            throw Refusal(.wrongState, "the bench is complete")
        }
        if cause == .recordFault, waiver != nil {
            throw Refusal(.wrongState, "the judge goes on without a durable record")
        }
        return pausing() + [.stateChanged(.suspended(cause))]
    }

    private func restarting(_ cause: SuspensionCause) -> [Fact] {
        let ended: DisconnectCause = cause == .shutdown ? .shutdown : .crash
        let drops: [Fact] = seats.filter(\.isConnected).map { .disconnected($0.id, ended) }
        guard state.phase == .inSession else { return drops }
        return pausing() + [.stateChanged(.suspended(cause))] + drops
    }

    private func binding(_ key: Thumbprint, to seat: Seat) throws(Refusal) -> [Fact] {
        if seat.key != nil { throw .alreadySo("a key holds seat \(seat.id)") }
        return [.keyBound(seat.id, key)]
    }

    private func requesting(_ key: Thumbprint, for seat: Seat) throws(Refusal) -> [Fact] {
        if seat.key == key { throw .alreadySo("this key holds seat \(seat.id)") }
        if seat.requests.contains(where: { $0.key == key }) {
            throw .alreadySo("this key asks for seat \(seat.id) already")
        }
        guard seat.key != nil, seat.requests.count < Seat.requestCountMax else {
            throw Refusal(
                .wrongState, "seat \(seat.id) is free, or too many devices ask for it",
                parameters: ["seat": seat.id.description])
        }
        return [.deviceRequested(seat.id, key)]
    }
}
