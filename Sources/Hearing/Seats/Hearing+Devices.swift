/// What orders about second devices need, and the facts that they lead to.
extension Hearing {
    func facts(of order: DeviceOrder) throws(Refusal) -> [Fact] {
        switch order {
        case .admit(let id, let key): return try admitting(key, to: target(id))
        case .refuse(let id, let key):
            let seat = try target(id)
            try checkRequest(of: key, for: seat)
            return [.deviceRefused(seat.id, key)]
        }
    }

    /// The seat changes hands: the old device is cut off, and whoever sits at the new one waits
    /// outside the courtroom until identity was checked again.
    ///
    /// The court and the physical courtroom stay where they are. A person who may be speaking is
    /// not cut off by it: the court mutes first.
    private func admitting(_ key: Thumbprint, to seat: Seat) throws(Refusal) -> [Fact] {
        try checkRequest(of: key, for: seat)
        if isHeardInSession(seat) {
            throw .about(seat.id, .isSpeaking, "the microphone is open in the session")
        }
        var facts: [Fact]
        if seat.isCalled {
            facts = release(seat)
        } else if seat.office.entersByItself || seat.room == .outside || seat.room == .waiting {
            facts = departure(of: seat)
        } else {
            facts = moving(seat, to: .waiting) + endOfRoom(leftBy: [seat] + companions(of: seat))
        }
        if seat.isConnected { facts.append(.disconnected(seat.id, .replaced)) }
        return facts + [.deviceAdmitted(seat.id, key)]
    }

    private func isHeardInSession(_ seat: Seat) -> Bool {
        state.phase == .inSession && seat.isConnected && seat.room == .courtroom
            && openMedia(of: seat).contains(.microphone)
    }

    private func checkRequest(of key: Thumbprint, for seat: Seat) throws(Refusal) {
        guard seat.requests.contains(where: { $0.key == key }) else {
            throw .alreadySo("no open request of this key for seat \(seat.id)")
        }
    }
}
