/// Hashes bytes as they come, with one hash function.
public struct StreamHasher<D: Digest>: ~Copyable {
    private var context: DigestContext

    /// Starts with nothing added.
    public init() {
        context = DigestContext(D.algorithm)
    }

    /// Adds bytes.
    public mutating func update(_ bytes: Span<UInt8>) {
        context.update(bytes)
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) {
        context.update(bytes.span)
    }

    /// Adds the 32 bytes of a digest.
    public mutating func update(_ digest: D) {
        context.update(digest.value)
    }

    /// The digest of everything added so far; the hasher goes on.
    public var current: D { D(context.current()) }

    /// The digest of everything added; the hasher then starts afresh.
    public mutating func finish() -> D {
        D(context.finish())
    }
}

/// Hashes bytes as they come.
public typealias Sha256Hasher = StreamHasher<Sha256>
/// Hashes bytes as they come.
public typealias Sm3Hasher = StreamHasher<Sm3>
