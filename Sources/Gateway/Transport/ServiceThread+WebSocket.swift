/// WebSockets: opening, messages both ways, silence, closing.
extension ServiceThread {
    /// Messages that are written before others get their turn.
    private static let messagesAtOnce = 16
    /// Time for the closing handshake before the connection is cut.
    private static let closeTime: Duration = .seconds(3)

    /// Last word before the handshake's answer: only the protocol that was checked.
    func filterWebSocket(_ connection: Connection, _ wsi: Wsi) -> Int32 {
        guard case .upgrading = connection.phase,
            wsi.protocolID == TransportContext.ProtocolID.webSocket
        else {
            counters.refuse(.handshake)
            return -1
        }
        return 0
    }

    /// The handshake is done.
    func openWebSocket(_ connection: Connection, _ wsi: Wsi) -> Int32 {
        guard case .upgrading = connection.phase else { return -1 }
        let (id, mailbox, now) = (connection.id, mailbox, now)
        let socket = WebSocketConnection(id: id, remoteAddress: connection.address, limits: limits)
        {
            mailbox.wake(id)
        }
        let session = WebSocketSession(
            connection: socket, assembler: MessageAssembler(rate: limits.messages, now: now),
            lastHeard: now, nextPing: now + limits.pingInterval)
        connection.phase = .webSocket(session)
        counters.count {
            $0.webSocketsAccepted += 1
            $0.webSocketsOpen += 1
        }
        setHeartbeat(session, wsi)
        jobs.yield(.webSocket(socket))
        if stopsAt != nil { socket.close(code: .goingAway, reason: "the server goes down") }
        return 0
    }

    /// Bytes of a message.
    func receiveMessagePiece(_ connection: Connection, _ wsi: Wsi, _ bytes: [UInt8]) -> Int32 {
        guard case .webSocket(var session) = connection.phase else { return -1 }
        // Releases the only other reference to the assembler's bytes, which so grow in place.
        connection.phase = .upgrading
        defer { connection.phase = .webSocket(session) }
        session.lastHeard = now
        let piece = MessageAssembler.Piece(
            isBinary: wsi.isBinary, isLast: wsi.isFinalFragment, bytes: bytes)
        do throws(MessageAssembler.Fault) {
            let limit = session.connection.messageLimit
            let message = try session.assembler.take(piece, limit: limit, now: session.lastHeard)
            guard let message else { return 0 }
            counters.count { $0.messagesIn += 1 }
            if !session.connection.deliver(message) {
                session.isPaused = true
                wsi.allowReading(false)
            }
            return 0
        } catch {
            counters.refuse(error.refusal)
            wsi.setCloseReason(error.code, error.reason)
            session.connection.fail(code: error.code, reason: error.reason)
            return -1
        }
    }

    /// A task has something for this connection.
    func wakeWebSocket(_ connection: Connection, _ wsi: Wsi) {
        guard case .webSocket(var session) = connection.phase else { return }
        if session.isPaused && session.connection.hasRoom {
            session.isPaused = false
            session.lastHeard = now
            wsi.allowReading(true)
        }
        if session.connection.isClosing && !session.isClosing {
            session.isClosing = true
            wsi.setTimeout(Self.closeTime)
            if session.connection.isOverflowed { counters.refuse(.slowReader) }
        }
        connection.phase = .webSocket(session)
        wsi.requestWritable()
    }

    /// The socket takes bytes again.
    func writeMessages(_ connection: Connection, _ wsi: Wsi) -> Int32 {
        guard case .webSocket(var session) = connection.phase else { return -1 }
        if session.isPingDue {
            session.isPingDue = false
            connection.phase = .webSocket(session)
            guard wsi.writePing() else { return -1 }
            wsi.requestWritable()
            return 0
        }
        for _ in 0..<Self.messagesAtOnce where !wsi.isChoked {
            switch session.connection.nextStep() {
            case .wait: return 0
            case .send(let message):
                guard wsi.write(message) else { return -1 }
                counters.count {
                    $0.messagesOut += 1
                    $0.bytesOut += UInt64(message.count)
                }
            case .close(let closing):
                wsi.setCloseReason(closing.code, closing.reason)
                return -1
            }
        }
        wsi.requestWritable()
        return 0
    }

    /// A sign of life.
    func heard(_ connection: Connection) {
        guard case .webSocket(var session) = connection.phase else { return }
        session.lastHeard = now
        connection.phase = .webSocket(session)
    }

    /// Time for a ping, or for giving up a silent connection.
    func beatHeart(_ connection: Connection, _ wsi: Wsi) {
        guard case .webSocket(var session) = connection.phase else { return }
        // While nothing is read, the silence is our own.
        if session.isPaused { session.lastHeard = now }
        if session.lastHeard.duration(to: now) >= limits.silenceMax {
            if !session.isClosing { counters.refuse(.silent) }
            session.connection.close(code: .goingAway, reason: "silent")
        }
        if now >= session.nextPing {
            session.nextPing = now + limits.pingInterval
            session.isPingDue = true
            wsi.requestWritable()
        }
        connection.phase = .webSocket(session)
        setHeartbeat(session, wsi)
    }

    /// The connection closes, or is gone.
    func endWebSocket(_ connection: Connection) {
        guard case .webSocket(var session) = connection.phase, !session.isEnded else { return }
        session.isEnded = true
        session.connection.end()
        connection.phase = .webSocket(session)
        counters.count { $0.webSocketsOpen -= 1 }
    }

    private func setHeartbeat(_ session: WebSocketSession, _ wsi: Wsi) {
        let now = now
        let silence = session.lastHeard + limits.silenceMax
        let next = now.duration(to: min(session.nextPing, silence))
        wsi.setTimer(max(next, .milliseconds(10)))
    }
}
