/// An append-only Merkle tree (RFC 9162 §2.1) of which only the right edge is kept.
///
/// That is one hash for every one bit of the size, at most 53, whatever the number of leaves.
public struct MerkleTree<D: Digest>: Hashable, Sendable {
    /// The largest size: what a checkpoint and an entry can say (an integer below 2^53).
    public static var sizeMax: Int { Int(Json.integerMax) }

    /// The number of leaves.
    public private(set) var size: Int
    /// The roots of the full subtrees that make up the tree, the largest (leftmost) first.
    public private(set) var edge: [D]

    /// A tree without leaves.
    public init() {
        size = 0
        edge = []
    }

    /// A tree that was saved by size and edge; nil where the two do not belong together.
    public init?(size: Int, edge: [D]) {
        guard (0...Self.sizeMax).contains(size), edge.count == size.nonzeroBitCount else {
            return nil
        }
        self.size = size
        self.edge = edge
    }

    /// The tree of some leaves.
    public init(leaves: some Sequence<D>) {
        self.init()
        for leaf in leaves { append(leaf) }
    }

    /// Adds a leaf by its hash (`D.leaf(entry)`).
    public mutating func append(_ leaf: D) {
        precondition(size < Self.sizeMax, "a log ends long before 2^53 entries")
        var node = leaf
        // Every one bit at the end of the size is a full subtree that the new leaf completes.
        var ending = size
        while ending & 1 == 1 {
            node = .node(edge.removeLast(), node)
            ending >>= 1
        }
        edge.append(node)
        size += 1
    }

    /// The root hash over all leaves.
    public var root: D {
        guard var node = edge.last else { return .emptyRoot }
        for left in edge.dropLast().reversed() { node = .node(left, node) }
        return node
    }
}

/// The tree of the record, in tiles and checkpoints.
public typealias Sha256Tree = MerkleTree<Sha256>
/// The tree of the same shape over the same entries.
public typealias Sm3Tree = MerkleTree<Sm3>
