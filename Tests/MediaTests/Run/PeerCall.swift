import TestKit

@testable import Media

/// Peers on real UDP sockets of the loopback interface, moved by the machine's clock.
///
/// It waits on the sockets and on deadlines, never for a fixed time.
final class PeerCall {
    private let peers: [TestPeer]
    private var sockets: Slab<UdpSocket>
    private let pool = PacketPool(capacity: 1024)
    private let poller: Poller

    /// Opens a socket for each peer and begins to connect.
    init(_ peers: [TestPeer], server: TransportAddress, fingerprint: Fingerprint) {
        self.peers = peers
        sockets = Slab(capacity: peers.count)
        var descriptors: [Int32] = []
        for peer in peers {
            guard let socket = try? UdpSocket(host: "127.0.0.1", port: 0, bufferBytes: 1 << 20)
            else {
                preconditionFailure("no socket for a peer")
            }
            peer.address = TransportAddress(ipv4: 0x7f00_0001, port: socket.port)
            descriptors.append(socket.descriptor)
            _ = sockets.insert(socket)
            peer.connect(to: server, fingerprint: fingerprint, now: .now())
        }
        guard let poller = try? Poller(watching: descriptors) else {
            preconditionFailure("no epoll for the peers")
        }
        self.poller = poller
    }

    /// Starts microphone and camera of all peers.
    func start() {
        for peer in peers {
            peer.start(.microphone, now: .now())
            peer.start(.camera, now: .now())
        }
    }

    /// Lets the call go on until something holds; false when it does not in time.
    func run(within milliseconds: Int64, until holds: ([TestPeer]) -> Bool) -> Bool {
        let end = Instant.now().adding(milliseconds: milliseconds)
        while !holds(peers) {
            let now = Instant.now()
            guard now < end else { return false }
            let next = peers.reduce(end) { min($0, $1.nextDeadline) }
            poller.wait(until: max(next, now.adding(milliseconds: 1)), now: now)
            for index in sockets.indices { turn(index) }
        }
        return true
    }

    private func turn(_ index: Int) {
        let peer = peers[index]
        let pool = pool
        var datagrams: [ReceivedDatagram] = []
        _ = sockets[index].receive(into: pool, &datagrams)
        for datagram in datagrams {
            let bytes = pool.bytes(of: datagram.slot, count: datagram.count)
            peer.receive(bytes.array(0..<bytes.count), now: .now())
            pool.release(datagram.slot)
        }
        peer.poll(now: .now())
        let arena = SendArena(capacity: 1 << 18)
        for datagram in peer.takeOutgoing() {
            _ = arena.append(datagram.bytes.span, to: datagram.to)
        }
        _ = sockets[index].send(arena)
    }
}
