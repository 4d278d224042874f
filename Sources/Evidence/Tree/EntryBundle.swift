/// The bytes of entry bundles (C2SP tlog-tiles): up to 256 entries, each after its length as a
/// big-endian number of 16 bits.
public enum EntryBundle {
    /// Why the bytes of a bundle cannot be taken.
    public enum Malformed: Error, Hashable, Sendable {
        /// The bytes end inside entry `position` of the bundle (from 0).
        case truncated(position: Int)
        /// Bytes follow the last entry.
        case trailingBytes(count: Int)
    }

    /// The bytes of a bundle; an entry longer than 65,535 bytes is our mistake and traps.
    public static func bytes(_ entries: some Sequence<[UInt8]>) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            guard let length = UInt16(exactly: entry.count) else {
                preconditionFailure("an entry is at most 65,535 bytes")
            }
            bytes.append(UInt8(length >> 8))
            bytes.append(UInt8(length & 0xFF))
            bytes.append(contentsOf: entry)
        }
        return bytes
    }

    /// The entries of a bundle of some width.
    public static func entries(
        _ bytes: [UInt8], width: Int
    ) throws(Malformed) -> [[UInt8]] {
        var reader = Reader(bytes)
        var entries: [[UInt8]] = []
        entries.reserveCapacity(width)
        for _ in 0..<width { entries.append(try reader.next()) }
        guard reader.remaining == 0 else { throw .trailingBytes(count: reader.remaining) }
        return entries
    }

    /// Reads a bundle entry by entry.
    struct Reader {
        private let bytes: [UInt8]
        private var offset = 0
        private var position = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        /// The bytes not read yet.
        var remaining: Int { bytes.count - offset }

        /// The next entry.
        mutating func next() throws(Malformed) -> [UInt8] {
            guard remaining >= 2 else { throw .truncated(position: position) }
            let length = Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
            guard remaining >= 2 + length else { throw .truncated(position: position) }
            let start = offset + 2
            offset = start + length
            position += 1
            return Array(bytes[start..<offset])
        }
    }
}
