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
            do { try await child.run(output: output) } catch { fail(error) }
        }
        let only = value(after: "--only").flatMap(Scenario.init)
        let suite = Suite(isShort: isShort, only: only, root: root, data: data)
        do { try suite.run() } catch { fail(error) }
    }

    private static func fail(_ error: any Error) -> Never {
        progress("bench: \(error)")
        exit(1)
    }
}
