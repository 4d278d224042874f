/// One datagram that waits in the arena.
struct OutgoingDatagram {
    /// Where it goes.
    let destination: TransportAddress
    /// Its first byte in the arena.
    let offset: Int
    /// Its length, in bytes.
    let count: Int
}

/// The datagrams that a worker will send: written one after another into one piece of memory, so that
/// neighbours for one destination lie side by side and can leave in one system call.
///
/// The bound is the arena's size. What does not fit is dropped and counted by the caller; the worker
/// empties the arena after each received packet that fills half of it, and half of it is more than
/// one packet to every endpoint of a worker.
///
/// Belongs to one worker. Of the spans of `space` at most one is written at a time.
///
/// `@safe`: the memory is private, and every span that leaves is inside of it.
@safe final class SendArena {
    private let bytes: UnsafeMutablePointer<UInt8>
    /// Its size, in bytes.
    let capacity: Int
    /// How many bytes are taken.
    private(set) var used = 0
    /// The waiting datagrams, oldest first.
    private(set) var datagrams: [OutgoingDatagram] = []

    /// Makes an empty arena of `capacity` bytes.
    init(capacity: Int) {
        precondition(capacity >= 2 * MediaPlane.datagramMax, "an arena holds some datagrams")
        unsafe bytes = .allocate(capacity: capacity)
        unsafe bytes.initialize(repeating: 0, count: capacity)
        self.capacity = capacity
        datagrams.reserveCapacity(capacity / Self.typicalDatagram)
    }

    deinit {
        unsafe bytes.deallocate()
    }

    /// Whether it should be emptied before the next packet is handled.
    var isHalfFull: Bool { used * 2 > capacity || datagrams.count * 2 > datagrams.capacity }

    /// Whether one more datagram of any size fits.
    var hasRoom: Bool {
        capacity - used >= MediaPlane.datagramMax && datagrams.count < datagrams.capacity
    }

    /// The space of the next datagram, `MediaPlane.datagramMax` bytes; `hasRoom` was asked before.
    ///
    /// Nothing is taken until `commit`.
    var space: MutableSpan<UInt8> {
        @_lifetime(borrow self)
        get {
            precondition(hasRoom, "the caller asks for room first")
            let span = unsafe MutableSpan(
                _unsafeStart: bytes + used, count: MediaPlane.datagramMax)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// The first `count` bytes of `space`.
    @_lifetime(borrow self)
    func space(_ count: Int) -> MutableSpan<UInt8> {
        precondition(hasRoom && count <= MediaPlane.datagramMax, "the caller asks for room first")
        let span = unsafe MutableSpan(_unsafeStart: bytes + used, count: count)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// Makes the first `count` bytes of `space` a datagram.
    func commit(_ count: Int, to destination: TransportAddress) {
        precondition(hasRoom && (0...MediaPlane.datagramMax).contains(count), "written past space")
        guard count > 0 else { return }
        datagrams.append(OutgoingDatagram(destination: destination, offset: used, count: count))
        used += count
    }

    /// Copies a datagram in; false when there is no room.
    func append(_ datagram: Span<UInt8>, to destination: TransportAddress) -> Bool {
        guard hasRoom, datagram.count <= MediaPlane.datagramMax else { return false }
        var space = space
        space.copy(datagram, at: 0)
        commit(datagram.count, to: destination)
        return true
    }

    /// The bytes of a waiting datagram.
    @_lifetime(borrow self)
    func bytes(of datagram: OutgoingDatagram) -> Span<UInt8> {
        precondition(datagram.offset + datagram.count <= used, "the datagram was sent before")
        let span = unsafe Span(
            _unsafeStart: UnsafePointer(bytes + datagram.offset), count: datagram.count)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// The arena's first byte, for system calls; valid while the arena lives.
    @unsafe
    var base: UnsafeMutablePointer<UInt8> { unsafe bytes }

    /// Forgets all datagrams.
    func removeAll() {
        used = 0
        datagrams.removeAll(keepingCapacity: true)
    }

    /// A fan-out of voice alone has the smallest packets; room for one per 128 bytes is enough.
    private static let typicalDatagram = 128
}
