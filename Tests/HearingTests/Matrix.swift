import Hearing

/// Who may see and hear whom, written a second time: what the routes of a hearing are held against.
///
/// Calls, protections and exhibits are known from the events alone; the law's own bookkeeping of
/// them is not asked.
struct Matrix {
    private(set) var called: Set<SeatID> = []
    /// Whether somebody came for a confrontation, and is still there with another.
    private(set) var isConfrontation = false
    private var sights: [SeatID: [SeatID: Sight]] = [:]
    private var exhibits: Set<SeatID> = []

    /// Learns from what happened.
    mutating func note(_ events: [Hearing.Event], after order: Order? = nil) {
        for event in events {
            switch event.fact {
            case .witnessCalled(let id):
                called.insert(id)
                if case .door(.confront)? = order { isConfrontation = true }
            case .witnessReleased(let id), .removed(let id, _):
                called.remove(id)
                if case .removed = event.fact { exhibits.remove(id) }
            case .exhibitLeaveChanged(let id, let leave):
                if leave { exhibits.insert(id) } else { exhibits.remove(id) }
            case .sightChanged(let id, let listeners, let sight):
                for listener in listeners { sights[id, default: [:]][listener] = sight }
            default: break
            }
        }
        if called.count < 2 { isConfrontation = false }
    }

    /// What is wrong with the routes of a hearing: one that may not be, or one too few.
    func flaw(of routes: Set<Hearing.Route>, in hearing: Hearing) -> String? {
        let ends = hearing.seats.map { End($0, in: hearing, self) }
        var count = 0
        for source in ends where source.isThere && source.speaks {
            for medium in Hearing.Medium.allCases {
                if isRecorded(medium, of: source, in: hearing.state) {
                    let route = Hearing.Route(
                        source: source.seat.id, medium: medium, listener: .record)
                    if !routes.contains(route) { return "missing: \(route)" }
                    count += 1
                }
                for listener in ends where listener.isThere && listener.seat.id != source.seat.id {
                    guard reaches(medium, of: source, listener, in: hearing) else { continue }
                    let route = Hearing.Route(
                        source: source.seat.id, medium: medium,
                        listener: .seat(listener.seat.id))
                    if !routes.contains(route) { return "missing: \(route)" }
                    count += 1
                }
            }
        }
        return count == routes.count ? nil : "\(routes.count - count) routes too many"
    }

    /// One end of a route: a seat and what its role and the court's orders mean for it.
    private struct End {
        let seat: Seat
        let isThere: Bool
        let speaks: Bool
        let listens: Bool
        let isOfCourt: Bool
        /// Whether it is summoned or goes along with somebody who is.
        let isSummoned: Bool
        /// Whether a summoned person, or who goes along with one, is called.
        let isCalled: Bool
        let isMicrophoneOpen: Bool

        init(_ seat: Seat, in hearing: Hearing, _ matrix: Matrix) {
            self.seat = seat
            isThere = seat.isConnected && !seat.isRemoved
            let principal = seat.companion.flatMap(hearing.seat) ?? seat
            isSummoned = End.summoned(seat.role) || End.summoned(principal.role)
            isCalled = matrix.called.contains(principal.id)
            let isPresiding = seat.id == hearing.docket.presiding
            switch seat.role {
            case .presidingJudge, .judge, .assessor, .assistant, .clerk:
                (isOfCourt, speaks, listens) = (true, true, true)
            case .observer: (isOfCourt, speaks, listens) = (false, false, !hearing.isClosed)
            case .recorder, .steward: (isOfCourt, speaks, listens) = (false, false, false)
            default: (isOfCourt, speaks, listens) = (isPresiding, true, true)
            }
            let isSilenced =
                hearing.floor.isSilenced && !isOfCourt && hearing.floor.speech?.seat != seat.id
            isMicrophoneOpen = seat.microphone == .allowed && !isSilenced
        }

        private static func summoned(_ role: Role) -> Bool {
            role == .witness || role == .expert || role == .specialist
        }
    }

    private func isRecorded(
        _ medium: Hearing.Medium, of source: End, in state: HearingState
    ) -> Bool {
        guard source.seat.room == .courtroom else { return false }
        switch state {
        case .inSession:
            return isOpen(medium, of: source) && (!source.isSummoned || source.isCalled)
        case .suspended: return isOpen(medium, of: source) && !source.isSummoned
        default: return false
        }
    }

    private func reaches(
        _ medium: Hearing.Medium, of source: End, _ listener: End, in hearing: Hearing
    ) -> Bool {
        let sent = medium == .maskedMicrophone ? .microphone : medium
        let isInSession = hearing.state == .inSession
        switch hearing.state {
        case .scheduled, .sealed, .cancelled: return false
        case .open, .inSession, .recess, .suspended, .recordClosed: break
        }
        switch (source.seat.room, listener.seat.room) {
        case (.courtroom, .courtroom):
            switch hearing.state {
            case .open, .inSession, .recordClosed: break
            default: return false
            }
            for end in [source, listener] where end.isSummoned {
                if !isInSession || !end.isCalled { return false }
            }
            guard listener.listens, isOpen(sent, of: source) else { return false }
        case (.deliberation, .deliberation), (.apart, .apart):
            guard source.seat.room == listener.seat.room, sent != .exhibit else { return false }
        case (.waiting, _):
            guard source.seat.watcher == listener.seat.id, sent != .exhibit else { return false }
        default: return false
        }
        return isPermitted(medium, of: source, for: listener)
    }

    private func isOpen(_ medium: Hearing.Medium, of end: End) -> Bool {
        switch medium {
        case .microphone: end.isMicrophoneOpen
        case .camera: end.seat.camera == .allowed
        case .exhibit: exhibits.contains(end.seat.id)
        case .maskedMicrophone: false
        }
    }

    /// What was ordered about the two; nobody is hidden from the court.
    private func isPermitted(
        _ medium: Hearing.Medium, of source: End, for listener: End
    ) -> Bool {
        let sight = listener.isOfCourt ? nil : sights[source.seat.id]?[listener.seat.id]
        guard let sight else { return medium != .maskedMicrophone }
        guard sight.presence else { return false }
        return switch medium {
        case .microphone: sight.voice == .clear
        case .maskedMicrophone: sight.voice == .masked
        case .camera, .exhibit: sight.picture
        }
    }
}
