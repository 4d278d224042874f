extension Hearing {
    /// All that may flow now: who may see and hear whom, and what goes into the record.
    ///
    /// Both ends of every route are connected and not removed. In the courtroom the state's `Flow`
    /// decides; a medium that the court closed has no route to anybody there, the record included.
    /// In a private room and in deliberation people see and hear each other and nobody else does,
    /// the record included. Observers never send. Whoever is summoned has routes only in session
    /// between call and release (ODR 26), but for a watcher of the court. The visibility matrix
    /// goes over all of it.
    public func routes() -> Set<Route> {
        var routes: Set<Route> = []
        courtroomRoutes(into: &routes)
        guard Rights.rooms.contains(state.phase) else { return routes }
        privateRoutes(into: &routes)
        watchingRoutes(into: &routes)
        return routes
    }

    private func courtroomRoutes(into routes: inout Set<Route>) {
        let flow = law.flows[state.phase] ?? .none
        guard flow != .none else { return }
        let present = seats.filter { isInFlow($0, flow) }
        let listeners = present.filter(hears)
        for source in present {
            let media = openMedia(of: source)
            if flow.intoRecord {
                for medium in media {
                    routes.insert(Route(source: source.id, medium: medium, listener: .record))
                }
            }
            guard flow.amongSeats else { continue }
            for listener in listeners where listener.id != source.id {
                insert(media, of: source, to: listener, into: &routes)
            }
        }
    }

    /// In a room apart nothing is closed by the court: what is said there is nobody else's.
    private func privateRoutes(into routes: inout Set<Route>) {
        let apart = seats.filter { seat in
            guard seat.isPresent, seat.role.maySend, seat.role.mayReceive else { return false }
            return switch seat.room {
            case .deliberation, .apart: true
            case .outside, .waiting, .courtroom: false
            }
        }
        for source in apart {
            for listener in apart where listener.id != source.id && listener.room == source.room {
                insert([.microphone, .camera], of: source, to: listener, into: &routes)
            }
        }
    }

    /// The court watches a summoned person in its waiting room; that person hears nothing of it.
    private func watchingRoutes(into routes: inout Set<Route>) {
        for source in seats where source.isPresent && source.room == .waiting {
            guard let watcher = source.watcher.flatMap(seat), watcher.isPresent else { continue }
            insert([.microphone, .camera], of: source, to: watcher, into: &routes)
        }
    }

    /// Routes from one seat to another, as far as the matrix lets them be.
    private func insert(
        _ media: [Medium], of source: Seat, to listener: Seat, into routes: inout Set<Route>
    ) {
        let sight = sight(of: source.id, by: listener.id).effective
        for medium in media {
            let permitted: Medium? =
                switch (medium, sight.voice) {
                case (.microphone, .clear): .microphone
                case (.microphone, .masked): .maskedMicrophone
                case (.microphone, .silent): nil
                case (.camera, _), (.exhibit, _): sight.picture ? medium : nil
                case (.maskedMicrophone, _): nil
                }
            guard let permitted else { continue }
            routes.insert(
                Route(source: source.id, medium: permitted, listener: .seat(listener.id)))
        }
    }

    /// The seats in the order in which a small screen shows them: whom the judge put in the
    /// spotlight, who has the word, the panel, whoever is called, the sides, the rest.
    ///
    /// Observers, recorder and steward are never shown.
    public func showingOrder() -> [SeatID] {
        var order: [SeatID] = []
        func append(_ ids: [SeatID]) {
            for id in ids where !order.contains(id) { order.append(id) }
        }
        append([floor.spotlight, floor.speech?.seat].compactMap { $0 })
        append([docket.presiding])
        append(seats.filter { $0.office.isPanel }.map(\.id))
        append(seats.filter(\.isCalled).map(\.id))
        let rank: [Role] = [
            .prosecutor, .party, .thirdParty, .agent, .interpreter, .expert, .witness,
            .specialist, .mediator, .custodian, .helper, .courtroom, .assistant, .clerk,
        ]
        append(rank.flatMap { role in seats.filter { $0.role == role }.map(\.id) })
        return order
    }

    /// Whether the seat takes part in the courtroom's flow at all.
    ///
    /// Who goes along with somebody summoned takes part with them only.
    private func isInFlow(_ seat: Seat, _ flow: Flow) -> Bool {
        guard seat.isPresent, seat.room == .courtroom else { return false }
        let principal = seat.companion.flatMap(self.seat) ?? seat
        return !principal.role.isSummoned || (principal.isCalled && flow.withWitnesses)
    }

    /// Whether anything may reach the seat: never a recorder or steward, and no observer of a
    /// hearing that is closed to the public.
    private func hears(_ seat: Seat) -> Bool {
        seat.role.mayReceive && !(isClosed && seat.role == .observer)
    }

    /// The media of this seat that the court has not closed.
    func openMedia(of seat: Seat) -> [Medium] {
        guard seat.role.maySend else { return [] }
        return Medium.sent.filter { medium in
            switch medium {
            case .microphone: seat.microphone == .allowed && !isSilenced(seat)
            case .camera: seat.camera == .allowed
            case .exhibit: seat.hasExhibitLeave
            case .maskedMicrophone: false
            }
        }
    }
}
