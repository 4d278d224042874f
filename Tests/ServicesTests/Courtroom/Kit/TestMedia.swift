import Evidence
import Media
import Services

/// A media plane that keeps what it was told and answers as a worker would.
final class TestMedia: MediaPort {
    /// What it was told.
    struct State: Sendable {
        var placed: Set<GroupID> = []
        var commands: [Command] = []
        var permitted: Set<Route> = []
        /// Whether `permit` is answered with its effects, and `stopRecord` with a final bundle.
        var answersPermit = true
        var answersStop = true
        /// Commands that the mailbox does not take.
        var refuses: @Sendable (Command) -> Bool = { _ in false }
        /// Packets delivered so far on each route, for effects.
        var delivered: [Route: UInt64] = [:]
        var open: [EndpointID] = []
    }

    let state = Watched(State())
    let events: AsyncStream<[Event]>
    let bundles: AsyncStream<Bundle>
    private let tell: AsyncStream<[Event]>.Continuation
    private let bring: AsyncStream<Bundle>.Continuation

    init() {
        (events, tell) = AsyncStream.makeStream(of: [Event].self)
        (bundles, bring) = AsyncStream.makeStream(of: Bundle.self)
    }

    // MARK: MediaPort

    var fingerprint: Fingerprint {
        guard let made = Fingerprint(bytes: .init(repeating: 7, count: 32)) else {
            preconditionFailure("32 bytes are a fingerprint")
        }
        return made
    }

    func place(_ group: GroupID) -> [TransportAddress] {
        state.update { _ = $0.placed.insert(group) }
        return [TransportAddress(ipv4: 0xC000_0201, port: 40_000)]
    }

    @discardableResult
    func send(_ command: Command, to group: GroupID) -> Bool {
        let isTaken = state.update { state in
            guard state.placed.contains(group), !state.refuses(command) else { return false }
            state.commands.append(command)
            return true
        }
        if isTaken { answer(command) }
        return isTaken
    }

    func release(_ group: GroupID) { state.update { _ = $0.placed.remove(group) } }

    private func answer(_ command: Command) {
        switch command {
        case .permit(let group, let token, let routes, _):
            let effects = state.update { state in
                defer { state.permitted = routes }
                return state.permitted.subtracting(routes).map { effect($0, false, in: state) }
                    + routes.subtracting(state.permitted).map { effect($0, true, in: state) }
            }
            guard state.value.answersPermit else { return }
            emit(.effects(group, token: token, at: Instant(nanoseconds: 0), effects))
        case .stopRecord(let group):
            guard state.value.answersStop else { return }
            bring(Bundle(group: group, number: 0, parts: [], isFinal: true, overload: [:]))
        case .open(let description): state.update { $0.open.append(description.id) }
        case .close(let id): state.update { $0.open.removeAll { $0 == id } }
        case .startRecord, .requestKeyFrame: break
        }
    }

    private func effect(_ route: Route, _ granted: Bool, in state: State) -> RouteEffect {
        RouteEffect(
            route: route, granted: granted, ssrc: Ssrc(rawValue: 4_711), lastSequence: 70_123,
            lastTimestamp: 90_000, packetsDelivered: state.delivered[route] ?? 0)
    }

    // MARK: The worker's voice

    func emit(_ events: Event...) { tell.yield(events) }

    func bring(_ bundle: Bundle) { bring.yield(bundle) }

    /// So many packets went over this route up to now.
    func deliver(_ packets: UInt64, on route: Route) {
        state.update { $0.delivered[route] = packets }
    }

    // MARK: What a test asks

    var commands: [Command] { state.value.commands }

    /// What the relay may pass on now.
    var permitted: Set<Route> { state.value.permitted }

    var starts: Int { commands.count { if case .startRecord = $0 { true } else { false } } }

    var stops: Int { commands.count { if case .stopRecord = $0 { true } else { false } } }

    /// The endpoints in the order in which they were opened, closed ones left out.
    var endpoints: [EndpointID] { state.value.open }
}
