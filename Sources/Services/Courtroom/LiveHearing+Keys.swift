import Evidence
import Hearing
import Storage

extension LiveHearing {
    /// What a key is to a seat.
    enum Binding: Equatable {
        /// The key holds the seat, and the log and the session say so; whether the session is new.
        case holds(isNew: Bool)
        /// Another key holds it; judge and clerk are asked.
        case taken
        /// The key was turned away.
        case refused
        /// The seat was removed or the hearing is over.
        case over
        /// The log cannot be written.
        case unavailable
    }

    /// Gives a free seat to a key with its session, or asks the clerk when another key holds it.
    ///
    /// Returns when it is durable.
    func bind(_ key: Thumbprint, with session: Session) async -> Binding {
        let isStored: Bool
        do {
            isStored = try await stores.sessions.session(session.idHash) != nil
        } catch {
            return .unavailable
        }
        // Others may have come while the store was asked: what is decided from here on is decided in one piece.
        let id = SeatID(rawValue: UInt16(clamping: session.seat))
        guard let seat = current.seat(id), !seat.isRemoved, !current.state.phase.isFinal else {
            return .over
        }
        if let holder = seat.key, holder != key { return ask(key, for: seat) }
        if isStored || sessionsOpened.contains(session.idHash), durable.seat(id)?.key == key {
            return .holds(isNew: false)
        }
        return await begin(session, of: key, for: id)
    }

    private func ask(_ key: Thumbprint, for seat: Seat) -> Binding {
        if refusedKeys.contains(key) { return .refused }
        if !seat.requests.contains(where: { $0.key == key }) {
            try? submit(.server(.deviceRequested(seat.id, key)), persistence: .granting)
        }
        return .taken
    }

    private func begin(_ session: Session, of key: Thumbprint, for id: SeatID) async -> Binding {
        // The same page may ask twice at a time: its session is written once.
        let isFirst = sessionsBeingWritten.insert(session.idHash).inserted
        if isFirst {
            do {
                try write(session, of: key, for: id)
            } catch {
                sessionsBeingWritten.remove(session.idHash)
                return hasRoom ? .over : .unavailable
            }
        }
        while sessionsBeingWritten.contains(session.idHash) { await nextWrite() }
        return sessionsOpened.contains(session.idHash) ? .holds(isNew: isFirst) : .unavailable
    }

    private func write(
        _ session: Session, of key: Thumbprint, for id: SeatID
    ) throws(Refusal) {
        guard current.seat(id)?.key == key else {
            return try submit(.server(.keyBound(id, key)), persistence: .granting, session: session)
        }
        let opened = Entry.Event(
            name: "session.opened", seat: session.seat, detail: session.keyMembers)
        try submit(.evidence(.event(opened)), persistence: .granting, session: session)
    }
}
