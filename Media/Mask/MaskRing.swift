// A ring for one writer and one reader, also in memory that two processes share:
//
//   0     entries written, 8 bytes, on a cache line of its own
//   64    entries read, 8 bytes, on a cache line of its own
//   128   slots of 1536 bytes: an entry of 32 bytes, its payload
//
// Neither side believes the other. Each keeps its own count to itself and only shows it; the
// other's count is used if it is possible, else the ring is broken for good. What is read is copied
// once out of the shared memory, and only the copy is looked at.

internal import CLinux
internal import Synchronization

/// How such a ring lies in memory.
enum MaskRing {
    /// The longest payload, in bytes: more than an Opus packet of browsers, less than a datagram.
    static let payloadMax = 1_500
    static let slotBytes = 1_536
    static let headBytes = 128
    fileprivate static let entryBytes = 32
    fileprivate static let readPlace = 64

    /// The memory that a ring of so many slots needs, in bytes.
    static func byteCount(capacity: Int) -> Int { headBytes + capacity * slotBytes }
}

/// The other side has written what cannot be: it is not to be believed any more.
struct RingBroken: Error {}

/// Memory for rings, shared or not, that stays where it is while somebody holds it.
protocol RingMemory: AnyObject, Sendable {
    /// The first byte, aligned to 64.
    @unsafe var base: UnsafeMutableRawPointer { get }
    /// How many bytes there are.
    var byteCount: Int { get }
}

/// The counters and slots of one ring.
///
/// `@safe`: the place was checked against the memory, which is held.
@safe private struct RingPlace {
    let memory: any RingMemory
    let base: UnsafeMutableRawPointer
    let capacity: Int

    init(_ memory: any RingMemory, offset: Int, capacity: Int) {
        precondition(MemoryLayout<MaskEntry>.size == MaskRing.entryBytes, "the entry's layout")
        precondition(capacity > 0 && capacity & (capacity - 1) == 0, "the size is a power of two")
        precondition(
            offset >= 0 && offset % 64 == 0
                && offset + MaskRing.byteCount(capacity: capacity) <= memory.byteCount,
            "a ring lies inside its memory")
        self.memory = memory
        unsafe base = memory.base + offset
        self.capacity = capacity
    }

    var written: UnsafeMutablePointer<Atomic<UInt64>> {
        unsafe base.assumingMemoryBound(to: Atomic<UInt64>.self)
    }

    var read: UnsafeMutablePointer<Atomic<UInt64>> {
        unsafe (base + MaskRing.readPlace).assumingMemoryBound(to: Atomic<UInt64>.self)
    }

    func slot(_ position: UInt64) -> UnsafeMutableRawPointer {
        let index = Int(truncatingIfNeeded: position) & (capacity - 1)
        return unsafe base + MaskRing.headBytes + index * MaskRing.slotBytes
    }
}

/// The writing side of a ring; belongs to one thread.
///
/// `@safe`, `@unchecked Sendable`: it is handed to its thread once and used by that alone.
@safe final class MaskRingWriter: @unchecked Sendable {
    private let place: RingPlace
    private var written: UInt64 = 0

    /// The writer of an empty ring at `offset`.
    init(_ memory: any RingMemory, offset: Int, capacity: Int) {
        place = RingPlace(memory, offset: offset, capacity: capacity)
    }

    /// Appends an entry with a copy of `payload`; false (and nothing done) when the ring is full.
    func write(_ entry: MaskEntry, payload: Span<UInt8>) throws(RingBroken) -> Bool {
        precondition(payload.count <= MaskRing.payloadMax, "a payload is shorter than a slot")
        let read = unsafe place.read.pointee.load(ordering: .acquiring)
        let waiting = written &- read
        guard waiting <= UInt64(place.capacity) else { throw RingBroken() }
        guard waiting < UInt64(place.capacity) else { return false }
        var entry = entry
        entry.count = UInt16(payload.count)
        let slot = unsafe place.slot(written)
        unsafe slot.storeBytes(of: entry, as: MaskEntry.self)
        unsafe payload.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe (slot + MaskRing.entryBytes).copyMemory(from: start, byteCount: bytes.count)
        }
        written &+= 1
        unsafe place.written.pointee.store(written, ordering: .releasing)
        return true
    }

    /// What the reader shows to have read, and what was shown to it: a hint for whoever watches
    /// whether the reader moves.
    var progress: (read: UInt64, written: UInt64) {
        (
            unsafe place.read.pointee.load(ordering: .relaxed),
            unsafe place.written.pointee.load(ordering: .relaxed)
        )
    }
}

/// The reading side of a ring; belongs to one thread.
///
/// `@safe`, `@unchecked Sendable`: it is handed to its thread once and used by that alone.
@safe final class MaskRingReader: @unchecked Sendable {
    private let place: RingPlace
    private let copy: UnsafeMutableRawPointer
    private var position: UInt64 = 0
    private var count = 0

    /// The reader of an empty ring at `offset`.
    init(_ memory: any RingMemory, offset: Int, capacity: Int) {
        place = RingPlace(memory, offset: offset, capacity: capacity)
        unsafe copy = .allocate(byteCount: MaskRing.slotBytes, alignment: 64)
    }

    deinit {
        unsafe copy.deallocate()
    }

    /// How many entries a ring holds.
    var capacity: Int { place.capacity }

    /// Takes the oldest entry, nil when the ring is empty; its payload is in `payload` until the
    /// next.
    func next() throws(RingBroken) -> MaskEntry? {
        let written = unsafe place.written.pointee.load(ordering: .acquiring)
        let waiting = written &- position
        guard waiting <= UInt64(place.capacity) else { throw RingBroken() }
        guard waiting > 0 else { return nil }
        let slot = unsafe place.slot(position)
        unsafe yt_copy_once(copy, slot, MaskRing.entryBytes)
        let entry = unsafe copy.load(as: MaskEntry.self)
        guard Int(entry.count) <= MaskRing.payloadMax else { throw RingBroken() }
        count = Int(entry.count)
        unsafe yt_copy_once(
            copy + MaskRing.entryBytes, slot + MaskRing.entryBytes, count)
        position &+= 1
        unsafe place.read.pointee.store(position, ordering: .releasing)
        return entry
    }

    /// The payload of the entry that was taken last.
    var payload: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            let start = unsafe (copy + MaskRing.entryBytes).assumingMemoryBound(to: UInt8.self)
            let span = unsafe Span(_unsafeStart: UnsafePointer(start), count: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }
}
