import Glibc

/// The IP address and port of a client.
public struct RemoteAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address as text without port, such as `192.0.2.7` or `2001:db8::1`; an IPv4-mapped IPv6
    /// address is given as IPv4.
    public let host: String
    /// The TCP port.
    public let port: UInt16
    /// What rate limits count by: the IPv4 address, or the first 64 bits of an IPv6 address, since
    /// a single customer has all addresses below them.
    public let network: String

    /// The address without port.
    public var description: String { host }

    /// True for this machine's own addresses: 127.0.0.0/8 and ::1.
    public var isLoopback: Bool { host == "::1" || host.hasPrefix("127.") }

    /// An address from its 4 or 16 bytes in network order; nil for another length.
    init?(bytes: [UInt8], port: UInt16) {
        self.port = port
        switch bytes.count {
        case 4:
            host = Self.dotted(bytes[...])
            network = host
        case 16 where bytes[..<12].elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]):
            host = Self.dotted(bytes[12...])
            network = host
        case 16:
            host = Self.text(bytes)
            network = Self.text(bytes[..<8] + [UInt8](repeating: 0, count: 8)) + "/64"
        default:
            return nil
        }
    }

    private static func dotted(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }

    /// Text of an IPv6 address (RFC 5952).
    private static func text(_ bytes: some Collection<UInt8>) -> String {
        var address = in6_addr()
        unsafe withUnsafeMutableBytes(of: &address) { unsafe $0.copyBytes(from: bytes) }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let written = unsafe inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
        precondition(unsafe written != nil, "INET6_ADDRSTRLEN holds every IPv6 address")
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
