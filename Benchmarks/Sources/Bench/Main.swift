import Foundation
import Glibc

/// The scenarios; each runs in a process of its own.
enum Scenario: String, CaseIterable {
    case law
    case slowDisk = "slow-disk"

    /// Its heading in `RESULTS.md`.
    var title: String {
        switch self {
        case .law: "law: from an order to its effect at the worker"
        case .slowDisk: "slow disk: 50 ms on every fsync"
        }
    }
}

/// `Bench`: runs all scenarios and writes `RESULTS.md` and `results.jsonl`; `Bench --short` is the two-minute form,
/// which prints and writes nothing; `Bench --only law` runs one. `--data FOLDER`: where the court's data go meanwhile.
@main
struct Bench {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        func value(after name: String) -> String? {
            arguments.firstIndex(of: name).flatMap { index in
                arguments.indices.contains(index + 1) ? arguments[index + 1] : nil
            }
        }
        let isShort = arguments.contains("--short")
        let root = URL(filePath: value(after: "--root") ?? ".").standardizedFileURL
        let data = URL(
            filePath: value(after: "--data")
                ?? root.appending(path: "Benchmarks/.build/data").path
        ).appending(path: "court")
        if let name = value(after: "--child"), let scenario = Scenario(rawValue: name),
            let output = value(after: "--output")
        {
            let rate = value(after: "--rate").flatMap(Double.init) ?? 100
            let child = Child(
                scenario: scenario, isShort: isShort, rate: rate, root: root, folder: data)
            try await child.run(output: output)
            return
        }
        let only = value(after: "--only").flatMap(Scenario.init)
        do {
            try Suite(isShort: isShort, only: only, root: root, data: data).run()
        } catch {
            progress("bench: \(error)")
            exit(1)
        }
    }
}

/// One scenario in this process.
struct Child {
    let scenario: Scenario
    let isShort: Bool
    let rate: Double
    let root: URL
    let folder: URL

    func run(output: String) async throws {
        let findings: Findings
        switch scenario {
        case .law:
            findings = try await LawScenario(
                size: isShort ? .short : .full, folder: folder, root: root
            ).run()
        case .slowDisk:
            findings = try await SlowDiskScenario(
                size: isShort ? .short : .full, rate: rate, folder: folder, root: root
            ).run()
        }
        try JSONEncoder().encode(findings).write(to: URL(filePath: output))
        // The hearings are left in session: what was measured is measured. No handler of `exit` may run beside the
        // threads that still work.
        _exit(0)
    }
}
