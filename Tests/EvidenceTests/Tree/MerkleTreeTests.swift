import Evidence
import Testing

@Suite("Merkle trees (RFC 6962, RFC 9162)")
struct MerkleTreeTests {
    /// The eight leaves that the implementations of RFC 6962 share.
    static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ].compactMap(Hex.decode)

    /// The roots over the first 1, 2 … 8 of them.
    static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static var hashes: [Sha256] { leaves.map { Sha256.leaf($0) } }

    @Test("The empty tree and the empty leaf have the known hashes")
    func empty() {
        #expect(
            Sha256Tree().root.hex
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Sha256.leaf([]).hex == Self.roots[0])
    }

    @Test("The shared leaves give the shared roots", arguments: 1...8)
    func knownRoots(size: Int) {
        #expect(Sha256Tree(leaves: Self.hashes.prefix(size)).root.hex == Self.roots[size - 1])
    }

    @Test(
        "The shared inclusion proofs come out and verify",
        arguments: [
            (
                0, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                5, 8,
                [
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
            (
                1, 5,
                [
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ])
    func knownInclusion(index: Int, size: Int, expected: [String]) throws {
        let path = try #require(
            Sha256Tree.inclusionProof(of: index, in: Self.hashes.prefix(size)))
        #expect(path.map(\.hex) == expected)
        let root = try #require(Sha256(hex: Self.roots[size - 1]))
        let leaf = Self.hashes[index]
        #expect(Sha256Tree.verifyInclusion(of: leaf, at: index, size: size, path: path, root: root))
        for (otherIndex, otherSize) in [
            (index - 1, size), (index + 1, size), (index ^ 2, size), (index, size * 2),
            (index, size / 2),
        ] {
            #expect(
                !Sha256Tree.verifyInclusion(
                    of: leaf, at: otherIndex, size: otherSize, path: path, root: root))
        }
        for wrong in Self.spoiled(path, with: root) {
            #expect(
                !Sha256Tree.verifyInclusion(
                    of: leaf, at: index, size: size, path: wrong, root: root))
        }
        #expect(
            !Sha256Tree.verifyInclusion(
                of: .hash([1]), at: index, size: size, path: path, root: root))
        #expect(
            !Sha256Tree.verifyInclusion(
                of: leaf, at: index, size: size, path: path, root: .emptyRoot))
    }

    @Test(
        "The shared consistency proofs come out and verify",
        arguments: [
            (
                1, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                6, 8,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (
                2, 5,
                [
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
            (
                6, 7,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
        ])
    func knownConsistency(old: Int, size: Int, expected: [String]) throws {
        let path = try #require(
            Sha256Tree.consistencyProof(from: old, in: Self.hashes.prefix(size)))
        #expect(path.map(\.hex) == expected)
        let oldRoot = try #require(Sha256(hex: Self.roots[old - 1]))
        let root = try #require(Sha256(hex: Self.roots[size - 1]))
        #expect(Sha256Tree.verifyConsistency(from: old, oldRoot, to: size, root, path: path))
        for (otherOld, otherSize) in [
            (old - 1, size), (old + 1, size), (old ^ 2, size), (old, size * 2), (old, size / 2),
        ] {
            #expect(
                !Sha256Tree.verifyConsistency(
                    from: otherOld, oldRoot, to: otherSize, root, path: path))
        }
        for wrong in Self.spoiled(path, with: root) + Self.spoiled(path, with: oldRoot) + [[]] {
            #expect(
                !Sha256Tree.verifyConsistency(
                    from: old, oldRoot, to: size, root, path: wrong))
        }
        #expect(!Sha256Tree.verifyConsistency(from: old, root, to: size, oldRoot, path: path))
    }

    /// A path with a bit changed in each hash, one hash more in front or behind, one less.
    static func spoiled(_ path: [Sha256], with extra: Sha256) -> [[Sha256]] {
        var result = [path + [extra], [extra] + path, Array(path.dropLast())]
        for index in path.indices {
            var bytes = path[index].bytes
            bytes[0] ^= 8
            guard let changed = Sha256(bytes: bytes) else { continue }
            result.append(path[..<index] + [changed] + path[(index + 1)...])
        }
        return result
    }

    @Test("Nothing is a prefix of everything, and a tree of itself")
    func trivialConsistency() throws {
        let root = try #require(Sha256(hex: Self.roots[4]))
        let empty = Sha256.emptyRoot
        #expect(Sha256Tree.verifyConsistency(from: 0, empty, to: 5, root, path: []))
        #expect(Sha256Tree.verifyConsistency(from: 5, root, to: 5, root, path: []))
        #expect(!Sha256Tree.verifyConsistency(from: 0, root, to: 5, root, path: []))
        #expect(!Sha256Tree.verifyConsistency(from: 0, empty, to: 5, root, path: [root]))
        #expect(!Sha256Tree.verifyConsistency(from: 5, empty, to: 5, root, path: []))
        #expect(!Sha256Tree.verifyConsistency(from: 5, root, to: 4, root, path: []))
        #expect(!Sha256Tree.verifyConsistency(from: -1, root, to: 4, root, path: []))
        #expect(!Sha256Tree.verifyInclusion(of: root, at: 0, size: 0, path: [], root: root))
        #expect(!Sha256Tree.verifyInclusion(of: root, at: -1, size: 4, path: [], root: root))
    }

    @Test("A saved edge goes on like the tree it was taken from; a wrong one is refused")
    func savedEdge() throws {
        var tree = Sha256Tree(leaves: Self.hashes.prefix(5))
        var saved = try #require(Sha256Tree(size: tree.size, edge: tree.edge))
        tree.append(Self.hashes[5])
        saved.append(Self.hashes[5])
        #expect(saved == tree)
        #expect(Sha256Tree(size: 5, edge: tree.edge + tree.edge) == nil)
        #expect(Sha256Tree(size: 4, edge: tree.edge) == nil)
        #expect(Sha256Tree(size: -1, edge: []) == nil)
    }
}
