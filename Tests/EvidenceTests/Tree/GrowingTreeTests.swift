import Evidence
import TestKit
import Testing

@Suite("A tree grown to 300 leaves, by every route")
struct GrowingTreeTests {
    static let entries: [[UInt8]] = {
        var random = SeededGenerator(seed: 51)
        return (0..<300).map { _ in random.bytes(Int.random(in: 0...40, using: &random)) }
    }()
    static let hashes = entries.map { Sha256.leaf($0) }

    /// The definition of RFC 9162 §2.1.1, word for word.
    static func definedRoot<D: Digest>(_ leaves: ArraySlice<D>) -> D {
        guard leaves.count > 1 else { return leaves.first ?? .emptyRoot }
        var power = 1
        while power * 2 < leaves.count { power *= 2 }
        let middle = leaves.startIndex + power
        return .node(definedRoot(leaves[..<middle]), definedRoot(leaves[middle...]))
    }

    /// The root from the bytes of tiles alone: the widest level first, as C2SP has it.
    static func rootFromTiles(size: Int) throws -> Sha256 {
        var row: [Sha256] = []
        for path in TilePath.all(forSize: size) where path.content == .hashes(level: 0) {
            let bytes = HashTile.bytes(path, of: Self.hashes)
            row += try HashTile.hashes(bytes.span, width: path.width)
        }
        return Sha256Tree.root(of: row)
    }

    @Test("Definition, edge and tiles agree, in both digests")
    func roots() throws {
        var tree = Sha256Tree()
        var sm3 = Sm3Tree()
        let sm3Leaves = Self.entries.map { Sm3.leaf($0) }
        for size in 1...300 {
            tree.append(Self.hashes[size - 1])
            sm3.append(sm3Leaves[size - 1])
            #expect(tree.size == size)
            #expect(tree.edge.count == size.nonzeroBitCount)
            // Every size up to 40, then some, and all around a full tile.
            guard size <= 40 || size % 29 == 0 || (254...258).contains(size) || size == 300
            else { continue }
            #expect(tree.root == Self.definedRoot(Self.hashes[..<size]))
            #expect(sm3.root == Self.definedRoot(sm3Leaves[..<size]))
            #expect(try Self.rootFromTiles(size: size) == tree.root)
        }
    }

    @Test("Every inclusion proof of some sizes verifies, and against no other leaf")
    func inclusion() throws {
        for size in [1, 2, 3, 7, 64, 65, 255, 256, 257, 300] {
            let leaves = Self.hashes[..<size]
            let root = Self.definedRoot(leaves)
            for index in stride(from: 0, to: size, by: size > 20 ? 11 : 1) {
                let path = try #require(Sha256Tree.inclusionProof(of: index, in: leaves))
                #expect(
                    Sha256Tree.verifyInclusion(
                        of: Self.hashes[index], at: index, size: size, path: path, root: root))
                let other = (index + 1) % size
                #expect(
                    size == 1
                        || !Sha256Tree.verifyInclusion(
                            of: Self.hashes[other], at: index, size: size, path: path, root: root)
                )
            }
            #expect(Sha256Tree.inclusionProof(of: size, in: leaves) == nil)
            #expect(Sha256Tree.inclusionProof(of: -1, in: leaves) == nil)
        }
    }

    @Test("Every earlier tree is shown to be a prefix, and no other is")
    func consistency() throws {
        for size in [1, 2, 8, 9, 100, 256, 300] {
            let leaves = Self.hashes[..<size]
            let root = Self.definedRoot(leaves)
            for old in stride(from: 1, through: size, by: size > 20 ? 7 : 1) {
                let oldRoot = Self.definedRoot(Self.hashes[..<old])
                let path = try #require(Sha256Tree.consistencyProof(from: old, in: leaves))
                #expect(
                    Sha256Tree.verifyConsistency(
                        from: old, oldRoot, to: size, root, path: path))
                #expect(
                    !Sha256Tree.verifyConsistency(
                        from: old, .hash([7]), to: size, root, path: path))
            }
            #expect(Sha256Tree.consistencyProof(from: size + 1, in: leaves) == nil)
        }
    }

    @Test("Proofs do not depend on where a slice of leaves begins")
    func slices() {
        let slice = Self.hashes[100..<180]
        let rebased = Array(slice)[...]
        #expect(
            Sha256Tree.inclusionProof(of: 33, in: slice)
                == Sha256Tree.inclusionProof(of: 33, in: rebased))
        #expect(
            Sha256Tree.consistencyProof(from: 33, in: slice)
                == Sha256Tree.consistencyProof(from: 33, in: rebased))
    }
}
