internal import CLinux
internal import Glibc

/// Datagrams that one system call receives.
///
/// More do not make it cheaper per packet (measured).
private let receiveBatch = 64

/// Datagrams that one system call sends.
private let sendBatch = 64

/// One datagram as it was received.
struct ReceivedDatagram {
    /// Where its bytes are; the taker releases the slot.
    let slot: PacketSlot
    /// Its length; what was longer than a slot is cut and refused by the engine.
    let count: Int
    /// Who sent it.
    let source: TransportAddress
}

/// A worker's UDP socket: IPv6 with IPv4 inside where the machine has IPv6, else IPv4.
///
/// Receives straight into packet slots and sends straight from the arena, each with one system call
/// for many datagrams. Belongs to one thread.
///
/// `@safe`: all memory that the kernel reads or writes is owned here or belongs to pool and arena.
@safe struct UdpSocket: ~Copyable {
    /// The file descriptor, for epoll.
    let descriptor: Int32
    /// The port that it is bound to.
    let port: UInt16
    /// Whether it is an IPv6 socket (that takes IPv4 too).
    let isIPv6: Bool

    private let messages: UnsafeMutablePointer<yt_message>
    private let vectors: UnsafeMutablePointer<iovec>
    private let addresses: UnsafeMutablePointer<sockaddr_storage>
    private var slots: [PacketSlot?] = Array(repeating: nil, count: receiveBatch)

    /// Opens and binds a socket.
    ///
    /// - Parameters:
    ///   - host: the numeric address to bind to; nil: all.
    ///   - port: 0: the system chooses.
    ///   - bufferBytes: what is asked of the system for each direction.
    init(host: String?, port: UInt16, bufferBytes: Int) throws(SystemError) {
        (descriptor, isIPv6, self.port) = try Self.open(host: host, port: port)
        var size = Int32(clamping: bufferBytes)
        let length = socklen_t(MemoryLayout<Int32>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, length)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &size, length)
        let count = max(receiveBatch, sendBatch)
        unsafe messages = .allocate(capacity: count)
        unsafe vectors = .allocate(capacity: count)
        unsafe addresses = .allocate(capacity: count)
        for index in 0..<count {
            unsafe (vectors + index).initialize(to: iovec())
            unsafe (addresses + index).initialize(to: sockaddr_storage())
            var header = unsafe msghdr()
            unsafe header.msg_name = UnsafeMutableRawPointer(addresses + index)
            unsafe header.msg_iov = vectors + index
            unsafe header.msg_iovlen = 1
            unsafe (messages + index).initialize(to: yt_message(header: header, count: 0))
        }
    }

    deinit {
        close(descriptor)
        unsafe messages.deallocate()
        unsafe vectors.deallocate()
        unsafe addresses.deallocate()
    }

    /// Receives what waits, at most one batch, into slots of the pool, and appends it to `datagrams`.
    ///
    /// Gives how many there were; less than `batchMax` means that nothing waits any more.
    mutating func receive(into pool: PacketPool, _ datagrams: inout [ReceivedDatagram]) -> Int {
        var prepared = 0
        while prepared < receiveBatch {
            guard let slot = slots[prepared] ?? pool.take() else { break }
            slots[prepared] = slot
            unsafe vectors[prepared] = unsafe iovec(
                iov_base: pool.address(of: slot), iov_len: PacketPool.slotSize)
            unsafe messages[prepared].header.msg_namelen = socklen_t(
                MemoryLayout<sockaddr_storage>.size)
            prepared += 1
        }
        guard prepared > 0 else { return 0 }
        let received = unsafe Int(yt_receive(descriptor, messages, UInt32(prepared)))
        guard received > 0 else { return 0 }
        for index in 0..<received {
            guard let slot = slots[index] else { continue }
            guard let source = unsafe TransportAddress(UnsafeRawPointer(addresses + index)) else {
                continue
            }
            slots[index] = nil
            let count = unsafe Int(messages[index].count)
            datagrams.append(ReceivedDatagram(slot: slot, count: count, source: source))
        }
        return received
    }

    /// The most datagrams that one `receive` gives.
    static var batchMax: Int { receiveBatch }

    /// Sends all datagrams of the arena and empties it.
    ///
    /// Gives how many the system did not take: a full socket drops, it never waits.
    mutating func send(_ arena: SendArena) -> Int {
        let datagrams = arena.datagrams.count
        var next = 0
        var dropped = 0
        while next < datagrams {
            let count = min(sendBatch, datagrams - next)
            for index in 0..<count { prepare(index, arena.datagrams[next + index], in: arena) }
            let sent = unsafe Int(yt_send(descriptor, messages, UInt32(count)))
            // Of a batch the first that fails ends it: that one is passed over, the rest tried again.
            dropped += sent < count ? 1 : 0
            next += max(sent, 0) + (sent < count ? 1 : 0)
        }
        arena.removeAll()
        return dropped
    }

    private func prepare(_ index: Int, _ datagram: OutgoingDatagram, in arena: SendArena) {
        unsafe vectors[index] = unsafe iovec(
            iov_base: arena.base + datagram.offset, iov_len: datagram.count)
        unsafe messages[index].header.msg_namelen = datagram.destination.write(
            to: addresses + index, isIPv6: isIPv6)
    }

    private static func open(
        host: String?, port: UInt16
    ) throws(SystemError) -> (Int32, isIPv6: Bool, port: UInt16) {
        if let host {
            guard let address = TransportAddress(host: host, port: port) else {
                throw SystemError("bind \(host): not a numeric address", number: EINVAL)
            }
            return try open(address, isIPv6: !address.isIPv4)
        }
        let any = TransportAddress(ipv6High: 0, low: 0, port: port)
        do {
            return try open(any, isIPv6: true)
        } catch  where error.number == EAFNOSUPPORT || error.number == EADDRNOTAVAIL {
            return try open(TransportAddress(ipv4: 0, port: port), isIPv6: false)
        }
    }

    private static func open(
        _ address: TransportAddress, isIPv6: Bool
    ) throws(SystemError) -> (Int32, isIPv6: Bool, port: UInt16) {
        let family = isIPv6 ? AF_INET6 : AF_INET
        let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(family, kind | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SystemError("open a UDP socket", number: errno) }
        if isIPv6 {
            var no: Int32 = 0
            unsafe setsockopt(
                descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &no,
                socklen_t(MemoryLayout<Int32>.size))
        }
        var storage = sockaddr_storage()
        var length = unsafe address.write(to: &storage, isIPv6: isIPv6)
        let bound = unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, length) == 0
                    && { length = socklen_t(MemoryLayout<sockaddr_storage>.size) }() == ()
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard bound, let own = unsafe TransportAddress(&storage) else {
            let number = errno
            close(descriptor)
            throw SystemError("bind UDP \(address)", number: number)
        }
        return (descriptor, isIPv6, own.port)
    }
}
