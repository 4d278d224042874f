/// What the sample entries must hash to for ever: if these differ, the format was changed, and
/// every record made before can no longer be told from a forged one.
enum FrozenEntries {
    static let root = "edd1e2066d7667e4bf154a763b23e0e8baa72f64ef59715d07c775e7a1ed606e"
    /// The first four bytes of the SHA-256 of each kind's sample, in the order of `EntryKind`.
    static let digests = [
        "6f874c04", "8cd22634", "f97f18f3", "51592bb7", "6f66ab35", "7346f77a", "7903fd49",
        "884fa693", "e4968b04", "4dd59d57", "3b3ebb44", "2a1708d3", "4d7d7150", "f7aa3a46",
        "42fd6900", "df2e8cf6", "d53cb2e4", "de701618", "7c733f88", "eb543346",
    ]
}
