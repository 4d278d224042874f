import Media
import Services
import Synchronization
import TestKit

@testable import Media

/// What a hearing tells the relay, until the hall takes it.
final class RelayMailbox: MediaPort {
    let fingerprint: Fingerprint
    let server = TransportAddress(ipv4: 0xC000_0201, port: 40_000)
    private let commands = Mutex<[Command]>([])

    init(_ fingerprint: Fingerprint) { self.fingerprint = fingerprint }

    func place(_ group: GroupID) -> [TransportAddress] { [server] }

    @discardableResult
    func send(_ command: Command, to group: GroupID) -> Bool {
        commands.withLock { $0.append(command) }
        return true
    }

    func release(_ group: GroupID) {}

    func take() -> [Command] {
        commands.withLock { commands in
            defer { commands = [] }
            return commands
        }
    }
}

/// The real relay and recorder in virtual time, between a hearing and its peers.
///
/// A page's offer opens an endpoint; the peer that takes its place brings ICE, DTLS and SRTP of its own, so that
/// packets are real while the SDP's text is not needed.
final class RelayHall {
    let mailbox: RelayMailbox
    let events: AsyncStream<[Event]>
    let bundles: AsyncStream<Bundle>
    /// The peers in the order in which their endpoints were opened.
    private(set) var peers: [TestPeer] = []
    private let tell: AsyncStream<[Event]>.Continuation
    private let bring: AsyncStream<Bundle>.Continuation
    private let certificate = Certificate()
    private let ring = RecordRing(capacity: 4_096)
    private var engine: Engine
    private var desk = RecorderDesk(count: 1)
    private var network = SimulatedNetwork(seed: 7)
    private let court: TestCourt

    init(_ court: TestCourt) {
        self.court = court
        mailbox = RelayMailbox(certificate.fingerprint)
        (events, tell) = AsyncStream.makeStream(of: [Event].self)
        (bundles, bring) = AsyncStream.makeStream(of: Bundle.self)
        let now = court.clock.now
        var configuration = EngineConfiguration(
            certificate: certificate,
            clocks: ClockReading(
                instant: now.instant, wallTime: WallTime(microseconds: now.wallMicroseconds)),
            seed: 7)
        configuration.endpointsMax = 16
        configuration.packetsMax = 1 << 14
        engine = Engine(configuration, ring: ring)
    }

    var now: Instant { court.clock.now.instant }

    /// Does what the hearing told.
    func obey() {
        for command in mailbox.take() {
            guard case .open(let description) = command else {
                engine.handle(command, now: now)
                continue
            }
            let number = UInt16(peers.count + 1)
            let peer = TestPeer(
                id: description.id, group: description.group,
                address: TransportAddress(
                    ipv4: 0xCB00_7100 + UInt32(number), port: 50_000 + number),
                seed: 7)
            peers.append(peer)
            engine.handle(.open(peer.description), now: now)
            peer.connect(to: mailbox.server, fingerprint: certificate.fingerprint, now: now)
        }
        drain()
    }

    /// Lets a millisecond pass for everybody.
    func step() {
        court.clock.advance(milliseconds: 1)
        for delivery in network.receive(now: now) { deliver(delivery) }
        for peer in peers where peer.nextDeadline <= now { peer.poll(now: now) }
        if engine.nextDeadline <= now { engine.poll(now: now) }
        drain()
        for output in desk.turn(0, ring, now: now) {
            switch output {
            case .bundle(let bundle): bring.yield(bundle)
            case .wantsKeyFrame(let track):
                engine.handle(.requestKeyFrame(track.endpoint), now: now)
            }
        }
    }

    private func deliver(_ delivery: SimulatedNetwork.Delivery) {
        guard delivery.to == mailbox.server else {
            peers.first { $0.address == delivery.to }?.receive(delivery.bytes, now: now)
            return drain()
        }
        guard let slot = engine.pool.take() else { return }
        copy(delivery.bytes, to: slot)
        engine.receive(
            ReceivedDatagram(slot: slot, count: delivery.bytes.count, source: delivery.from),
            now: now)
        drain()
    }

    private func copy(_ bytes: [UInt8], to slot: PacketSlot) {
        let pool = engine.pool
        var target = pool.mutableBytes(of: slot)
        target.copy(bytes.span, at: 0)
    }

    private func drain() {
        let arena = engine.outgoing
        for datagram in arena.datagrams {
            let span = arena.bytes(of: datagram)
            network.send(
                span.array(0..<span.count), from: mailbox.server, to: datagram.destination, now: now
            )
        }
        engine.countSend(arena.datagrams.count, dropped: 0)
        arena.removeAll()
        let told = engine.takeEvents()
        if !told.isEmpty { tell.yield(told) }
        for peer in peers {
            for datagram in peer.takeOutgoing() {
                network.send(datagram.bytes, from: datagram.from, to: datagram.to, now: now)
            }
        }
    }

    /// Packets of a medium that came from one peer to another, by their numbers in the order of opening.
    func received(_ medium: Medium, from source: Int, by listener: Int) -> Int {
        // A mark holds the low half of the endpoint's id.
        let id = UInt64(UInt32(truncatingIfNeeded: peers[source - 1].id.rawValue))
        return peers[listener - 1].slots.values.reduce(0) { sum, slot in
            sum
                + slot.arrivals.count {
                    $0.mark?.endpoint.rawValue == id && $0.mark?.medium == medium
                }
        }
    }

    /// Everything that came to a peer.
    func receivedInAll(by listener: Int) -> Int {
        let peer = peers[listener - 1]
        return peer.slots.values.reduce(0) { $0 + $1.packetCount + $1.duplicateCount }
            + peer.undeclaredCount
    }
}
