import CWebSockets

/// The one function that libwebsockets calls, for all protocols.
let transportCallback:
    @convention(c) (
        OpaquePointer?, lws_callback_reasons, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?,
        Int
    ) -> Int32 = { handle, reason, user, input, length in
        guard let handle = unsafe handle, let context = unsafe lws_get_context(handle),
            let owner = unsafe lws_context_user(context)
        else { return 0 }
        let thread = unsafe Unmanaged<ServiceThread>.fromOpaque(owner).takeUnretainedValue()
        let id = unsafe UInt64(UInt(bitPattern: lws_get_opaque_user_data(handle)))
        switch reason {
        case LWS_CALLBACK_OPENSSL_LOAD_EXTRA_SERVER_VERIFY_CERTS:
            guard let sslContext = unsafe user else { return -1 }
            return unsafe thread.setup.identity.install(in: OpaquePointer(sslContext)) ? 0 : -1
        case LWS_CALLBACK_EVENT_WAIT_CANCELLED:
            thread.takeMail()
            return 0
        case LWS_CALLBACK_HTTP_BODY, LWS_CALLBACK_RECEIVE:
            let bytes = unsafe UnsafeRawBufferPointer(
                start: input, count: input == nil ? 0 : length)
            return thread.receive(
                reason, connection: id, wsi: unsafe Wsi(handle), bytes: unsafe Array(bytes))
        default:
            return thread.handle(reason, connection: id, wsi: unsafe Wsi(handle))
        }
    }

/// The routing of callbacks. 0 goes on, -1 closes the connection.
extension ServiceThread {
    /// Callbacks that carry bytes.
    func receive(
        _ reason: lws_callback_reasons, connection id: UInt64, wsi: Wsi, bytes: [UInt8]
    ) -> Int32 {
        guard let connection = connections[id] else { return -1 }
        counters.count { $0.bytesIn += UInt64(bytes.count) }
        return reason == LWS_CALLBACK_RECEIVE
            ? receiveMessagePiece(connection, wsi, bytes) : receiveBody(connection, bytes)
    }

    /// Callbacks of listeners and connections.
    func handle(_ reason: lws_callback_reasons, connection id: UInt64, wsi: Wsi) -> Int32 {
        if listeners[id] != nil { return handleListener(reason, id) }
        guard let connection = connections[id] else { return 0 }
        switch reason {
        case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
            connection.wsi = wsi
            return 0
        case LWS_CALLBACK_HTTP: return beginRequest(connection, wsi)
        case LWS_CALLBACK_HTTP_BODY_COMPLETION: return completeBody(connection, wsi)
        case LWS_CALLBACK_HTTP_WRITEABLE: return writeResponse(connection, wsi)
        case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE: return confirmUpgrade(connection, wsi)
        case LWS_CALLBACK_TIMER: return timer(connection, wsi)
        case LWS_CALLBACK_WSI_DESTROY:
            forget(connection)
            return 0
        // What CONNECT and broken requests could turn into.
        case LWS_CALLBACK_RAW_ADOPT, LWS_CALLBACK_RAW_RX, LWS_CALLBACK_RAW_WRITEABLE: return -1
        default: return handleWebSocket(reason, connection, wsi)
        }
    }

    private func handleWebSocket(
        _ reason: lws_callback_reasons, _ connection: Connection, _ wsi: Wsi
    ) -> Int32 {
        switch reason {
        case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION: return filterWebSocket(connection, wsi)
        case LWS_CALLBACK_ESTABLISHED: return openWebSocket(connection, wsi)
        case LWS_CALLBACK_SERVER_WRITEABLE: return writeMessages(connection, wsi)
        case LWS_CALLBACK_RECEIVE_PONG:
            heard(connection)
            return 0
        case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE, LWS_CALLBACK_CLOSED:
            endWebSocket(connection)
            return 0
        default: return 0
        }
    }

    private func timer(_ connection: Connection, _ wsi: Wsi) -> Int32 {
        switch connection.phase {
        case .webSocket: beatHeart(connection, wsi)
        case .answering: resumeResponse(connection, wsi)
        case .idle, .receiving, .lingering, .upgrading: break
        }
        return 0
    }
}
