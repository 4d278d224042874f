internal import CLinux
internal import Glibc

extension TransportAddress {
    /// Writes the address in the form that system calls want; gives its length.
    ///
    /// - Parameter isIPv6: the socket's family; on an IPv6 socket an IPv4 address is written in its
    ///   mapped form (RFC 4291 §2.5.5.2).
    @unsafe
    func write(to storage: UnsafeMutablePointer<sockaddr_storage>, isIPv6: Bool) -> socklen_t {
        guard isIPv6 else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = (ipv4 ?? 0).bigEndian
            unsafe UnsafeMutableRawPointer(storage).storeBytes(of: address, as: sockaddr_in.self)
            return socklen_t(MemoryLayout<sockaddr_in>.size)
        }
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        let tail = isIPv4 ? 0xffff_0000_0000 | low : low
        unsafe address.sin6_addr.__in6_u.__u6_addr32 = (
            UInt32(truncatingIfNeeded: high >> 32).bigEndian,
            UInt32(truncatingIfNeeded: high).bigEndian,
            UInt32(truncatingIfNeeded: tail >> 32).bigEndian,
            UInt32(truncatingIfNeeded: tail).bigEndian
        )
        unsafe UnsafeMutableRawPointer(storage).storeBytes(of: address, as: sockaddr_in6.self)
        return socklen_t(MemoryLayout<sockaddr_in6>.size)
    }

    /// Reads an address that a system call wrote; nil for another family than IPv4 and IPv6.
    @unsafe
    init?(_ storage: UnsafeRawPointer) {
        let family = unsafe storage.load(as: sockaddr.self).sa_family
        if family == sa_family_t(AF_INET) {
            let address = unsafe storage.load(as: sockaddr_in.self)
            self.init(
                ipv4: UInt32(bigEndian: address.sin_addr.s_addr),
                port: UInt16(bigEndian: address.sin_port))
        } else if family == sa_family_t(AF_INET6) {
            let address = unsafe storage.load(as: sockaddr_in6.self)
            let words = unsafe address.sin6_addr.__in6_u.__u6_addr32
            self.init(
                ipv6High: UInt64(UInt32(bigEndian: words.0)) << 32
                    | UInt64(UInt32(bigEndian: words.1)),
                low: UInt64(UInt32(bigEndian: words.2)) << 32 | UInt64(UInt32(bigEndian: words.3)),
                port: UInt16(bigEndian: address.sin6_port))
        } else {
            return nil
        }
    }
}
