/// A WebSocket close code (RFC 6455 §7.4; 4000–4999 are Yunting's own, PROTOCOL.md §2).
public struct WebSocketCloseCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt16

    /// A code; anything outside 1000…4999 is sent as 1011.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The purpose is fulfilled.
    public static let normal = Self(rawValue: 1000)
    /// The server goes down, or the peer was silent.
    public static let goingAway = Self(rawValue: 1001)
    /// A broken frame.
    public static let protocolError = Self(rawValue: 1002)
    /// A binary message.
    public static let unsupportedData = Self(rawValue: 1003)
    /// A text message that is no UTF-8.
    public static let invalidPayload = Self(rawValue: 1007)
    /// A message beyond the bound.
    public static let messageTooBig = Self(rawValue: 1009)
    /// The server failed.
    public static let internalError = Self(rawValue: 1011)
    /// Too many messages, or a reader that is too slow.
    public static let rateLimited = Self(rawValue: 4008)

    /// The code as it may stand in a frame: 1004–1006, 1012–2999 and 1015 are reserved.
    var sendable: UInt16 {
        switch rawValue {
        case 1000...1003, 1007...1011, 3000...4999: rawValue
        default: Self.internalError.rawValue
        }
    }
}
