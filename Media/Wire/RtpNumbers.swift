// The numbers of RTP (RFC 3550 §5.1) as types of their own.

/// A synchronisation source: names one stream of packets inside a transport.
public struct Ssrc: RawRepresentable, Hashable, Sendable {
    /// The 32-bit value.
    public let rawValue: UInt32

    /// Makes an SSRC from its 32-bit value.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }
}

/// An RTP payload type, 0 to 127.
public struct PayloadType: RawRepresentable, Hashable, Sendable {
    /// The 7-bit value.
    public let rawValue: UInt8

    /// Makes a payload type from the low seven bits of `rawValue`.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue & 0x7F
    }
}

/// An RTP timestamp: ticks of the stream's clock, modulo 2^32.
public struct RtpTimestamp: RawRepresentable, Hashable, Sendable {
    /// The 32-bit value.
    public let rawValue: UInt32

    /// Makes a timestamp from its 32-bit value.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The shortest way from `earlier` to this timestamp, in ticks (−2^31 ..< 2^31).
    public func ticks(since earlier: RtpTimestamp) -> Int32 {
        Int32(bitPattern: rawValue &- earlier.rawValue)
    }

    /// The timestamp `ticks` later, modulo 2^32.
    public func advanced(by ticks: Int64) -> RtpTimestamp {
        RtpTimestamp(rawValue: rawValue &+ UInt32(truncatingIfNeeded: ticks))
    }
}
