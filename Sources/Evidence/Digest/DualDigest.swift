/// Both digests of the same bytes.
public struct DualDigest: Hashable, Sendable {
    public var sha256: Sha256
    public var sm3: Sm3

    public init(sha256: Sha256, sm3: Sm3) {
        self.sha256 = sha256
        self.sm3 = sm3
    }

    /// Both digests of some bytes.
    public static func hash(_ bytes: Span<UInt8>) -> DualDigest {
        DualDigest(sha256: .hash(bytes), sm3: .hash(bytes))
    }

    /// Both digests of some bytes.
    public static func hash(_ bytes: [UInt8]) -> DualDigest {
        hash(bytes.span)
    }
}

/// Computes both digests in one pass over the bytes.
public struct DualHasher: ~Copyable {
    /// Bytes hashed by one function before the other takes its turn: small enough that the second
    /// reads them from the processor's cache.
    private static let chunk = 16_384

    private var sha256 = DigestContext(.sha256)
    private var sm3 = DigestContext(.sm3)
    /// How many bytes were added.
    public private(set) var count = 0

    /// Starts with nothing added.
    public init() {}

    /// Adds bytes.
    public mutating func update(_ bytes: Span<UInt8>) {
        var start = 0
        while start < bytes.count {
            let end = min(start + Self.chunk, bytes.count)
            let part = bytes.extracting(start..<end)
            sha256.update(part)
            sm3.update(part)
            start = end
        }
        count += bytes.count
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) {
        update(bytes.span)
    }

    /// Both digests of everything added; the hasher then starts afresh.
    public mutating func finish() -> DualDigest {
        count = 0
        return DualDigest(sha256: Sha256(sha256.finish()), sm3: Sm3(sm3.finish()))
    }
}
