internal import CLinux
internal import Glibc

/// The addresses of this machine that a peer can be told.
enum InterfaceAddresses {
    /// Of all interfaces that are up: IPv4 first, then global IPv6; link-local ones are left out,
    /// as browsers do not use them.
    ///
    /// `127.0.0.1` comes last when `includingLoopback` asks for it.
    static func all(includingLoopback: Bool) -> [TransportAddress] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard unsafe getifaddrs(&first) == 0 else { return [] }
        defer { unsafe freeifaddrs(first) }
        var found: [TransportAddress] = []
        var next = unsafe first
        while let entry = unsafe next {
            unsafe next = entry.pointee.ifa_next
            guard unsafe entry.pointee.ifa_flags & UInt32(IFF_UP) != 0,
                let raw = unsafe entry.pointee.ifa_addr,
                let address = unsafe TransportAddress(UnsafeRawPointer(raw))
            else { continue }
            let host = address.with(port: 0)
            if !host.isLoopback, !host.isLinkLocal, !found.contains(host) { found.append(host) }
        }
        found = found.filter(\.isIPv4) + found.filter { !$0.isIPv4 }
        if includingLoopback { found.append(TransportAddress(ipv4: 0x7f00_0001, port: 0)) }
        return found
    }
}

extension TransportAddress {
    /// Whether the address is valid on one link only: fe80::/10 (RFC 4291 §2.5.6) or 169.254/16
    /// (RFC 3927).
    var isLinkLocal: Bool {
        isIPv4 ? low >> 16 == 0xa9fe : high >> 54 == 0xfe80 >> 6
    }

    /// Whether the address stands for all of a machine's: `0.0.0.0` or `::`.
    var isUnspecified: Bool { high == 0 && low == 0 }

    /// The same host with another port.
    func with(port: UInt16) -> TransportAddress {
        isIPv4
            ? TransportAddress(ipv4: UInt32(truncatingIfNeeded: low), port: port)
            : TransportAddress(ipv6High: high, low: low, port: port)
    }
}
