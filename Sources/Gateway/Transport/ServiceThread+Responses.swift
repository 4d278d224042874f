/// Answers: from the exchange to the socket.
extension ServiceThread {
    /// How long the rest of an unwanted body is thrown away.
    private static let lingerTime: Duration = .seconds(2)
    /// Pause before a slow reader's socket is tried again.
    private static let holdTime: Duration = .milliseconds(20)

    /// The socket takes bytes again.
    func writeResponse(_ connection: Connection, _ wsi: Wsi) -> Int32 {
        guard case .answering(let exchange) = connection.phase, !connection.isHeld else { return 0 }
        while true {
            guard !wsi.isChoked else {
                hold(connection, wsi)
                return 0
            }
            switch exchange.next() {
            case .wait:
                wsi.allowReading(false)
                return 0
            case .send(let bytes):
                guard wsi.writeHTTP(bytes) else { return -1 }
                counters.count { $0.bytesOut += UInt64(bytes.count) }
            case .finished(let keepsAlive):
                return finishResponse(connection, wsi, keepsAlive: keepsAlive)
            case .broken: return -1
            }
        }
    }

    /// Asks for the callback that writes, or waits if the socket takes nothing yet.
    ///
    /// libwebsockets 4.1 calls back for writing (HTTP/1.1) only while reading is allowed, and with it
    /// allowed it is woken by every byte that a client has sent before its turn. So reading is
    /// allowed only when the callback will come at once.
    func goOnWriting(_ connection: Connection, _ wsi: Wsi) {
        guard wsi.isSocketWritable else { return hold(connection, wsi) }
        connection.isHeld = false
        wsi.allowReading(true)
        wsi.requestWritable()
    }

    /// The pause of a held answer is over.
    func resumeResponse(_ connection: Connection, _ wsi: Wsi) {
        guard connection.isHeld else { return }
        goOnWriting(connection, wsi)
    }

    private func hold(_ connection: Connection, _ wsi: Wsi) {
        connection.isHeld = true
        wsi.allowReading(false)
        wsi.setTimer(Self.holdTime)
    }

    private func finishResponse(_ connection: Connection, _ wsi: Wsi, keepsAlive: Bool) -> Int32 {
        if keepsAlive && connection.isBodyComplete && stopsAt == nil {
            connection.phase = .idle
            wsi.allowReading(true)
            guard wsi.completeTransaction() else { return -1 }
            // A request that came before its turn (pipelining, which browsers do not do) is dropped
            // with the connection: libwebsockets 4.1.6 reads the body of such a request from memory
            // that it has freed (lws_http_action goes through the buffer that its caller still
            // holds).
            return wsi.holdsEarlyBytes ? -1 : 0
        }
        guard !connection.isBodyComplete else { return -1 }
        connection.phase = .lingering(until: now + Self.lingerTime)
        wsi.allowReading(true)
        wsi.setTimeout(Self.lingerTime)
        return 0
    }
}
