import Foundation

/// Where a run took place.
struct Machine: Sendable {
    let line: String

    /// Processor, cores, kernel, file system, and how long a sync takes there.
    init(data folder: URL) throws {
        let info = Self.read("/proc/cpuinfo").split(separator: "\n")
        let model = info.first { $0.hasPrefix("model name") }?.split(separator: ":").last
        let kernel = Self.read("/proc/sys/kernel/osrelease")
        let load = Self.read("/proc/loadavg").split(separator: " ").prefix(2).joined(separator: " ")
        let memory =
            Self.read("/proc/meminfo").split(separator: "\n").first?
            .split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let sync = try syncLatencies(in: folder, count: 300)
        line =
            "\(model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "?"), "
            + "\(ProcessInfo.processInfo.activeProcessorCount) cores, \(memory / 1_048_576) GiB, "
            + "Linux \(kernel), fdatasync p50 \(sync.percentile(0.5).short) p99 \(sync.percentile(0.99).short) ms, "
            + "load before \(load)"
    }

    private static func read(_ path: String) -> String {
        ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// Says how far the run is.
func progress(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
}
