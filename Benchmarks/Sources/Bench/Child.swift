import Foundation
import Glibc

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
