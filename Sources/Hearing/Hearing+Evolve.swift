extension Hearing {
    /// The hearing as the fold of its events.
    public init(_ docket: Docket, replaying events: some Sequence<Event>) {
        self.init(docket)
        for event in events { evolve(event) }
    }

    /// Applies what happened.
    ///
    /// Total: it judges nothing, so that a log once written is always replayed to the same state.
    /// A fact about a seat that the docket does not have changes nothing.
    public mutating func evolve(_ event: Event) {
        switch event.fact {
        case .stateChanged(let state): enter(state, at: event.at)
        case .connected(let id): change(id) { $0.isConnected = true }
        case .disconnected(let id, _): change(id) { $0.isConnected = false }
        case .moved(let id, let room): change(id) { $0.room = room }
        case .witnessCalled(let id): change(id) { $0.call() }
        case .witnessReleased(let id): change(id) { $0.release() }
        case .microphoneChanged(let id, let state): change(id) { $0.microphone = state }
        case .cameraChanged(let id, let state): change(id) { $0.camera = state }
        case .exhibitLeaveChanged(let id, let leave): change(id) { $0.hasExhibitLeave = leave }
        case .removed(let id, _): change(id) { $0.remove() }
        case .keyBound(let id, let key): change(id) { $0.key = key }
        case .deviceRequested(let id, let key):
            change(id) { $0.requests.append(Seat.DeviceRequest(key: key, since: event.at)) }
        case .deviceAdmitted(let id, let key): change(id) { $0.hand(to: key) }
        case .deviceRefused(let id, let key):
            change(id) { $0.requests.removeAll { $0.key == key } }
        }
    }

    private mutating func enter(_ state: HearingState, at time: Time) {
        self.state = state
        since = time
    }

    private mutating func change(_ id: SeatID, _ body: (inout Seat) -> Void) {
        guard let index = index(of: id) else { return }
        body(&seats[index])
    }
}

extension Seat {
    fileprivate mutating func call() {
        room = .courtroom
        isCalled = true
        isReleased = false
    }

    fileprivate mutating func release() {
        room = .waiting
        isCalled = false
        isReleased = true
    }

    fileprivate mutating func remove() {
        isRemoved = true
        isConnected = false
        isCalled = false
        hasExhibitLeave = false
        room = .outside
        requests = []
    }

    fileprivate mutating func hand(to key: Thumbprint) {
        self.key = key
        requests.removeAll { $0.key == key }
    }
}
