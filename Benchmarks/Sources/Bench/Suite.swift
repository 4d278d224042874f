import Foundation

/// All scenarios, each in a child process, and what is written of them.
struct Suite {
    /// Without a knee to go by, slow-disk gets this many orders per second.
    private static let usualRate = 100.0

    let isShort: Bool
    let only: Scenario?
    let root: URL
    /// Where a scenario's court has its data.
    let data: URL

    func run() throws {
        let work = root.appending(path: "Benchmarks/.build")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            at: data.deletingLastPathComponent(), withIntermediateDirectories: true)
        let machine = try Machine(data: data.deletingLastPathComponent())
        progress(machine.line)
        var found: [(Scenario, Findings)] = []
        for scenario in Scenario.allCases where only == nil || only == scenario {
            let rate = found.first?.1.readings.first { $0.metric == "rate" }?.value
            found.append((scenario, try child(scenario, rate: rate ?? Self.usualRate, work: work)))
        }
        let document = try document(machine, found)
        if isShort || only != nil {
            print(document)
        } else {
            try write(document, found)
        }
    }

    private func child(_ scenario: Scenario, rate: Double, work: URL) throws -> Findings {
        let output = work.appending(path: "\(scenario.rawValue).json")
        try? FileManager.default.removeItem(at: output)
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            [
                "--child", scenario.rawValue, "--output", output.path, "--root", root.path,
                "--rate", String(rate), "--data", data.deletingLastPathComponent().path,
            ] + (isShort ? ["--short"] : [])
        if scenario == .slowDisk {
            let library = work.appending(path: "slowdisk.so").path
            let control = work.appending(path: "slowdisk.control").path
            try DiskSwitch.make(control)
            process.environment = ProcessInfo.processInfo.environment.merging(
                DiskSwitch.environment(
                    library: library, control: control,
                    folder: data.path)
            ) { _, new in new }
        }
        try process.run()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: data)
        guard process.terminationStatus == 0 else {
            throw BenchError("\(scenario.rawValue) ended with \(process.terminationStatus)")
        }
        return try JSONDecoder().decode(Findings.self, from: Data(contentsOf: output))
    }

    private func document(_ machine: Machine, _ found: [(Scenario, Findings)]) throws -> String {
        let day = Date().formatted(.iso8601.year().month().day())
        var text = """
            # Results

            Written by `make bench`; what each number means stands in `README.md`, all of them in `results.jsonl`.

            \(day), commit \(commit()). \(machine.line).

            """
        for (scenario, findings) in found {
            text += "\n## \(scenario.title)\n\n\(findings.text)"
        }
        return text
    }

    private func write(_ document: String, _ found: [(Scenario, Findings)]) throws {
        let folder = root.appending(path: "Benchmarks")
        try document.write(
            to: folder.appending(path: "RESULTS.md"), atomically: true, encoding: .utf8)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let lines = try found.flatMap(\.1.readings).map { reading in
            String(decoding: try encoder.encode(reading), as: UTF8.self)
        }
        try (lines.joined(separator: "\n") + "\n").write(
            to: folder.appending(path: "results.jsonl"), atomically: true, encoding: .utf8)
        progress("written: \(folder.path)/RESULTS.md, results.jsonl")
    }

    /// The checkout's commit, in short.
    private func commit() -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-C", root.path, "describe", "--always", "--dirty"]
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return "unknown" }
        process.waitUntilExit()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? "unknown" : text
    }
}
