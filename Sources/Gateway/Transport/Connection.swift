/// One TCP connection as the service thread sees it.
///
/// Used on the service thread alone.
final class Connection {
    /// Where the connection stands.
    enum Phase {
        /// In the TLS handshake, or between requests.
        case idle
        /// The body of a request arrives, until the deadline.
        case receiving(RequestHead, deadline: ContinuousClock.Instant)
        /// The router works at a request, or its answer is being written.
        case answering(HTTPExchange)
        /// The answer is written; the rest of an unwanted body is thrown away until the deadline,
        /// so that the client can read the answer before its writing fails.
        case lingering(until: ContinuousClock.Instant)
        /// A WebSocket handshake was found good.
        case upgrading
        /// A WebSocket.
        case webSocket(WebSocketSession)
    }

    let id: UInt64
    let address: RemoteAddress
    var wsi: Wsi?
    var phase = Phase.idle
    /// Cut at the stop: the transport still waits for the peer's FIN, the gateway does not.
    var isCut = false
    /// Bytes of the request's body until now.
    var body: [UInt8] = []
    /// True once the transport has read the whole request.
    var isBodyComplete = true
    /// A response waits for the timer because the socket takes no more.
    var isHeld = false

    init(id: UInt64, address: RemoteAddress) {
        self.id = id
        self.address = address
    }
}

/// The service thread's part of an open WebSocket.
struct WebSocketSession {
    let connection: WebSocketConnection
    var assembler: MessageAssembler
    var lastHeard: ContinuousClock.Instant
    var nextPing: ContinuousClock.Instant
    var isPingDue = false
    /// The application does not keep up: nothing is read.
    var isPaused = false
    /// The close has begun; the connection is cut if it does not end soon.
    var isClosing = false
    /// The application has been told that it is over.
    var isEnded = false
}
