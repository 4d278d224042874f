public import Evidence
internal import Foundation

/// Writes bundles away from the cooperative threads: few serial queues, so that the bundles of one
/// hearing are written in order and a slow sync holds up only some hearings.
public final class SegmentQueue: Sendable {
    /// Syncs in flight at a time: a disk gains little from more.
    private static let queueCount = 4

    private let writer: SegmentWriter
    private let queues: [DispatchQueue]

    /// Writes with this writer.
    public init(_ writer: SegmentWriter) {
        self.writer = writer
        queues = (0..<Self.queueCount).map { DispatchQueue(label: "yunting.segments.\($0)") }
    }

    /// Writes one bundle and returns when it is durable; see `SegmentWriter.write`.
    public func write(
        hearing: Bytes16, bundle number: Int, parts: [[UInt8]]
    ) async throws(StorageError) -> WrittenBundle {
        let writer = writer
        let queue = queues[Int(hearing.bytes[0]) % Self.queueCount]
        return try await withCheckedContinuation { continuation in
            queue.async {
                let result = Result { () throws(StorageError) in
                    try writer.write(hearing: hearing, bundle: number, parts: parts)
                }
                continuation.resume(returning: result)
            }
        }.get()
    }
}
