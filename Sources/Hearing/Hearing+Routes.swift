/// Which routes a state of the hearing lets exist; data, like the table of rights.
struct Flow: Hashable, Sendable {
    /// Whether seats in the courtroom see and hear each other.
    let amongSeats: Bool
    /// Whether what they send goes into the record.
    let intoRecord: Bool
    /// Whether a called witness takes part in it.
    let withWitnesses: Bool

    /// No route at all.
    static let none = Flow(amongSeats: false, intoRecord: false, withWitnesses: false)

    /// The flow of each state.
    ///
    /// | state | among seats | into the record |
    /// |---|---|---|
    /// | scheduled, sealed, cancelled | no | no |
    /// | open, recordClosed | yes | no |
    /// | inSession | yes, with a called witness | yes, with a called witness |
    /// | recess | no | no |
    /// | suspended | no | yes |
    ///
    /// While *open*, whoever was admitted checks the sound and picture of the courtroom; after the
    /// record is closed, people talk while they read and sign. In a *recess* the courtroom is
    /// silent, so that nothing unrecorded is said in it (REC17 3). While *suspended* the bench is
    /// incomplete and nobody may go on, but that is no legal reason to stop the record (REC17 1):
    /// it keeps what the seats send, and what they do not send is a gap with its cause.
    static func of(_ phase: Phase) -> Flow {
        switch phase {
        case .open, .recordClosed:
            Flow(amongSeats: true, intoRecord: false, withWitnesses: false)
        case .inSession:
            Flow(amongSeats: true, intoRecord: true, withWitnesses: true)
        case .suspended:
            Flow(amongSeats: false, intoRecord: true, withWitnesses: false)
        case .scheduled, .recess, .sealed, .cancelled:
            .none
        }
    }
}

extension Hearing {
    /// All that may flow now: who may see and hear whom, and what goes into the record.
    ///
    /// Both ends of every route are connected, in the courtroom and not removed. A medium that the
    /// court closed has no route to anybody, the record included. Observers never send. A witness
    /// has routes only in session between its call and its release (ODR 26).
    public func routes() -> Set<Route> {
        let flow = Flow.of(state.phase)
        guard flow != .none else { return [] }
        let present = seats.filter { isPresent($0, in: flow) }
        var routes: Set<Route> = []
        for source in present {
            for medium in openMedia(of: source) {
                if flow.intoRecord {
                    routes.insert(Route(source: source.id, medium: medium, listener: .record))
                }
                guard flow.amongSeats else { continue }
                for listener in present where listener.id != source.id {
                    routes.insert(
                        Route(source: source.id, medium: medium, listener: .seat(listener.id)))
                }
            }
        }
        return routes
    }

    /// The seats in the order in which a small screen shows them: judges, called witnesses,
    /// parties, agents, the clerk; observers are never shown.
    public func showingOrder() -> [SeatID] {
        let rank: [Role] = [.judge, .witness, .party, .agent, .clerk]
        return rank.flatMap { role in seats.filter { $0.role == role }.map(\.id) }
    }

    /// Whether the seat takes part in this flow at all.
    private func isPresent(_ seat: Seat, in flow: Flow) -> Bool {
        guard seat.isConnected, seat.room == .courtroom, !seat.isRemoved else { return false }
        return seat.role != .witness || (seat.isCalled && flow.withWitnesses)
    }

    /// The media of this seat that the court has not closed.
    private func openMedia(of seat: Seat) -> [Medium] {
        guard seat.role.maySend else { return [] }
        return Medium.allCases.filter { medium in
            switch medium {
            case .microphone: seat.microphone == .allowed
            case .camera: seat.camera == .allowed
            case .exhibit: seat.hasExhibitLeave
            }
        }
    }
}
