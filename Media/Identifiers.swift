/// The number of one browser transport: one `RTCPeerConnection` seen from the server.
public struct EndpointID: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: UInt64

    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    public static func < (left: EndpointID, right: EndpointID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The number of a group: the endpoints of one hearing, relayed by one worker.
public struct GroupID: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: UInt64

    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    public static func < (left: GroupID, right: GroupID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The name of an RTP stream inside a session (RFC 3550 §3, synchronization source).
public struct Ssrc: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: UInt32

    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public static func < (left: Ssrc, right: Ssrc) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// An RTP payload type, 0–127; which codec it stands for is agreed per connection.
public struct PayloadType: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8

    /// Makes a payload type; the marker bit that shares its octet is cut off (RFC 3550 §5.1).
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue & 0x7f
    }
}

/// What a track of a seat carries.
public enum Medium: UInt8, CaseIterable, Hashable, Sendable {
    /// The seat's voice, Opus.
    case microphone
    /// The seat's picture, VP8, perhaps in several sizes.
    case camera
    /// A screen or document camera shown to the court, VP8.
    case exhibit
}

extension Medium {
    /// Whether the medium is a picture.
    public var isVideo: Bool { self != .microphone }
}
