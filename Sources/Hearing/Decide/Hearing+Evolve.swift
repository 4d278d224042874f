extension Hearing {
    /// The hearing as the fold of its events.
    public init(
        _ docket: Docket, law: Law = .standard, replaying events: some Sequence<Event>
    ) {
        self.init(docket, law: law)
        for event in events { evolve(event) }
    }

    /// Applies what happened.
    ///
    /// Total: it judges nothing, so that a log once written is always replayed to the same state.
    /// A fact about a seat that the docket does not have changes nothing.
    public mutating func evolve(_ event: Event) {
        guard isAboutSomebody(event.fact) else { return }
        switch event.fact {
        case .stateChanged(let state): enter(state, at: event.at)
        case .connected(let id): change(id) { $0.isConnected = true }
        case .disconnected(let id, _): change(id) { $0.isConnected = false }
        case .moved(let id, let room): change(id) { $0.move(to: room) }
        case .witnessCalled(let id): change(id) { $0.call() }
        case .witnessReleased(let id): change(id) { $0.release() }
        case .watchChanged(let id, let watcher): change(id) { $0.watcher = watcher }
        case .closureChanged(let isClosed): self.isClosed = isClosed
        case .nextSessionSet(let time): nextSession = time
        case .recordWaived(let reason): waiver = reason
        case .removed(let id, _): remove(id)
        case .seatAdded(let entry): add(entry)
        case .dutyChanged(let id, let duty, let has):
            change(id) { seat in
                if has { seat.duties.insert(duty) } else { seat.duties.remove(duty) }
            }
        case .sightChanged(let id, let listeners, let sight):
            protections.set(sight, of: id, for: listeners)
        case .keyBound(let id, let key): change(id) { $0.key = key }
        case .deviceRequested(let id, let key):
            change(id) { $0.requests.append(Seat.DeviceRequest(key: key, since: event.at)) }
        case .deviceAdmitted(let id, let key): change(id) { $0.hand(to: key) }
        case .deviceRefused(let id, let key):
            change(id) { $0.requests.removeAll { $0.key == key } }
        case .stepEntered, .stepFinished, .actCompleted, .caseCalled, .recusalApplied,
            .recusalDecided:
            evolveProgress(event.fact)
        case .roomOpened, .invitationEnded, .roomLockChanged, .roomEnded,
            .consultationLeaveChanged:
            evolveRooms(event.fact, at: event.at)
        case .microphoneChanged, .cameraChanged, .exhibitLeaveChanged, .askChanged,
            .handChanged, .warned, .speechStarted, .speechPaused, .speechResumed, .speechEnded,
            .silenceChanged, .spotlightChanged, .layoutChanged, .objectionRaised,
            .objectionRuled:
            evolveFloor(event.fact, at: event.at)
        }
    }

    private func isAboutSomebody(_ fact: Fact) -> Bool {
        if case .seatAdded = fact { return true }
        return fact.seat.map { index(of: $0) != nil } ?? true
    }

    private mutating func enter(_ state: HearingState, at time: Time) {
        self.state = state
        since = time
        // A waiver covers one going on: after the next interruption the judge decides anew.
        if state.phase != .inSession { waiver = nil }
    }

    /// Whatever waits for a removed person waits no more: its recusal, an invitation.
    private mutating func remove(_ id: SeatID) {
        change(id) { $0.remove() }
        progress.recusals[id] = nil
        for number in rooms.keys { rooms[number]?.invited.remove(id) }
    }

    /// A seat is added once, at the end: seats stay in order of their numbers.
    private mutating func add(_ entry: Docket.Entry) {
        guard seats.count < Docket.seatCountMax, seats.last.map({ $0.id < entry.id }) ?? true else {
            return
        }
        seats.append(Seat(entry, in: docket))
    }

    mutating func change(_ id: SeatID, _ body: (inout Seat) -> Void) {
        guard let index = index(of: id) else { return }
        body(&seats[index])
    }

    private mutating func evolveProgress(_ fact: Fact) {
        switch fact {
        case .stepEntered(let step):
            progress.step = step
            progress.finished.remove(step)
        case .stepFinished(let step): progress.finished.insert(step)
        case .actCompleted(let step, let act, let seat):
            progress.done.insert(Progress.Done(step: step, act: act, seat: seat))
        case .caseCalled(let number): callCase(number)
        case .recusalApplied(let seat, let applicant):
            if progress.recusals[seat] == nil { progress.recusals[seat] = applicant }
        case .recusalDecided(let id, let isUpheld):
            progress.recusals[id] = nil
            if isUpheld { change(id) { $0.isRecused = true } }
        default: break
        }
    }

    /// What is done anew for each case is forgotten with the last one.
    private mutating func callCase(_ number: Int) {
        progress.caseNumber = number
        let anew = Set(script.steps.filter(\.isPerCase).map(\.id))
        progress.finished.subtract(anew)
        progress.done = progress.done.filter { !anew.contains($0.step) }
    }

    private mutating func evolveRooms(_ fact: Fact, at time: Time) {
        switch fact {
        case .roomOpened(let number, let kind, let owner, let invited, let minutes):
            roomCount = max(roomCount, number.rawValue)
            rooms[number] = PrivateRoom(
                number: number, kind: kind, owner: owner, invited: Set(invited), since: time,
                minutes: minutes)
        case .invitationEnded(let number, let seat): rooms[number]?.invited.remove(seat)
        case .roomLockChanged(let number, let isLocked): rooms[number]?.isLocked = isLocked
        case .roomEnded(let number): rooms[number] = nil
        case .consultationLeaveChanged(let id, let leave): change(id) { $0.mayConsult = leave }
        default: break
        }
    }
}

extension Seat {
    /// Whoever leaves courtroom or waiting room for a private one comes back there.
    fileprivate mutating func move(to room: Room) {
        switch room {
        case .deliberation, .apart:
            if self.room == .courtroom || self.room == .waiting { returnRoom = self.room }
        case .outside, .waiting, .courtroom: break
        }
        if room != .waiting { watcher = nil }
        if room != .courtroom { hand = nil }
        self.room = room
    }

    fileprivate mutating func call() {
        move(to: .courtroom)
        isCalled = true
        isReleased = false
    }

    fileprivate mutating func release() {
        move(to: .waiting)
        isCalled = false
        isReleased = true
    }

    fileprivate mutating func remove() {
        isRemoved = true
        isConnected = false
        isCalled = false
        hasExhibitLeave = false
        isAsked = false
        mayConsult = false
        move(to: .outside)
        requests = []
    }

    fileprivate mutating func hand(to key: Thumbprint) {
        self.key = key
        requests.removeAll { $0.key == key }
    }
}
