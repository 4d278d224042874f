extension Engine {
    /// Takes one datagram, which lies in the first `count` bytes of a slot of `pool`.
    ///
    /// The slot is the engine's from now on.
    mutating func receive(_ datagram: ReceivedDatagram, now: Instant) {
        statistics.datagramsReceived &+= 1
        let slot = datagram.slot
        defer { pool.release(slot) }
        guard datagram.count <= MediaPlane.datagramMax else {
            statistics.droppedUnknown &+= 1
            return
        }
        switch PacketKind(of: pool.bytes(of: slot, count: datagram.count)) {
        case .rtp: receiveRtp(datagram, now: now)
        case .rtcp: receiveRtcp(datagram, now: now)
        case .stun: receiveStun(datagram, now: now)
        case .dtls: receiveDtls(datagram, now: now)
        case .other: statistics.droppedUnknown &+= 1
        }
    }

    // MARK: STUN

    /// Finds the transport by the receiver's part of USERNAME; that transport's agent then checks
    /// the integrity before anything changes (RFC 8445 §7.3).
    private mutating func receiveStun(_ datagram: ReceivedDatagram, now: Instant) {
        let pool = pool
        let bytes = pool.bytes(of: datagram.slot, count: datagram.count)
        guard let place = endpoint(ofCheck: bytes), outgoing.hasRoom else {
            statistics.droppedStun &+= 1
            return
        }
        let arena = outgoing
        var reply = ByteWriter(arena.space)
        let outcome = endpoints[place].ice.handle(
            bytes, from: datagram.source, now: now, reply: &reply)
        let count = reply.finish()
        arena.commit(count, to: datagram.source)
        switch outcome {
        case .dropped(.wrongIntegrity):
            statistics.stunBadIntegrity &+= 1
        case .dropped:
            statistics.droppedStun &+= 1
        case .refused:
            break
        case .answered, .firstPath, .moved:
            bind(datagram.source, to: place)
            endpoints[place].remote = endpoints[place].ice.selected
            deadlines.lower(place, to: endpoints[place].ice.nextDeadline)
        }
    }

    private func endpoint(ofCheck bytes: Span<UInt8>) -> Int? {
        guard let message = try? StunMessage(bytes),
            let range = message.receiverUfrag(in: bytes), range.count <= Self.ufragMax
        else { return nil }
        let ufrag = String(decoding: bytes.array(range), as: UTF8.self)
        guard let place = ufrags[ufrag], !endpoints[place].isOver else { return nil }
        return place
    }

    /// RFC 8839 §5.4.
    private static let ufragMax = 256

    /// Remembers that packets from this address are this endpoint's.
    ///
    /// An authenticated check came from there, so it may also take the address from another
    /// endpoint (a NAT that gave it anew).
    private mutating func bind(_ address: TransportAddress, to place: Int) {
        guard !endpoints[place].addresses.contains(address) else {
            _ = addresses.insert(address, endpoint: place)
            return
        }
        guard addresses.insert(address, endpoint: place) else {
            statistics.droppedStun &+= 1
            return
        }
        if endpoints[place].addresses.count >= IceLite.addressesMax {
            let remote = endpoints[place].remote
            let oldest = endpoints[place].addresses.firstIndex { $0 != remote } ?? 0
            addresses.remove(endpoints[place].addresses.remove(at: oldest), endpoint: place)
        }
        endpoints[place].addresses.append(address)
    }

    // MARK: DTLS

    /// Takes a DTLS datagram, only from an address from which an authenticated check came
    /// (RFC 8826 §4.2.4): before that nothing of OpenSSL is touched.
    private mutating func receiveDtls(_ datagram: ReceivedDatagram, now: Instant) {
        guard let place = addresses.endpoint(at: datagram.source), !endpoints[place].isOver else {
            statistics.dtlsBeforeIce &+= 1
            return
        }
        if endpoints[place].dtls == nil {
            guard mayBeginHandshake(with: datagram.source) else {
                statistics.dtlsOverLimit &+= 1
                return
            }
            endpoints[place].dtls = DtlsSession(
                role: .server, context: dtlsContext,
                remoteFingerprint: endpoints[place].description.remoteFingerprint, now: now)
            halfOpen.append(place)
        }
        let pool = pool
        let bytes = pool.bytes(of: datagram.slot, count: datagram.count)
        let outcome = endpoints[place].dtls?.receive(bytes, now: now)
        // Answers go where the question came from: the peer may not have nominated yet.
        settleDtls(place, outcome, answerTo: datagram.source, now: now)
    }

    private func mayBeginHandshake(with address: TransportAddress) -> Bool {
        guard halfOpen.count < configuration.halfOpenMax else { return false }
        let host = address.with(port: 0)
        let sameHost = halfOpen.count { endpoints[$0].remote?.with(port: 0) == host }
        return sameHost < configuration.halfOpenPerHostMax
    }

    /// Sends what a DTLS session has to send and acts on what it has come to.
    mutating func settleDtls(
        _ place: Int, _ outcome: DtlsOutcome?, answerTo address: TransportAddress?, now: Instant
    ) {
        guard let session = endpoints[place].dtls else { return }
        sendDtls(session, to: address ?? endpoints[place].remote)
        if !session.isHandshaking { halfOpen.removeAll { $0 == place } }
        if let deadline = session.nextDeadline { deadlines.lower(place, to: deadline) }
        switch outcome {
        case .connected(let connected)?:
            connect(place, connected, from: address, now: now)
        case .closed?:
            disconnect(place, .closedByPeer, now: now)
        case .failed(let failure)?:
            statistics.dtlsFailures &+= 1
            if failure == .fingerprintMismatch { statistics.fingerprintMismatches &+= 1 }
            disconnect(place, DisconnectCause(failure), now: now)
        case nil:
            break
        }
    }

    private mutating func sendDtls(_ session: DtlsSession, to address: TransportAddress?) {
        while let datagram = session.nextDatagram() {
            guard let address, outgoing.append(datagram.span, to: address) else {
                statistics.droppedSend &+= 1
                continue
            }
        }
    }

    private mutating func connect(
        _ place: Int, _ connected: DtlsConnected, from address: TransportAddress?, now: Instant
    ) {
        endpoints[place].receiver = SrtpReceiver(connected.keys.remote)
        endpoints[place].sender = SrtpSender(connected.keys.local)
        guard let remote = endpoints[place].remote ?? address else { return }
        events.append(
            .connected(
                endpoints[place].id,
                TransportSummary(
                    srtpProfile: connected.keys.profile.name, dtlsVersion: connected.version,
                    remoteAddress: remote,
                    handshakeMilliseconds: connected.handshakeMilliseconds)))
        // What it may see has waited for it: now the key frames are worth their price.
        for slot in endpoints[place].slots.indices { aim(place, slot, now: now) }
        deadlines.lower(place, to: now)
    }
}

extension DisconnectCause {
    /// The cause that a failed handshake is.
    init(_ failure: DtlsFailure) {
        switch failure {
        case .fingerprintMismatch: self = .fingerprintMismatch
        case .timedOut: self = .handshakeTimeout
        case .noSrtpProfile: self = .dtlsFailed("no common SRTP profile")
        case .refused(let reason): self = .dtlsFailed(reason)
        }
    }
}
