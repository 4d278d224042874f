/// The DTLS side of one transport (RFC 5763, RFC 5764): a handshake that ends in SRTP keys.
///
/// Datagrams and the time come in, outcomes are results, and datagrams to send are taken with
/// `nextDatagram`. Call `receive` only for a source that ICE has authenticated.
///
/// Once connected, OpenSSL's object is freed: the last flight is kept for a peer that lost it, one
/// key for believing its close_notify, and nothing that anybody sends can end the session but that.
/// An ICE restart keeps the session. One thread at a time.
final class DtlsSession {
    /// A handshake that is not done after this time has failed.
    static let handshakeMillisecondsMax: Int64 = 30_000
    /// The largest datagram that we write, in bytes.
    static let datagramMax = 1_200
    /// How often the last flight is sent again after the handshake, and how far apart: anybody on
    /// the peer's address can ask for it.
    private static let repeatsMax = 20
    private static let repeatIntervalMilliseconds: Int64 = 100

    /// Which side we are.
    let role: DtlsRole

    /// Datagrams that were dropped before OpenSSL saw them.
    private(set) var malformedCount: UInt64 = 0
    /// Flights sent again, for a timeout or because the peer asked.
    private(set) var resentFlightCount: UInt64 = 0

    private enum State {
        case handshaking(DtlsConnection)
        case connected(DtlsAlertReader?)
        case over
    }

    private var state: State
    private let remoteFingerprint: Fingerprint
    private let failsAt: Instant
    private var startedAt: Instant?
    private var flight = DtlsFlight()
    private var outgoing: [[UInt8]] = []
    private var farewell: [[UInt8]] = []
    private var repeatCount = 0
    private var repeatAllowedAt: Instant

    /// Makes a session.
    ///
    /// `remoteFingerprint` is the one of the peer's session description.
    init(
        role: DtlsRole, context: DtlsContext, remoteFingerprint: Fingerprint, now: Instant,
        datagramMax: Int = DtlsSession.datagramMax
    ) {
        self.role = role
        self.remoteFingerprint = remoteFingerprint
        state = .handshaking(
            DtlsConnection(context: context, role: role, datagramMax: datagramMax))
        failsAt = now + .milliseconds(Self.handshakeMillisecondsMax)
        repeatAllowedAt = now
    }

    /// Whether the handshake is done.
    var isConnected: Bool {
        if case .connected = state { true } else { false }
    }

    /// Whether the handshake is going on.
    var isHandshaking: Bool {
        if case .handshaking = state { true } else { false }
    }

    /// Sends a client's first flight.
    ///
    /// Does nothing for a server, or the second time.
    func start(now: Instant) -> DtlsOutcome? {
        guard case .handshaking(let connection) = state, role == .client, startedAt == nil else {
            return nil
        }
        return advance(connection, with: [], now: now)
    }

    /// Takes one datagram of the peer.
    func receive(_ datagram: Span<UInt8>, now: Instant) -> DtlsOutcome? {
        guard let records = DtlsRecord.parse(datagram) else {
            malformedCount += 1
            return nil
        }
        switch state {
        case .handshaking(let connection):
            return advance(connection, with: datagram.array(0..<datagram.count), now: now)
        case .connected(let reader):
            return receive(records, of: datagram, reader: reader, now: now)
        case .over:
            return nil
        }
    }

    /// The next datagram to send; nil when there is none.
    func nextDatagram() -> [UInt8]? {
        outgoing.isEmpty ? nil : outgoing.removeFirst()
    }

    /// When `handleTimeout` is to be called; nil for never.
    var nextDeadline: Instant? {
        guard isHandshaking else { return nil }
        return min(flight.deadline ?? failsAt, failsAt)
    }

    /// Sends the last flight again, or gives up.
    func handleTimeout(now: Instant) -> DtlsOutcome? {
        guard isHandshaking else { return nil }
        guard now < failsAt else { return fail(.timedOut) }
        let again = flight.handleTimeout(now: now)
        if !again.isEmpty { resentFlightCount += 1 }
        outgoing += again
        return nil
    }

    /// Ends the session and tells the peer (close_notify), if there is one.
    func close() {
        outgoing += farewell
        farewell = []
        state = .over
    }

    private func advance(_ connection: DtlsConnection, with datagram: [UInt8], now: Instant)
        -> DtlsOutcome?
    {
        let started = startedAt ?? now
        startedAt = started
        let progress = connection.advance(with: datagram)
        outgoing += flight.send(connection.takeOutgoing(), now: now)
        switch progress {
        case .needsMore: return nil
        case .failed(let reason): return fail(.refused(reason))
        case .done:
            return finish(connection, handshakeMilliseconds: now.milliseconds(since: started))
        }
    }

    /// The certificate is checked before any key is exported (RFC 8827 §6.5, RFC 5763 §5).
    private func finish(_ connection: DtlsConnection, handshakeMilliseconds: Int64) -> DtlsOutcome {
        guard connection.peerFingerprint() == remoteFingerprint else {
            outgoing += connection.makeFarewell()
            return fail(.fingerprintMismatch)
        }
        guard let profile = connection.srtpProfile else {
            outgoing += connection.makeFarewell()
            return fail(.noSrtpProfile)
        }
        let connected = DtlsConnected(
            keys: connection.exportKeys(for: profile), version: connection.version,
            handshakeMilliseconds: handshakeMilliseconds)
        state = .connected(connection.makeAlertReader())
        farewell = connection.makeFarewell()
        flight.stopTimer()
        return .connected(connected)
    }

    private func fail(_ failure: DtlsFailure) -> DtlsOutcome {
        state = .over
        flight.stopTimer()
        return .failed(failure)
    }

    /// After the handshake: the peer has lost our last flight, or leaves.
    ///
    /// All else is ignored.
    private func receive(
        _ records: [DtlsRecord], of datagram: Span<UInt8>, reader: DtlsAlertReader?, now: Instant
    ) -> DtlsOutcome? {
        for record in records {
            if let reader, reader.isCloseNotify(record, of: datagram) {
                state = .over
                return .closed
            }
        }
        let isAsking = records.contains { $0.content == .handshake }
        guard role == .server, isAsking, repeatCount < Self.repeatsMax, now >= repeatAllowedAt
        else { return nil }
        repeatCount += 1
        resentFlightCount += 1
        repeatAllowedAt = now + .milliseconds(Self.repeatIntervalMilliseconds)
        outgoing += flight.sendAgain()
        return nil
    }
}
