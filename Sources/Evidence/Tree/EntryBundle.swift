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
        var entries: [[UInt8]] = []
        entries.reserveCapacity(width)
        var position = 0
        for number in 0..<width {
            guard bytes.count - position >= 2 else { throw .truncated(position: number) }
            let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
            position += 2
            guard bytes.count - position >= length else { throw .truncated(position: number) }
            entries.append(Array(bytes[position..<position + length]))
            position += length
        }
        guard position == bytes.count else {
            throw .trailingBytes(count: bytes.count - position)
        }
        return entries
    }
}
