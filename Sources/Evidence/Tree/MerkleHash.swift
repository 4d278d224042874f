/// The hashes of the tree (RFC 6962 §2.1, RFC 9162 §2.1.1). The prefix byte keeps a leaf from being
/// passed off as a node.
extension Digest {
    private static var leafPrefix: UInt8 { 0 }
    private static var nodePrefix: UInt8 { 1 }

    /// H(0x00 ‖ entry).
    public static func leaf(_ entry: Span<UInt8>) -> Self {
        var context = DigestContext(algorithm)
        context.update(leafPrefix)
        context.update(entry)
        return Self(context.finish())
    }

    /// H(0x00 ‖ entry).
    public static func leaf(_ entry: [UInt8]) -> Self {
        leaf(entry.span)
    }

    /// H(0x01 ‖ left ‖ right).
    public static func node(_ left: Self, _ right: Self) -> Self {
        var joined: [UInt8] = [nodePrefix]
        joined.reserveCapacity(1 + 2 * Bytes32.count)
        left.value.append(to: &joined)
        right.value.append(to: &joined)
        return hash(joined)
    }

    /// The root of a tree without leaves: H of nothing.
    public static var emptyRoot: Self { hash([]) }
}
