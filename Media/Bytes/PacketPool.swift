// The packets of one worker: equal slots in one slab, taken and given back by index.
//
//   slab    | slot 0, 2048 B | slot 1, 2048 B | … | slot n-1 |
//   holders | 1              | 3              |   | 0        |   held by nobody: free
//
// The slab comes from `calloc`: Linux maps its pages on first touch, so slots that were never taken
// cost no memory.

import Glibc

/// The place of one packet in the worker's `PacketPool`.
struct PacketSlot: RawRepresentable, Hashable, Sendable {
    let rawValue: UInt32
}

/// A fixed number of packet buffers in one piece of memory, each shared by counting its holders.
///
/// Not thread-safe: a pool belongs to one worker. No operation allocates. The spans that it hands
/// out alias the slab: keep a `MutableSpan` of a slot only while no other span of the same slot is
/// alive.
// @safe: the slab lives as long as the pool, every index is checked against the slab's bounds, and
// all memory is initialised.
@safe
final class PacketPool {
    /// Bytes per slot: more than any datagram that passes an Ethernet, and a power of two.
    static let slotSize = 2048

    /// The number of slots.
    let capacity: Int
    private let slab: UnsafeMutablePointer<UInt8>
    private let holders: UnsafeMutablePointer<UInt32>
    private let free: UnsafeMutablePointer<UInt32>
    private var freeCount: Int

    /// Reserves `capacity` slots (1 to 2^20).
    init(capacity: Int) {
        precondition((1...1 << 20).contains(capacity), "a packet pool has 1 to 2^20 slots")
        self.capacity = capacity
        freeCount = capacity
        guard let memory = unsafe calloc(capacity, Self.slotSize) else {
            preconditionFailure("no memory for \(capacity) packet slots")
        }
        unsafe slab = memory.bindMemory(to: UInt8.self, capacity: capacity * Self.slotSize)
        unsafe holders = .allocate(capacity: capacity)
        unsafe free = .allocate(capacity: capacity)
        unsafe holders.initialize(repeating: 0, count: capacity)
        for index in 0..<capacity {
            unsafe (free + index).initialize(to: UInt32(capacity - 1 - index))
        }
    }

    deinit {
        unsafe Glibc.free(slab)
        unsafe holders.deallocate()
        unsafe free.deallocate()
    }

    /// How many slots nobody holds.
    var available: Int { freeCount }

    /// Takes a free slot with one holder; nil when all are in use (the caller drops and counts).
    func take() -> PacketSlot? {
        guard freeCount > 0 else { return nil }
        freeCount -= 1
        let index = unsafe free[freeCount]
        unsafe holders[Int(index)] = 1
        return PacketSlot(rawValue: index)
    }

    /// Adds a holder to a slot that is in use.
    func retain(_ slot: PacketSlot) {
        let index = checked(slot)
        precondition(unsafe holders[index] > 0, "only a slot in use can get another holder")
        unsafe holders[index] += 1
    }

    /// Ends one hold; the slot is free again when it was the last.
    func release(_ slot: PacketSlot) {
        let index = checked(slot)
        precondition(unsafe holders[index] > 0, "a free slot was released again")
        unsafe holders[index] -= 1
        guard unsafe holders[index] == 0 else { return }
        unsafe free[freeCount] = slot.rawValue
        freeCount += 1
    }

    /// The first `count` bytes of a slot, for reading.
    @_lifetime(borrow self)
    func bytes(of slot: PacketSlot, count: Int) -> Span<UInt8> {
        precondition((0...Self.slotSize).contains(count), "a slot holds 2048 bytes")
        let start = unsafe UnsafePointer(slab + checked(slot) * Self.slotSize)
        let span = unsafe Span(_unsafeStart: start, count: count)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// The first `count` bytes of a slot, for writing; see the type about aliasing.
    @_lifetime(borrow self)
    func mutableBytes(of slot: PacketSlot, count: Int = slotSize) -> MutableSpan<UInt8> {
        precondition((0...Self.slotSize).contains(count), "a slot holds 2048 bytes")
        let start = unsafe slab + checked(slot) * Self.slotSize
        let span = unsafe MutableSpan(_unsafeStart: start, count: count)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// The slot's first byte, for system calls and C libraries; valid while the pool lives.
    @unsafe
    func address(of slot: PacketSlot) -> UnsafeMutablePointer<UInt8> {
        unsafe slab + checked(slot) * Self.slotSize
    }

    private func checked(_ slot: PacketSlot) -> Int {
        precondition(slot.rawValue < capacity, "the slot belongs to another pool")
        return Int(slot.rawValue)
    }
}
