import TestKit

@testable import Media

/// An engine, its peers and the network between them, in virtual time.
///
/// What peers send goes through the network to the engine, and back; time jumps from deadline to
/// deadline, so that a minute of a hearing takes a moment.
final class Hall {
    /// Where the server is.
    let server = TransportAddress(ipv4: 0xC000_0201, port: 40_000)
    let group = GroupID(rawValue: 7)
    let certificate = Certificate()
    let ring: RecordRing
    var engine: Engine
    var network: SimulatedNetwork
    var clock = VirtualClock()
    /// Says of a datagram to the server that it is lost; for tests that lose a certain one.
    var loses: (SimulatedNetwork.Delivery) -> Bool = { _ in false }
    /// Peers by arrival.
    private(set) var peers: [TestPeer] = []
    /// All that the engine told.
    private(set) var events: [Event] = []
    /// What the engine sent, by destination, since the last `forgetTraffic`.
    private(set) var traffic: [TransportAddress: [[UInt8]]] = [:]
    /// The voice masker, on no thread of its own; nil: it has died.
    private(set) var masker: VoiceMasker?
    /// The masker's end of its rings.
    private(set) var maskerEnd: MaskChannel?
    /// Lets the masker stand still.
    var maskerIsStuck = false
    private let seed: UInt64
    private var token: UInt64 = 0
    private var nextPort: UInt16 = 50_000

    /// Opens an empty hall.
    init(
        seed: UInt64 = 1, conditions: SimulatedNetwork.Conditions = .init(),
        ringCapacity: Int = 1024,
        adjust: (inout EngineConfiguration) -> Void = { _ in }
    ) {
        self.seed = seed
        network = SimulatedNetwork(seed: seed, conditions: conditions)
        ring = RecordRing(capacity: ringCapacity)
        var configuration = EngineConfiguration(
            certificate: certificate,
            clocks: ClockReading(
                instant: clock.now, wallTime: WallTime(microseconds: 1_790_000_000_000_000)),
            seed: seed)
        configuration.endpointsMax = 16
        configuration.packetsMax = 1 << 14
        adjust(&configuration)
        engine = Engine(configuration, ring: ring)
        startMasker()
    }

    var now: Instant { clock.now }

    // MARK: Peers

    /// Makes a peer that the engine does not know yet.
    func makePeer(_ adjust: (inout TestPeer.Plan) -> Void = { _ in }) -> TestPeer {
        var plan = TestPeer.Plan()
        adjust(&plan)
        nextPort += 1
        let peer = TestPeer(
            id: EndpointID(rawValue: UInt64(peers.count + 1)), group: group,
            address: TransportAddress(ipv4: 0xCB00_7100 + UInt32(peers.count), port: nextPort),
            seed: seed, plan: plan)
        peers.append(peer)
        return peer
    }

    /// Makes a peer, opens its endpoint and lets it connect; its tracks are not started.
    func join(_ adjust: (inout TestPeer.Plan) -> Void = { _ in }) -> TestPeer {
        let peer = makePeer(adjust)
        command(.open(peer.description))
        peer.connect(to: server, fingerprint: certificate.fingerprint, now: now)
        return peer
    }

    /// Starts microphone and camera.
    func start(_ peer: TestPeer, _ media: [Medium] = [.microphone, .camera]) {
        for medium in media { peer.start(medium, now: now) }
    }

    // MARK: Commands

    /// Gives the engine a command.
    func command(_ command: Command) {
        engine.handle(command, now: now)
        drain()
    }

    /// Permits exactly these routes; gives the effects.
    @discardableResult
    func permit(_ routes: Set<Route>, priority: [TestPeer] = []) -> [RouteEffect] {
        token += 1
        command(
            .permit(group: group, token: token, routes: routes, priority: priority.map(\.id)))
        for event in events.reversed() {
            if case .effects(_, token, _, let effects) = event { return effects }
        }
        return []
    }

    /// All routes between these peers.
    func everything(
        among peers: [TestPeer], media: [Medium] = [.microphone, .camera], recorded: Bool = false
    ) -> Set<Route> {
        var routes: Set<Route> = []
        for source in peers {
            for medium in media {
                for sink in peers where sink !== source {
                    routes.insert(
                        Route(source: source.id, medium: medium, sink: .endpoint(sink.id)))
                }
                if recorded {
                    routes.insert(Route(source: source.id, medium: medium, sink: .record))
                }
            }
        }
        return routes
    }

    // MARK: Voice masker

    /// Starts the voice masker, over new rings.
    func startMasker(capacity: Int = 64) {
        let memory = PrivateRingMemory(
            byteCount: MaskChannel.byteCount(workers: 1, capacity: capacity))
        maskerEnd = MaskChannel(.masker, ofWorker: 0, in: memory, capacity: capacity)
        masker = VoiceMasker(seed: seed)
        engine.attach(MaskChannel(.relay, ofWorker: 0, in: memory, capacity: capacity))
    }

