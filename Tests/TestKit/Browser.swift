public import Media

/// Which browser a `TestPeer` behaves like, where they differ on the wire: payload types and header
/// extension ids as Chromium 156 and Firefox 153 offer them.
public enum Browser: Hashable, Sendable, CaseIterable {
    case chromium
    case firefox

    /// The payload type of Opus.
    public var opus: PayloadType { PayloadType(rawValue: self == .chromium ? 111 : 109) }
    /// The payload type of VP8.
    public var vp8: PayloadType { PayloadType(rawValue: self == .chromium ? 96 : 120) }
    /// The payload type that repairs VP8.
    public var rtx: PayloadType { PayloadType(rawValue: self == .chromium ? 97 : 124) }

    /// The header extensions' ids.
    public var extensions: ExtensionMap {
        self == .chromium
            ? ExtensionMap(mid: 4, rid: 10, rrid: 11, audioLevel: 1, transportCC: 3)
            : ExtensionMap(mid: 3, rid: 9, rrid: 10, audioLevel: 1, transportCC: 7)
    }

    /// How long after its first check the browser nominates: Firefox with the first one, Chromium
    /// later than its ClientHello.
    var nominationDelayMilliseconds: Int64 { self == .chromium ? 50 : 0 }

    /// How often the browser renews consent.
    var consentMilliseconds: Int64 { self == .chromium ? 2_500 : 4_500 }
}
