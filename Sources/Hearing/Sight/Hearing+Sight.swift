/// Who may perceive whom.
extension Hearing {
    /// What `listener` may perceive of `source`, whatever the rooms: ordered protections.
    ///
    /// Nobody is hidden from the court or from itself.
    public func sight(of source: SeatID, by listener: SeatID) -> Sight {
        guard source != listener, let seat = seat(listener), !seat.office.isBench else {
            return .full
        }
        return protections.cell(of: source, for: listener) ?? .full
    }

    /// Whether a seat may know that another is there: the court knows everybody; whoever is in a
    /// room with others knows those in it, unless they are hidden from it.
    public func knows(_ viewer: SeatID, of other: SeatID) -> Bool {
        guard let me = seat(viewer), let seat = seat(other), !me.isRemoved else { return false }
        if me.office.isBench || viewer == other { return true }
        guard me.room == seat.room, !seat.isRemoved, me.role.mayReceive else { return false }
        switch me.room {
        case .outside, .waiting: return false
        case .courtroom, .deliberation, .apart: return sight(of: other, by: viewer).presence
        }
    }

    /// Whether a public stream of the hearing may run: only in a public session, not before every
    /// summoned person was heard (ODR 26), and not while somebody protected is in the courtroom.
    public var mayBroadcast: Bool {
        guard state.phase == .inSession, !isClosed else { return false }
        return !seats.contains { seat in
            guard !seat.isRemoved else { return false }
            let isUnheard = seat.role.isSummoned && !seat.isReleased
            let isProtected = seat.room == .courtroom && !protections.cells(of: seat.id).isEmpty
            return isUnheard || isProtected
        }
    }

    func facts(of order: SightOrder) throws(Refusal) -> [Fact] {
        switch order {
        case .protect(let id, let listeners, let sight):
            let seat = try target(id)
            guard sight.isRestricted else { throw Members.malformed("picture") }
            for listener in listeners { try checkHideable(from: listener, seat.id) }
            let changed = listeners.filter {
                protections.cell(of: seat.id, for: $0) != sight.effective
            }
            guard !changed.isEmpty else { throw .alreadySo("seat \(id) is protected so") }
            return [.sightChanged(seat.id, from: changed, sight.effective)]
        case .unprotect(let id, let listeners):
            let seat = try target(id)
            for listener in listeners { _ = try target(listener) }
            let changed = listeners.filter { protections.cell(of: seat.id, for: $0) != nil }
            guard !changed.isEmpty else { throw .alreadySo("seat \(id) is not protected") }
            return [.sightChanged(seat.id, from: changed, .full)]
        }
    }

    private func checkHideable(from id: SeatID, _ source: SeatID) throws(Refusal) {
        let listener = try target(id)
        guard !listener.office.isBench, listener.id != source else {
            throw .about(id, .hiddenFromCourt, "nobody is hidden from the court or from itself")
        }
    }
}
