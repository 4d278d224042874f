import CWebSockets
import Glibc

/// The kernel's form of an address with its port.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    /// An address of 4 or 16 bytes in network order.
    init(_ bytes: [UInt8], port: UInt16) {
        precondition(bytes.count == 4 || bytes.count == 16, "IPv4 or IPv6")
        if bytes.count == 4 {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            unsafe withUnsafeMutableBytes(of: &address.sin_addr) {
                unsafe $0.copyBytes(from: bytes)
            }
            set(address)
        } else {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            unsafe withUnsafeMutableBytes(of: &address.sin6_addr) {
                unsafe $0.copyBytes(from: bytes)
            }
            set(address)
        }
    }

    private init() {}

    private mutating func set<A>(_ address: A) {
        length = socklen_t(MemoryLayout<A>.size)
        unsafe withUnsafeMutableBytes(of: &storage) {
            unsafe $0.storeBytes(of: address, as: A.self)
        }
    }

    /// `bind(2)`; sets `errno`.
    func bind(_ descriptor: Int32) -> Int32 {
        unsafe withUnsafeBytes(of: storage) { bytes in
            let address = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
            return unsafe Glibc.bind(descriptor, address, length)
        }
    }

    /// `accept4(2)`: the connection's descriptor, or -1 with `errno`, and the client's address.
    static func accept(_ listener: Int32) -> (descriptor: Int32, address: RemoteAddress?) {
        var peer = SocketAddress()
        let flags = Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = unsafe peer.fill { unsafe accept4(listener, $0, $1, flags) }
        return (descriptor, descriptor >= 0 ? peer.remote : nil)
    }

    /// The address that a socket is bound to.
    static func bound(to descriptor: Int32) -> RemoteAddress? {
        var own = SocketAddress()
        return unsafe own.fill({ unsafe getsockname(descriptor, $0, $1) }) == 0 ? own.remote : nil
    }

    private mutating func fill(
        _ call: (UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> Int32 {
        var size = length
        defer { length = size }
        return unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe call(bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, &size)
        }
    }

    private var remote: RemoteAddress? {
        unsafe withUnsafeBytes(of: storage) { bytes in
            unsafe RemoteAddress(bytes.assumingMemoryBound(to: sockaddr.self).baseAddress)
        }
    }
}

extension RemoteAddress {
    /// The address in a `sockaddr` that holds IPv4 or IPv6; nil for other families.
    init?(_ address: UnsafePointer<sockaddr>?) {
        guard let address = unsafe address else { return nil }
        let raw = unsafe UnsafeRawPointer(address)
        switch Int32(unsafe address.pointee.sa_family) {
        case AF_INET:
            let inet = unsafe raw.loadUnaligned(as: sockaddr_in.self)
            let bytes = unsafe withUnsafeBytes(of: inet.sin_addr) { unsafe Array($0) }
            self.init(bytes: bytes, port: UInt16(bigEndian: inet.sin_port))
        case AF_INET6:
            let inet = unsafe raw.loadUnaligned(as: sockaddr_in6.self)
            let bytes = unsafe withUnsafeBytes(of: inet.sin6_addr) { unsafe Array($0) }
            self.init(bytes: bytes, port: UInt16(bigEndian: inet.sin6_port))
        default:
            return nil
        }
    }
}

extension SocketAddress {
    /// Sends small messages at once: Nagle's algorithm would hold back answers to orders.
    static func setNoDelay(_ descriptor: Int32) {
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        // Without it things only get slower.
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
    }
}
