import CPeer
import Foundation

/// What the machine itself does while something is measured on it: wakes a thread, syncs a file.
///
/// A latency near these says little about the program, one far above them is its own.
struct Yardstick: Sendable {
    /// How much longer than asked for a sleep took.
    let wakes: Latencies
    /// How long an fdatasync of 4 KiB took, beside the court's own.
    let syncs: Latencies

    /// Measures while `body` runs, with a file beside the court's folder.
    static func beside<Result>(
        _ folder: URL, while body: () async throws -> Result
    ) async throws -> (Result, Yardstick) {
        let file = folder.deletingLastPathComponent().appending(path: "yardstick").path
        guard let running = unsafe yardstick_begin(file) else {
            throw BenchError("\(file) cannot be written")
        }
        let result = try await body()
        var sleeps = [UInt32](repeating: 0, count: 65_536)
        var syncs = sleeps
        let count = unsafe yardstick_end(running, &sleeps, &syncs, sleeps.count)
        return (
            result,
            Yardstick(
                wakes: Latencies(sleeps.prefix(count).map(Int64.init)),
                syncs: Latencies(syncs.prefix(count).map(Int64.init)))
        )
    }

    /// In words.
    var line: String {
        "machine: wakes late p50 \(wakes.percentile(0.5).short) p99 \(wakes.percentile(0.99).short) ms, "
            + "fdatasync p50 \(syncs.percentile(0.5).short) p99 \(syncs.percentile(0.99).short) ms"
    }
}
