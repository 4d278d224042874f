import TestKit

@testable import Media

/// A client and a server that talk through a path which a test bends, in virtual time.
struct DtlsPair {
    /// A datagram under way.
    struct Sent {
        /// Who sent it.
        let sender: DtlsRole
        /// Counts the datagrams of this sender from 0.
        let number: Int
        let bytes: [UInt8]
    }

    static let clientContext = DtlsContext(certificate: Certificate())
    static let serverContext = DtlsContext(certificate: Certificate())

    let client: DtlsSession
    let server: DtlsSession
    var clock = VirtualClock()
    private(set) var clientKeys: SrtpKeys?
    private(set) var serverKeys: SrtpKeys?
    private(set) var failures: [DtlsFailure] = []
    private(set) var closedCount = 0
    private var sentCounts: [DtlsRole: Int] = [:]

    /// Makes both ends; each expects the other's certificate unless a test says otherwise.
    init(
        clientContext: DtlsContext = DtlsPair.clientContext,
        serverContext: DtlsContext = DtlsPair.serverContext, clientExpects: Fingerprint? = nil,
        serverExpects: Fingerprint? = nil, datagramMax: Int = DtlsSession.datagramMax
    ) {
        client = DtlsSession(
            role: .client, context: clientContext,
            remoteFingerprint: clientExpects ?? serverContext.certificate.fingerprint,
            now: clock.now, datagramMax: datagramMax)
        server = DtlsSession(
            role: .server, context: serverContext,
            remoteFingerprint: serverExpects ?? clientContext.certificate.fingerprint,
            now: clock.now, datagramMax: datagramMax)
    }

    var isConnected: Bool { clientKeys != nil && serverKeys != nil }

    /// Starts the client and runs until both are connected, one has failed, or `limitMilliseconds`
    /// of virtual time are over.
    ///
    /// `path` gives what arrives of a datagram: nothing, itself, or others.
    mutating func run(
        limitMilliseconds: Int64 = 40_000, path: (Sent) -> [[UInt8]] = { [$0.bytes] }
    ) {
        let end = clock.now.adding(milliseconds: limitMilliseconds)
        note(client.start(now: clock.now), of: .client)
        while true {
            exchange(path)
            if isConnected || !failures.isEmpty { return }
            let deadlines = [client.nextDeadline, server.nextDeadline].compactMap { $0 }
            guard let next = deadlines.min(), next < end else { return }
            clock.advance(to: next)
            note(client.handleTimeout(now: clock.now), of: .client)
            note(server.handleTimeout(now: clock.now), of: .server)
        }
    }

    /// Carries datagrams both ways until neither has more to send.
    mutating func exchange(_ path: (Sent) -> [[UInt8]] = { [$0.bytes] }) {
        var moved = true
        while moved {
            moved = false
            for sender in [DtlsRole.client, .server] {
                let (from, to) = sender == .client ? (client, server) : (server, client)
                while let bytes = from.nextDatagram() {
                    moved = true
                    let sent = Sent(
                        sender: sender, number: sentCounts[sender, default: 0], bytes: bytes)
                    sentCounts[sender, default: 0] += 1
                    for arriving in path(sent) {
                        let receiver: DtlsRole = sender == .client ? .server : .client
                        note(to.receive(arriving.span, now: clock.now), of: receiver)
                    }
                }
            }
        }
    }

    mutating func note(_ outcome: DtlsOutcome?, of role: DtlsRole) {
        switch outcome {
        case .connected(let connected):
            if role == .client { clientKeys = connected.keys } else { serverKeys = connected.keys }
        case .failed(let failure): failures.append(failure)
        case .closed: closedCount += 1
        case nil: break
        }
    }

    /// Whether an SRTP packet of each side is opened by the other.
    func canTalk() -> Bool {
        guard let clientKeys, let serverKeys else { return false }
        return carries(from: clientKeys, to: serverKeys)
            && carries(from: serverKeys, to: clientKeys)
    }

    private func carries(from: SrtpKeys, to: SrtpKeys) -> Bool {
        let packet: [UInt8] = [0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 5, 1, 2, 3, 4]
        let protected = SrtpSamples.protect(packet, with: SrtpSender(from.local))
        return (try? SrtpSamples.open(protected, with: SrtpReceiver(to.remote))) == packet
    }
}
