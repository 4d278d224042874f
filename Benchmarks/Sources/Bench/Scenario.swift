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
