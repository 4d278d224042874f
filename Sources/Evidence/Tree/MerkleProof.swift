/// Proofs made from all leaf hashes of a tree (RFC 9162 §2.1.3.1 and §2.1.4.1).
///
/// Linear in the number of leaves: a hearing's log has tens of thousands.
extension MerkleTree {
    /// The root of some leaves.
    public static func root(of leaves: some Sequence<D>) -> D {
        MerkleTree(leaves: leaves).root
    }

    /// The hashes that lead from leaf `index` to the root of `leaves`, lowest first; nil if there
    /// is no such leaf.
    public static func inclusionProof(of index: Int, in leaves: ArraySlice<D>) -> [D]? {
        guard (0..<leaves.count).contains(index) else { return nil }
        var path: [D] = []
        var part = leaves
        while part.count > 1 {
            let (left, right) = halves(of: part)
            let goesLeft = index + leaves.startIndex < right.startIndex
            path.append(root(of: goesLeft ? right : left))
            part = goesLeft ? left : right
        }
        return path.reversed()
    }

    /// The hashes that show that the tree of the first `size` leaves is a prefix of the tree of
    /// all; nil if there are fewer leaves.
    ///
    /// Empty for 0 and for all.
    public static func consistencyProof(from size: Int, in leaves: ArraySlice<D>) -> [D]? {
        guard (0...leaves.count).contains(size) else { return nil }
        guard size > 0, size < leaves.count else { return [] }
        let old = leaves.startIndex + size
        var path: [D] = []
        var part = leaves
        // While the old tree's border is inside this part, descend towards it.
        while part.endIndex != old {
            let (left, right) = halves(of: part)
            let goesLeft = old <= right.startIndex
            path.append(root(of: goesLeft ? right : left))
            part = goesLeft ? left : right
        }
        // The verifier knows the old root; the part is left out when it is all of the old tree.
        if part.startIndex != leaves.startIndex { path.append(root(of: part)) }
        return path.reversed()
    }

    /// Cuts at the largest power of two below the count (§2.1.1).
    private static func halves(of part: ArraySlice<D>) -> (ArraySlice<D>, ArraySlice<D>) {
        let power = 1 << (Int.bitWidth - 1 - (part.count - 1).leadingZeroBitCount)
        let middle = part.startIndex + power
        return (part[..<middle], part[middle...])
    }
}

/// Checking proofs against roots: the input is anybody's.
extension MerkleTree {
    /// Whether `path` leads from `leaf` at `index` to the root of a tree of `size`
    /// (RFC 9162 §2.1.3.2).
    public static func verifyInclusion(
        of leaf: D, at index: Int, size: Int, path: [D], root: D
    ) -> Bool {
        guard index >= 0, index < size, size <= sizeMax else { return false }
        var first = index
        var last = size - 1
        var node = leaf
        for sibling in path {
            guard last != 0 else { return false }
            if first & 1 == 1 || first == last {
                node = .node(sibling, node)
                climb(&first, &last)
            } else {
                node = .node(node, sibling)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 && node == root
    }

    /// Whether `path` shows that the tree (`oldSize`, `oldRoot`) is a prefix of the tree (`size`,
    /// `root`) (RFC 9162 §2.1.4.2).
    ///
    /// Nothing is a prefix of everything.
    public static func verifyConsistency(
        from oldSize: Int, _ oldRoot: D, to size: Int, _ root: D, path: [D]
    ) -> Bool {
        guard oldSize >= 0, oldSize <= size, size <= sizeMax else { return false }
        if oldSize == size { return path.isEmpty && oldRoot == root }
        if oldSize == 0 { return path.isEmpty && oldRoot == .emptyRoot }
        let isFullSubtree = oldSize.nonzeroBitCount == 1
        guard var old = isFullSubtree ? oldRoot : path.first else { return false }
        var new = old
        var first = oldSize - 1
        var last = size - 1
        while first & 1 == 1 {
            first >>= 1
            last >>= 1
        }
        for sibling in path.dropFirst(isFullSubtree ? 0 : 1) {
            guard last != 0 else { return false }
            if first & 1 == 1 || first == last {
                old = .node(sibling, old)
                new = .node(sibling, new)
                climb(&first, &last)
            } else {
                new = .node(new, sibling)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == root
    }

    /// Passes the levels at which a node on the right edge has no sibling.
    private static func climb(_ first: inout Int, _ last: inout Int) {
        while first & 1 == 0, first != 0 {
            first >>= 1
            last >>= 1
        }
    }
}
