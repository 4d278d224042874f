/// The IP address and UDP port of one end of a transport.
///
/// An IPv4-mapped IPv6 address (`::ffff:a.b.c.d`, RFC 4291 §2.5.5.2) is kept as the IPv4 address
/// that it stands for, so that the same peer compares equal on a dual-stack socket.
public struct TransportAddress: Hashable, Sendable {
    /// The first eight bytes of an IPv6 address in network order; 0 for IPv4.
    public let high: UInt64
    /// The last eight bytes of an IPv6 address, or the four bytes of an IPv4 address.
    public let low: UInt64
    /// The UDP port.
    public let port: UInt16
    /// Whether the address is an IPv4 address.
    public let isIPv4: Bool

    /// Makes an IPv4 address from its four bytes in network order (127.0.0.1 is `0x7F00_0001`).
    public init(ipv4: UInt32, port: UInt16) {
        high = 0
        low = UInt64(ipv4)
        self.port = port
        isIPv4 = true
    }

    /// Makes an IPv6 address from its two halves in network order; a mapped IPv4 address becomes
    /// IPv4.
    public init(ipv6High high: UInt64, low: UInt64, port: UInt16) {
        isIPv4 = high == 0 && low >> 32 == 0xFFFF
        self.high = high
        self.low = isIPv4 ? low & 0xFFFF_FFFF : low
        self.port = port
    }

    /// The four bytes of an IPv4 address; nil for IPv6.
    public var ipv4: UInt32? {
        isIPv4 ? UInt32(truncatingIfNeeded: low) : nil
    }

    /// Whether a packet to this address can only reach the machine itself.
    public var isLoopback: Bool {
        isIPv4 ? low >> 24 == 127 : high == 0 && low == 1
    }
}
