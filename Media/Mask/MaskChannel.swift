/// The way of one worker to the voice masker and back: two rings, seen from one of their ends.
///
/// Half a second of 64 voices fits in each direction's 1024 slots of 20 ms.
final class MaskChannel: Sendable {
    /// Slots of each ring.
    static let capacity = 1_024

    /// Which end it is.
    enum End {
        case relay
        case masker
    }

    let writer: MaskRingWriter
    let reader: MaskRingReader

    /// The memory that the channels of so many workers need, in bytes.
    static func byteCount(workers: Int, capacity: Int = capacity) -> Int {
        workers * 2 * MaskRing.byteCount(capacity: capacity)
    }

    /// One end of the channel of a worker; each end is made once, over memory that is all zeros.
    init(
        _ end: End, ofWorker worker: Int, in memory: any RingMemory, capacity: Int = capacity
    ) {
        let ring = MaskRing.byteCount(capacity: capacity)
        let toMasker = worker * 2 * ring
        let toRelay = toMasker + ring
        writer = MaskRingWriter(
            memory, offset: end == .relay ? toMasker : toRelay, capacity: capacity)
        reader = MaskRingReader(
            memory, offset: end == .relay ? toRelay : toMasker, capacity: capacity)
    }
}

/// Ring memory inside one process.
///
/// `@safe`, `@unchecked Sendable`: the pointer is private and never changes; what lies there is
/// shared by the rules of the rings alone.
@safe final class PrivateRingMemory: RingMemory, @unchecked Sendable {
    private let bytes: UnsafeMutableRawPointer
    let byteCount: Int

    /// So many bytes, all zeros.
    init(byteCount: Int) {
        unsafe bytes = .allocate(byteCount: byteCount, alignment: 64)
        unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
        self.byteCount = byteCount
    }

    deinit {
        unsafe bytes.deallocate()
    }

    @unsafe
    var base: UnsafeMutableRawPointer { unsafe bytes }
}
