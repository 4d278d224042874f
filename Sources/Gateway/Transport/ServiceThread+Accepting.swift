import CWebSockets
import Glibc
import Logging

/// Listening sockets and new connections.
///
/// The gateway accepts connections itself and hands them to libwebsockets: so it knows why a port
/// cannot be bound, and refuses a connection before anything is spent on it.
extension ServiceThread {
    /// Connections that are accepted before others get their turn.
    private static let acceptsAtOnce = 64

    /// Gives the listening sockets to libwebsockets' poll.
    func openListeners() throws(GatewayError) {
        for socket in setup.listeners {
            guard let descriptor = socket.handOver() else { throw .alreadyRun }
            let id = takeID()
            let wsi = unsafe TransportContext.listenerName.withCString { name in
                var adoption = unsafe lws_adopt_desc_t()
                unsafe adoption.vh = vhost
                unsafe adoption.type = LWS_ADOPT_RAW_FILE_DESC
                unsafe adoption.fd.filefd = descriptor
                unsafe adoption.vh_prot_name = name
                unsafe adoption.opaque = UnsafeMutableRawPointer(bitPattern: UInt(id))
                return unsafe lws_adopt_descriptor_vhost_via_info(&adoption).map { unsafe Wsi($0) }
            }
            guard let wsi else { throw .transportFailed(reason: "libwebsockets took no listener") }
            listeners[id] = (wsi, descriptor)
        }
    }

    /// Callbacks of listening sockets.
    func handleListener(_ reason: lws_callback_reasons, _ id: UInt64) -> Int32 {
        switch reason {
        case LWS_CALLBACK_RAW_RX_FILE: acceptConnections(id)
        case LWS_CALLBACK_WSI_DESTROY: listeners[id] = nil
        default: break
        }
        return 0
    }

    private func acceptConnections(_ id: UInt64) {
        guard let listener = listeners[id] else { return }
        for _ in 0..<Self.acceptsAtOnce {
            let (descriptor, address) = SocketAddress.accept(listener.descriptor)
            if descriptor < 0 {
                // EAGAIN: all are accepted. Others (a client that is gone already) are of that
                // client.
                if errno == EAGAIN { return }
                if errno == EMFILE || errno == ENFILE { return refuseForWantOfDescriptors() }
                continue
            }
            guard let address, admits(address) else {
                close(descriptor)
                continue
            }
            adopt(descriptor, address)
        }
    }

    private func admits(_ address: RemoteAddress) -> Bool {
        guard stopsAt == nil else { return false }
        guard connections.count < limits.connectionsMax else {
            counters.refuse(.connectionsFull)
            return false
        }
        guard addresses.open(address, now: now) else {
            counters.refuse(.addressFull)
            return false
        }
        return true
    }

    /// The limit of connections should lie below that of descriptors; say so when it does not.
    private func refuseForWantOfDescriptors() {
        counters.refuse(.connectionsFull)
        logger.error("no file descriptor is left for a connection; raise the limit (ulimit -n)")
        // Without this the listening socket would wake the thread at once, again and again.
        usleep(10_000)
    }

    private func adopt(_ descriptor: Int32, _ address: RemoteAddress) {
        let connection = Connection(id: takeID(), address: address)
        connections[connection.id] = connection
        counters.count {
            $0.connectionsAccepted += 1
            $0.connectionsOpen += 1
        }
        SocketAddress.setNoDelay(descriptor)
        var adoption = unsafe lws_adopt_desc_t()
        unsafe adoption.vh = vhost
        let kinds =
            LWS_ADOPT_SOCKET.rawValue | LWS_ADOPT_HTTP.rawValue | LWS_ADOPT_ALLOW_SSL.rawValue
        unsafe adoption.type = lws_adoption_type(kinds)
        unsafe adoption.fd.sockfd = descriptor
        unsafe adoption.opaque = UnsafeMutableRawPointer(bitPattern: UInt(connection.id))
        // On failure the descriptor is closed already.
        if unsafe lws_adopt_descriptor_vhost_via_info(&adoption) == nil { forget(connection) }
    }

    /// The connection is gone: its place is free again, whoever waited for it is told.
    func forget(_ connection: Connection) {
        guard connections.removeValue(forKey: connection.id) != nil else { return }
        addresses.close(connection.address)
        counters.count { $0.connectionsOpen -= 1 }
        if case .answering(let exchange) = connection.phase { exchange.abandon() }
        endWebSocket(connection)
        connection.wsi = nil
    }

    private func takeID() -> UInt64 {
        defer { nextID += 1 }
        return nextID
    }
}
