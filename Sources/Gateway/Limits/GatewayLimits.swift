/// Bounds on what clients may do, each with the reason for its number.
public struct GatewayLimits: Sendable, Hashable {
    /// A token bucket: `perSecond` on average, up to `burst` at once.
    public struct Rate: Sendable, Hashable {
        /// Tokens that come back each second.
        public var perSecond: Double
        /// Tokens in a full bucket.
        public var burst: Double

        /// A rate with its burst.
        public init(perSecond: Double, burst: Double) {
            self.perSecond = perSecond
            self.burst = burst
        }
    }

    /// Open connections in all; each costs about 60 KiB with its TLS state.
    public var connectionsMax: Int = 4096
    /// Open connections of one address (an IPv6 /64); a whole courthouse may stand behind one.
    public var connectionsPerAddressMax: Int = 256
    /// HTTP requests of one address; a page with its modules is about 110 requests.
    /// A courthouse opens some thirty pages at the same minute.
    public var requests: Rate = Rate(perSecond: 200, burst: 4000)
    /// Largest request body in bytes.
    public var bodyBytesMax: Int = 1 << 20
    /// All headers of a request together, with its line, in bytes.
    public var headerBytesMax: Int = 16 << 10
    /// Response bytes of one request waiting for a slow reader before its writer is held back.
    public var responseBufferMax: Int = 256 << 10
    /// Time for the TLS handshake and for the headers of a request.
    public var headerTimeout: Duration = .seconds(10)
    /// Time for a whole request body.
    public var bodyTimeout: Duration = .seconds(30)
    /// Time from a complete request to the last byte of its answer.
    public var responseTimeout: Duration = .seconds(60)
    /// Time that a kept-alive connection may idle between requests.
    public var idleTimeout: Duration = .seconds(30)

    /// Largest WebSocket message until ``WebSocketConnection/allowMessages(upTo:)`` says otherwise.
    public var messageBytes: Int = 16 << 10
    /// Largest value that ``WebSocketConnection/allowMessages(upTo:)`` grants (an SDP offer).
    public var messageBytesMax: Int = 256 << 10
    /// WebSocket messages of one connection (PROTOCOL.md §2).
    public var messages: Rate = Rate(perSecond: 50, burst: 100)
    /// Received messages that wait for the application before reading stops.
    public var inboundMessagesMax: Int = 32
    /// Bytes to a slow WebSocket reader before it is closed.
    public var outboundBytesMax: Int = 1 << 20
    /// Interval of the server's WebSocket pings.
    public var pingInterval: Duration = .seconds(10)
    /// Silence after which a WebSocket is closed.
    public var silenceMax: Duration = .seconds(25)
    /// Time that a shut-down may take until connections are cut.
    public var shutdownTimeout: Duration = .seconds(4)

    /// The defaults.
    public init() {}
}
