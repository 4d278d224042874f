/// One WebSocket as a hearing sees it: text out, and the end.
public protocol SeatTransport: Sendable {
    /// Queues one text frame; nothing happens after a close.
    func send(_ text: String)
    /// Closes with a code of PROTOCOL §2.
    func close(code: UInt16, reason: String)
    /// Allows messages up to so many bytes from now on.
    func allowMessages(upTo bytes: Int)
    /// Why it ended, once it has.
    var ending: SeatEnding { get }
}

/// Why a WebSocket ended (ODR 25: a failure is told from other causes).
public enum SeatEnding: Sendable {
    /// It broke, or the page closed it without a word.
    case network
    /// Nothing came for too long.
    case silent
    /// The server closed it because the page broke the protocol.
    case violation
}

/// Close codes of PROTOCOL §2.
public enum CloseCode {
    /// The person left.
    public static let left: UInt16 = 1000
    /// The server goes down; come back soon.
    public static let goingAway: UInt16 = 1001
    /// `join` was not understood, refused or too late.
    public static let joinFailed: UInt16 = 4001
    /// The session is not valid any more.
    public static let sessionEnded: UInt16 = 4003
    /// The same tab opened a new connection.
    public static let replacedBySameTab: UInt16 = 4009
    /// The seat was removed from the hearing.
    public static let removed: UInt16 = 4010
}

/// The number of a connection, never used twice in a process.
public struct ConnectionID: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt64

    public init(rawValue: UInt64) { self.rawValue = rawValue }
}
