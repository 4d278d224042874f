/// The bytes of hash tiles (C2SP tlog-tiles): up to 256 hashes one after another.
public enum HashTile {
    /// Why the bytes of a tile cannot be taken.
    public enum Malformed: Error, Hashable, Sendable {
        /// Not 32 bytes for each of its hashes.
        case wrongLength(expected: Int, found: Int)
    }

    /// The bytes of a tile of the tree of some leaves.
    ///
    /// The leaves that it covers must be there: asking for others is our mistake and traps.
    public static func bytes(_ path: TilePath, of leaves: [Sha256]) -> [UInt8] {
        guard case .hashes(let level) = path.content else {
            preconditionFailure("an entry bundle has no hashes")
        }
        var span = 1
        for _ in 0..<level { span *= TilePath.widthMax }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.width * Bytes32.count)
        for number in path.range {
            let start = number * span
            let hash =
                level == 0 ? leaves[start] : Sha256Tree.root(of: leaves[start..<start + span])
            hash.value.append(to: &bytes)
        }
        return bytes
    }

    /// The hashes in the bytes of a tile of some width.
    public static func hashes(
        _ bytes: Span<UInt8>, width: Int
    ) throws(Malformed) -> [Sha256] {
        let expected = width * Bytes32.count
        guard bytes.count == expected else {
            throw .wrongLength(expected: expected, found: bytes.count)
        }
        var hashes: [Sha256] = []
        hashes.reserveCapacity(width)
        for start in stride(from: 0, to: expected, by: Bytes32.count) {
            let part = bytes.extracting(start..<start + Bytes32.count)
            guard let hash = Sha256(bytes: part) else { break }
            hashes.append(hash)
        }
        return hashes
    }
}
