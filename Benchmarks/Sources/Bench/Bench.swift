import Foundation

/// All scenarios, for `RESULTS.md` and `results.jsonl`.
///
/// `--short` is the two-minute form, which prints and writes nothing; `--only law` runs one scenario; `--root FOLDER` is the
/// checkout; `--data FOLDER` says where the court's data go meanwhile.
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
