import Foundation
import Glibc

/// How long an fdatasync of 4 KiB takes in a folder, in milliseconds.
func syncLatencies(in folder: URL, count: Int) throws -> Latencies {
    let path = folder.appending(path: "sync-probe").path
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw BenchError("\(path) cannot be written") }
    defer {
        close(descriptor)
        unsafe _ = unlink(path)
    }
    let block = [UInt8](repeating: 0x5A, count: 4_096)
    var times: [Int64] = []
    for _ in 0..<count {
        unsafe _ = write(descriptor, block, block.count)
        let begin = ContinuousClock.now
        fdatasync(descriptor)
        times.append(Int64((ContinuousClock.now - begin) / .nanoseconds(1)))
    }
    return Latencies(times)
}
