/// A reading of what a gateway has done since it was made; every figure but the gauges only rises.
public struct GatewayCounters: Sendable, Hashable {
    /// Open TCP connections now (a gauge).
    public var connectionsOpen = 0
    /// Open WebSockets now (a gauge).
    public var webSocketsOpen = 0
    /// TCP connections accepted.
    public var connectionsAccepted: UInt64 = 0
    /// WebSockets opened.
    public var webSocketsAccepted: UInt64 = 0
    /// Requests handed to the router.
    public var requests: UInt64 = 0
    /// Answers by class of status: index 1 for 1xx … 5 for 5xx.
    public var responses: [UInt64] = [0, 0, 0, 0, 0, 0]
    /// Text messages received.
    public var messagesIn: UInt64 = 0
    /// Text messages sent.
    public var messagesOut: UInt64 = 0
    /// Bytes of bodies and messages received.
    public var bytesIn: UInt64 = 0
    /// Bytes of heads, bodies and messages sent.
    public var bytesOut: UInt64 = 0
    /// What was refused, by cause.
    public var refused: [Refusal: UInt64] = [:]

    /// Why the gateway refused or closed something.
    public enum Refusal: String, Sendable, Hashable, CaseIterable {
        /// The total cap of connections.
        case connectionsFull
        /// The cap of connections of one address.
        case addressFull
        /// The request rate of an address (429).
        case requestRate
        /// A request that is no proper HTTP (400, 411, 414, 501).
        case requestMalformed
        /// A body beyond the bound (413).
        case bodyTooLarge
        /// A body that came too slowly.
        case bodyTooSlow
        /// A WebSocket handshake on another path, with another subprotocol, or malformed.
        case handshake
        /// A WebSocket handshake from a foreign origin.
        case origin
        /// An upgrade to something else than WebSocket.
        case upgrade
        /// A message beyond the bound (1009).
        case messageTooLarge
        /// A binary message (1003).
        case messageBinary
        /// A text message that is no UTF-8 (1007).
        case messageNotUTF8
        /// Too many messages (4008).
        case messageRate
        /// A reader that does not take what is sent (4008).
        case slowReader
        /// A WebSocket that was silent.
        case silent
        /// A response that the router made badly (500).
        case responseInvalid
    }
}
