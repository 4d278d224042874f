internal import Glibc

/// An IP address with a UDP port.
///
/// Kept as 128 bits: an IPv4 address is its IPv4-mapped form `::ffff:a.b.c.d` (RFC 4291 §2.5.5.2),
/// so what a dual-stack socket reports and what a candidate line says are equal values.
public struct TransportAddress: Hashable, Sendable {
    /// The first 64 bits of the address, the first octet highest.
    @usableFromInline let high: UInt64
    /// The last 64 bits of the address.
    @usableFromInline let low: UInt64
    /// The interface number of a link-local address (RFC 4007 §6), else 0.
    @usableFromInline let scope: UInt32
    /// The UDP port.
    public let port: UInt16

    /// Makes an address from its 128 bits.
    init(high: UInt64, low: UInt64, scope: UInt32 = 0, port: UInt16) {
        self.high = high
        self.low = low
        self.scope = scope
        self.port = port
    }

    /// Makes an IPv4 address from its four octets.
    public init(ipv4 a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, port: UInt16) {
        let word = UInt64(a) << 24 | UInt64(b) << 16 | UInt64(c) << 8 | UInt64(d)
        self.init(high: 0, low: Self.mappedPrefix | word, port: port)
    }

    /// Parses a numeric IPv4 or IPv6 address (`192.0.2.1`, `2001:db8::1`); nil for anything else,
    /// host names too.
    public init?(host: String, port: UInt16) {
        var four = in_addr()
        if unsafe inet_pton(AF_INET, host, &four) == 1 {
            let word = UInt64(UInt32(bigEndian: four.s_addr))
            self.init(high: 0, low: Self.mappedPrefix | word, port: port)
            return
        }
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, host, &six) == 1 else { return nil }
        let words = unsafe six.__in6_u.__u6_addr32
        let high = UInt64(UInt32(bigEndian: words.0)) << 32 | UInt64(UInt32(bigEndian: words.1))
        let low = UInt64(UInt32(bigEndian: words.2)) << 32 | UInt64(UInt32(bigEndian: words.3))
        self.init(high: high, low: low, port: port)
    }

    /// Whether this is an IPv4 address.
    public var isIPv4: Bool { high == 0 && low >> 32 == Self.mappedPrefix >> 32 }

    /// The address without its port, as candidate lines write it: `192.0.2.1`, `2001:db8::1`.
    public var host: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        if isIPv4 {
            var four = in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian)
            unsafe inet_ntop(AF_INET, &four, &text, socklen_t(text.count))
        } else {
            var six = in6_addr()
            unsafe six.__in6_u.__u6_addr32 = (
                UInt32(truncatingIfNeeded: high >> 32).bigEndian,
                UInt32(truncatingIfNeeded: high).bigEndian,
                UInt32(truncatingIfNeeded: low >> 32).bigEndian,
                UInt32(truncatingIfNeeded: low).bigEndian
            )
            unsafe inet_ntop(AF_INET6, &six, &text, socklen_t(text.count))
        }
        let end = text.firstIndex(of: 0) ?? text.endIndex
        return String(decoding: text[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The same host with another port.
    public func with(port: UInt16) -> TransportAddress {
        TransportAddress(high: high, low: low, scope: scope, port: port)
    }

    private static let mappedPrefix: UInt64 = 0x0000_ffff_0000_0000
}

extension TransportAddress: CustomStringConvertible {
    /// `192.0.2.1:5000` or `[2001:db8::1]:5000`.
    public var description: String {
        isIPv4 ? "\(host):\(port)" : "[\(host)]:\(port)"
    }
}
