internal import Synchronization

/// Batches of events that may wait for the program.
///
/// A worker makes at most one batch per turn of its loop; a program that is this far behind has
/// stopped reading.
private let batchesMax = 4096

/// The bounded way out of the workers: batches of events, oldest first; what finds the queue full is
/// dropped and counted.
final class EventQueue: Sendable {
    /// What the program reads.
    let stream: AsyncStream<[Event]>
    private let continuation: AsyncStream<[Event]>.Continuation
    private let lost = Atomic<Int>(0)

    /// Makes an empty queue.
    init() {
        (stream, continuation) = AsyncStream.makeStream(
            of: [Event].self, bufferingPolicy: .bufferingOldest(batchesMax))
    }

    /// Events dropped so far.
    var dropped: UInt64 { UInt64(lost.load(ordering: .relaxed)) }

    /// Appends a batch.
    func put(_ events: [Event]) {
        if case .dropped(let batch) = continuation.yield(events) {
            lost.add(batch.count, ordering: .relaxed)
        }
    }

    /// Ends the stream after what waits.
    func finish() {
        continuation.finish()
    }
}
