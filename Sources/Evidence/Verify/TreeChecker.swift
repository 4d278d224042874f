/// Holds entries against the tiles of the tree and both against the signed root, one leaf at a
/// time.
///
/// Two trees grow side by side, one from the entries and one from the level-0 tiles. Where a leaf
/// differs, the signed root tells at the end which of the two was changed.
struct TreeChecker {
    /// The most differing leaves that are kept one by one.
    private static let mismatchesMax = 64

    /// A tree and the roots of its full tiles of level 0.
    private struct Side {
        var tree = Sha256Tree()
        var tileRoots: [Sha256] = []
        private var tile = Sha256Tree()

        mutating func append(_ leaf: Sha256) {
            tree.append(leaf)
            tile.append(leaf)
            guard tile.size == TilePath.widthMax else { return }
            tileRoots.append(tile.root)
            tile = Sha256Tree()
        }
    }

    private var entries = Side()
    private var tiles = Side()
    /// Nil once an entry was withheld: its SM3 leaf cannot be known.
    private var sm3: Sm3Tree? = Sm3Tree()
    private var mismatches: [Int] = []
    /// Whether every tile of level 0 was there.
    private var hasTiles = true

    /// The entries so far.
    var size: Int { entries.tree.size }
    /// The root over the entries so far.
    var root: Sha256 { entries.tree.root }
    /// The SM3 root over the entries so far; nil if one of them was withheld.
    var sm3Root: Sm3? { sm3?.root }

    /// Takes an entry and the hash that its tile has for it; false if they differ.
    mutating func add(_ entry: [UInt8], tileHash: Sha256?) -> Bool {
        let leaf = Sha256.leaf(entry)
        let index = size
        entries.append(leaf)
        sm3?.append(.leaf(entry))
        guard let tileHash else {
            hasTiles = false
            return true
        }
        if hasTiles { tiles.append(tileHash) }
        guard leaf != tileHash else { return true }
        if mismatches.count < Self.mismatchesMax { mismatches.append(index) }
        return false
    }

    /// Takes the hash of an entry that a copy withholds: it stands for the entry in both trees.
    mutating func addWithheld(_ leaf: Sha256) {
        entries.append(leaf)
        if hasTiles { tiles.append(leaf) }
        sm3 = nil
    }

    /// What the differences mean.
    ///
    /// Before all entries were added nothing leads to the signed root.
    func findings(signed: TreeHead, name: (RecordFile) -> String) -> [Finding] {
        let entriesAreRight = root == signed.root
        let tilesAreRight = hasTiles && tiles.tree.root == signed.root
        var findings = mismatches.map { index in
            if tilesAreRight { return Finding(.entryAltered, entry: index) }
            let tile = name(.tile(.leaves(holding: index, size: signed.size)))
            let cause: Finding.Cause = entriesAreRight ? .tileAltered : .entryDisagrees
            return Finding(cause, entry: index, place: tile)
        }
        if size == signed.size, !entriesAreRight, mismatches.isEmpty {
            findings.append(
                Finding(
                    .rootMismatch, place: name(.checkpoint), expected: signed.root.hex,
                    found: root.hex))
        }
        return findings
    }

    /// The bytes that the tiles of level 1 and above should have.
    func upperTiles(signed: TreeHead) -> [(path: TilePath, bytes: [UInt8])] {
        let tilesAreRight = hasTiles && tiles.tree.root == signed.root
        var hashes = tilesAreRight ? tiles.tileRoots : entries.tileRoots
        var result: [(TilePath, [UInt8])] = []
        var level = 1
        while !hashes.isEmpty {
            var roots: [Sha256] = []
            for start in stride(from: 0, to: hashes.count, by: TilePath.widthMax) {
                let part = hashes[start..<min(start + TilePath.widthMax, hashes.count)]
                let path = TilePath(
                    .hashes(level: level), index: start / TilePath.widthMax, width: part.count)
                result.append((path, part.flatMap(\.bytes)))
                if part.count == TilePath.widthMax { roots.append(Sha256Tree.root(of: part)) }
            }
            hashes = roots
            level += 1
        }
        return result
    }
}

extension TilePath {
    /// The tile of level 0 that holds a leaf of a tree of some size.
    static func leaves(holding index: Int, size: Int) -> TilePath {
        let tile = index / widthMax
        return TilePath(
            .hashes(level: 0), index: tile, width: min(widthMax, size - tile * widthMax))
    }
}
