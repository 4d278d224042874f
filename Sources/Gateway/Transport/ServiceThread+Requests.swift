import HTTPTypes

/// Requests: from the head to the job for a task.
extension ServiceThread {
    /// A head has been read: refuse it, wait for its body, or hand it on.
    func beginRequest(_ connection: Connection, _ wsi: Wsi) -> Int32 {
        guard case .idle = connection.phase else { return -1 }
        connection.body = []
        guard let head = readHead(connection, wsi) else { return 0 }
        connection.isBodyComplete = head.bodyLength == 0
        guard head.bodyLength <= limits.bodyBytesMax else {
            refuse(connection, wsi, .contentTooLarge, .bodyTooLarge, to: head)
            return 0
        }
        guard head.bodyLength > 0 else {
            dispatch(head, connection, wsi)
            return 0
        }
        if head.expectsContinue, !wsi.writeHTTP(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) {
            return -1
        }
        connection.phase = .receiving(head, deadline: now + limits.bodyTimeout)
        return 0
    }

    /// A piece of a body.
    func receiveBody(_ connection: Connection, _ bytes: [UInt8]) -> Int32 {
        switch connection.phase {
        case .receiving(let head, let deadline):
            guard now < deadline else {
                counters.refuse(.bodyTooSlow)
                return -1
            }
            guard connection.body.count + bytes.count <= head.bodyLength else { return -1 }
            connection.body += bytes
            return 0
        case .lingering(let until): return now < until ? 0 : -1
        case .idle, .answering, .upgrading, .webSocket: return 0
        }
    }

    /// The body is complete.
    func completeBody(_ connection: Connection, _ wsi: Wsi) -> Int32 {
        connection.isBodyComplete = true
        switch connection.phase {
        case .receiving(let head, _):
            dispatch(head, connection, wsi)
            return 0
        case .lingering: return -1
        case .idle, .answering, .upgrading, .webSocket: return 0
        }
    }

    /// The checked head of a request, which has paid for itself; nil if it was refused.
    private func readHead(_ connection: Connection, _ wsi: Wsi) -> RequestHead? {
        guard let raw = wsi.rawHead(bytesMax: limits.headerBytesMax) else {
            refuse(connection, wsi, .notImplemented, .requestMalformed)
            return nil
        }
        do throws(RequestHead.Fault) {
            let head = try RequestHead(raw)
            switch addresses.request(of: connection.address, now: now) {
            case .allowed: return head
            case .retryAfter(let seconds):
                let fields: HTTPFields = [.retryAfter: String(seconds)]
                refuse(connection, wsi, .tooManyRequests, .requestRate, to: head, fields: fields)
            }
        } catch {
            refuse(connection, wsi, error.status, .requestMalformed)
        }
        return nil
    }

    private func dispatch(_ head: RequestHead, _ connection: Connection, _ wsi: Wsi) {
        let exchange = makeExchange(connection, wsi)
        let request = ReceivedRequest(
            head: head, body: connection.body, remoteAddress: connection.address,
            connection: connection.id)
        connection.body = []
        counters.count { $0.requests += 1 }
        jobs.yield(.request(request, exchange))
        // What the client sends already for its next request stays in the kernel.
        wsi.allowReading(false)
    }

    /// Answers without the router.
    ///
    /// The connection stays open only if the request was understood.
    private func refuse(
        _ connection: Connection, _ wsi: Wsi, _ status: HTTPResponse.Status,
        _ cause: GatewayCounters.Refusal, to head: RequestHead? = nil, fields: HTTPFields = [:]
    ) {
        counters.refuse(cause)
        counters.answer(status)
        if head == nil { connection.isBodyComplete = true }
        if let head { connection.isBodyComplete = head.bodyLength == 0 }
        let exchange = makeExchange(connection, wsi)
        let closing = head == nil || !connection.isBodyComplete
        exchange.answer(
            status, to: head, closing: closing, fields: fields, date: WallClock.httpDate())
    }

    private func makeExchange(_ connection: Connection, _ wsi: Wsi) -> HTTPExchange {
        let (id, mailbox) = (connection.id, mailbox)
        let exchange = HTTPExchange(bufferMax: limits.responseBufferMax) { mailbox.wake(id) }
        connection.phase = .answering(exchange)
        wsi.setTimeout(limits.responseTimeout)
        return exchange
    }
}

// MARK: - Upgrade

extension ServiceThread {
    /// An upgrade request, before libwebsockets acts on it.
    ///
    /// libwebsockets 4.1.6 would go on to HTTP/2 for `Upgrade: h2c`, the part that has open faults;
    /// and for an unknown protocol it answers, frees the headers, and goes on to use them, also
    /// through the pointer that it hands to this callback (CVE-2025-11677). Returning -1 for all
    /// but a proper WebSocket handshake ends both before they begin. The pointer is never touched:
    /// what is read here is looked up anew, and finds nothing if the headers are gone.
    func confirmUpgrade(_ connection: Connection, _ wsi: Wsi) -> Int32 {
        guard case .idle = connection.phase, wsi.upgrade == "websocket" else {
            counters.refuse(.upgrade)
            return -1
        }
        guard let raw = wsi.rawHead(bytesMax: limits.headerBytesMax),
            let head = try? RequestHead(raw)
        else { return refuseUpgrade(wsi, .badRequest, .handshake) }
        if case .retryAfter(let seconds) = addresses.request(of: connection.address, now: now) {
            let fields: HTTPFields = [.retryAfter: String(seconds)]
            return refuseUpgrade(wsi, .tooManyRequests, .requestRate, fields)
        }
        do throws(WebSocketHandshake.Fault) {
            try setup.handshake.check(head)
        } catch {
            let fields: HTTPFields = error == .version ? [.secWebSocketVersion: "13"] : [:]
            return refuseUpgrade(wsi, error.status, error.refusal, fields)
        }
        connection.phase = .upgrading
        return 0
    }

    private func refuseUpgrade(
        _ wsi: Wsi, _ status: HTTPResponse.Status, _ cause: GatewayCounters.Refusal,
        _ fields: HTTPFields = [:]
    ) -> Int32 {
        counters.refuse(cause)
        counters.answer(status)
        let answer = HTTPExchange.canned(
            status, to: nil, closing: true, fields: fields, date: WallClock.httpDate())
        // The connection is closed whether or not the answer gets through.
        _ = wsi.writeHTTP(answer.bytes)
        return -1
    }
}
