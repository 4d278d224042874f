/// The number of one browser transport: one `RTCPeerConnection` seen from the server.
public struct EndpointID: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number itself.
    public let rawValue: UInt64

    /// Makes an id from its number.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    public static func < (left: EndpointID, right: EndpointID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The number of a group: the endpoints of one hearing, relayed by one worker.
public struct GroupID: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number itself.
    public let rawValue: UInt64

    /// Makes an id from its number.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    public static func < (left: GroupID, right: GroupID) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension Medium {
    /// Whether the medium is a picture.
    public var isVideo: Bool {
        switch self {
        case .camera, .exhibit: true
        case .microphone, .maskedMicrophone: false
        }
    }
}