    /// Ends the voice masker, as when its process dies.
    func endMasker() {
        masker = nil
        maskerEnd = nil
        engine.attach(nil)
    }

    private func turnMasker() {
        guard let reader = maskerEnd?.reader, let writer = maskerEnd?.writer, !maskerIsStuck
        else { return }
        while let entry = try? reader.next() {
            for frame in masker?.handle(entry, payload: reader.payload) ?? [] {
                _ = try? writer.write(frame.entry, payload: frame.payload.span)
            }
        }
    }

    // MARK: Time

    /// Lets time pass.
    func run(milliseconds: Int64) {
        let end = now.adding(milliseconds: milliseconds)
        while step(until: end) {}
    }

    /// Lets time pass until something holds; false when it does not within `milliseconds`.
    func run(within milliseconds: Int64 = 5_000, until holds: () -> Bool) -> Bool {
        let end = now.adding(milliseconds: milliseconds)
        while !holds() {
            guard step(until: end) else { return holds() }
        }
        return true
    }

    private func step(until end: Instant) -> Bool {
        var next = min(engine.nextDeadline, network.nextArrival ?? .distantFuture)
        // A peer that was closed may have old deadlines left over: time goes on all the same.
        let soon = now.adding(milliseconds: 1)
        for peer in peers { next = min(next, max(peer.nextDeadline, soon)) }
        guard next <= end else {
            clock.advance(to: end)
            return false
        }
        clock.advance(to: next)
        for delivery in network.receive(now: now) { deliver(delivery) }
        for peer in peers where peer.nextDeadline <= now { peer.poll(now: now) }
        if engine.nextDeadline <= now { engine.poll(now: now) }
        drain()
        return true
    }

    private func deliver(_ delivery: SimulatedNetwork.Delivery) {
        if delivery.to == server {
            if loses(delivery) { return }
            inject(delivery.bytes, from: delivery.from)
        } else {
            peers.first { $0.address == delivery.to }?.receive(delivery.bytes, now: now)
        }
        drain()
    }

    /// Hands the engine a datagram as if it had just arrived.
    func inject(_ bytes: [UInt8], from source: TransportAddress) {
        guard let slot = engine.pool.take() else { return }
        copy(bytes, to: slot)
        engine.receive(
            ReceivedDatagram(slot: slot, count: bytes.count, source: source), now: now)
    }

    private func copy(_ bytes: [UInt8], to slot: PacketSlot) {
        let pool = engine.pool
        var target = pool.mutableBytes(of: slot)
        target.copy(bytes.span, at: 0)
    }

    /// Takes what engine and peers have to say and send.
    func drain() {
        turnMasker()
        while engine.takeMasked(now: now) { sendAll() }
        sendAll()
        events += engine.takeEvents()
        for peer in peers {
            for datagram in peer.takeOutgoing() {
                network.send(datagram.bytes, from: datagram.from, to: datagram.to, now: now)
            }
        }
    }

    private func sendAll() {
        let arena = engine.outgoing
        for datagram in arena.datagrams {
            let span = arena.bytes(of: datagram)
            let bytes = span.array(0..<span.count)
            traffic[datagram.destination, default: []].append(bytes)
            network.send(bytes, from: server, to: datagram.destination, now: now)
        }
        engine.countSend(arena.datagrams.count, dropped: 0)
        arena.removeAll()
    }

    /// Forgets the traffic so far.
    func forgetTraffic() {
        traffic = [:]
    }

    // MARK: What was told

    /// Why the engine ended a peer's transport, the last time it did.
    func cause(of peer: TestPeer) -> DisconnectCause? {
        for event in events.reversed() {
            if case .disconnected(peer.id, let cause) = event { return cause }
        }
        return nil
    }

    /// What the engine said last about a peer's slots.
    func map(of peer: TestPeer) -> SlotMap? {
        for event in events.reversed() {
            if case .slots(peer.id, let map) = event { return map }
        }
        return nil
    }

    /// The entries that the recorder would get, with the sizes of their payloads.
    func takeRecord() -> [(entry: RecordEntry, count: Int)] {
        var entries: [(entry: RecordEntry, count: Int)] = []
        while let entry = ring.read({ ($0, $1.count) }) { entries.append(entry) }
        return entries
    }
}

extension TestPeer {
    /// Packets of this medium that came from a peer.
    func received(_ medium: Medium, from peer: TestPeer) -> Int {
        slots.values.reduce(0) { sum, slot in
            sum + slot.arrivals.count { $0.mark?.endpoint == peer.id && $0.mark?.medium == medium }
        }
    }

    /// Packets of others' media that came, of any kind.
    var receivedInAll: Int {
        slots.values.reduce(0) { $0 + $1.packetCount + $1.duplicateCount } + undeclaredCount
    }
}
