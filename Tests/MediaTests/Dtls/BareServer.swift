import TestKit

@testable import Media

/// The server's end of one transport, put together from ICE, DTLS and SRTP without the engine:
/// enough to see that `TestPeer` behaves like a browser.
struct BareServer {
    static let address = TransportAddress(ipv4: 0x0a00_0001, port: 40_000)
    static let context = DtlsContext(certificate: Certificate())

    private let peer: TestPeer
    private var network: SimulatedNetwork
    private(set) var clock = VirtualClock()
    private var ice: IceLite
    private let dtls: DtlsSession
    private var sender: SrtpSender?
    private var receiver: SrtpReceiver?
    /// Plain RTP of the peer, in order of arrival.
    private(set) var received: [[UInt8]] = []
    /// RTCP packets of the peer by kind.
    private(set) var nackCount = 0
    private(set) var reportCount = 0
    private(set) var keyFrameRequestCount = 0

    init(peer: TestPeer, seed: UInt64, conditions: SimulatedNetwork.Conditions) {
        self.peer = peer
        network = SimulatedNetwork(seed: seed, conditions: conditions)
        ice = IceLite(
            local: peer.description.local, remote: peer.description.remote, now: clock.now)
        dtls = DtlsSession(
            role: .server, context: Self.context,
            remoteFingerprint: peer.description.remoteFingerprint, now: clock.now)
        peer.connect(
            to: Self.address, fingerprint: Self.context.certificate.fingerprint, now: clock.now)
    }

    /// Lets time pass until `isDone`, at most `limitMilliseconds`.
    mutating func run(limitMilliseconds: Int64, until isDone: (BareServer) -> Bool = { _ in false })
    {
        let end = clock.now.adding(milliseconds: limitMilliseconds)
        while clock.now < end, !isDone(self) {
            carry()
            let deadlines = [network.nextArrival, dtls.nextDeadline, peer.nextDeadline, end]
            clock.advance(to: deadlines.compactMap { $0 }.min() ?? end)
            for delivery in network.receive(now: clock.now) {
                if delivery.to == Self.address {
                    take(delivery.bytes, from: delivery.from)
                } else {
                    peer.receive(delivery.bytes, now: clock.now)
                }
            }
            peer.poll(now: clock.now)
            settle(dtls.handleTimeout(now: clock.now))
        }
        carry()
    }

    /// Sends RTP to the peer.
    mutating func send(rtp plain: [UInt8]) {
        guard let sender else { return }
        send(SrtpSamples.protect(plain, with: sender))
    }

    /// Sends RTCP to the peer.
    mutating func send(rtcp write: (inout ByteWriter) -> Void) {
        guard let sender else { return }
        var buffer = [UInt8](repeating: 0, count: 1_400)
        var writer = ByteWriter(buffer.mutableSpan)
        write(&writer)
        let count = writer.count
        send(SrtpSamples.protectRtcp(Array(buffer.prefix(count)), with: sender))
    }

    private mutating func send(_ bytes: [UInt8]) {
        network.send(bytes, from: Self.address, to: peer.address, now: clock.now)
    }

    private mutating func carry() {
        for datagram in peer.takeOutgoing() {
            network.send(datagram.bytes, from: datagram.from, to: datagram.to, now: clock.now)
        }
        while let datagram = dtls.nextDatagram() { send(datagram) }
    }

    private mutating func take(_ bytes: [UInt8], from source: TransportAddress) {
        switch PacketKind(of: bytes.span) {
        case .stun: takeStun(bytes, from: source)
        case .dtls: if ice.knows(source) { settle(dtls.receive(bytes.span, now: clock.now)) }
        case .rtp:
            guard let receiver, let plain = try? SrtpSamples.open(bytes, with: receiver) else {
                return
            }
            received.append(plain)
        case .rtcp: takeRtcp(bytes)
        case .other: break
        }
    }

    private mutating func takeStun(_ bytes: [UInt8], from source: TransportAddress) {
        var buffer = [UInt8](repeating: 0, count: 500)
        var writer = ByteWriter(buffer.mutableSpan)
        _ = ice.handle(bytes.span, from: source, now: clock.now, reply: &writer)
        let count = writer.count
        guard count > 0 else { return }
        network.send(Array(buffer.prefix(count)), from: Self.address, to: source, now: clock.now)
    }

    private mutating func takeRtcp(_ bytes: [UInt8]) {
        guard let receiver, let plain = try? SrtpSamples.openRtcp(bytes, with: receiver) else {
            return
        }
        var compound = RtcpCompound(plain.span)
        while let packet = try? compound.next() {
            switch packet {
            case .nack: nackCount += 1
            case .receiverReport, .senderReport: reportCount += 1
            case .pictureLoss: keyFrameRequestCount += 1
            default: break
            }
        }
    }

    private mutating func settle(_ outcome: DtlsOutcome?) {
        guard case .connected(let connected) = outcome else { return }
        sender = SrtpSender(connected.keys.local)
        receiver = SrtpReceiver(connected.keys.remote)
    }
}
