/// A digest of 32 bytes of one hash function; the type says which, so that they never mix.
public protocol Digest: Hashable, Sendable, CustomStringConvertible {
    /// The hash function.
    static var algorithm: DigestAlgorithm { get }
    /// The digest itself.
    var value: Bytes32 { get }
    /// Takes a digest that was computed or read elsewhere.
    init(_ value: Bytes32)
}

extension Digest {
    /// Takes exactly 32 bytes; nil for any other count.
    public init?(bytes: Span<UInt8>) {
        guard let value = Bytes32(bytes) else { return nil }
        self.init(value)
    }

    /// Takes exactly 32 bytes; nil for any other count.
    public init?(bytes: [UInt8]) {
        self.init(bytes: bytes.span)
    }

    /// Takes 64 lower-case hex digits; nil for anything else.
    public init?(hex: String) {
        guard let value = Bytes32(hex: hex) else { return nil }
        self.init(value)
    }

    /// The digest of some bytes, in one call.
    public static func hash(_ bytes: Span<UInt8>) -> Self {
        var context = DigestContext(algorithm)
        context.update(bytes)
        return Self(context.finish())
    }

    /// The digest of some bytes, in one call.
    public static func hash(_ bytes: [UInt8]) -> Self {
        hash(bytes.span)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { value.bytes }
    /// 64 lower-case hex digits.
    public var hex: String { value.hex }
    /// The same as `hex`.
    public var description: String { value.hex }
}

/// A SHA-256 digest (FIPS 180-4).
public struct Sha256: Digest {
    public static var algorithm: DigestAlgorithm { .sha256 }
    public var value: Bytes32

    public init(_ value: Bytes32) {
        self.value = value
    }
}

/// An SM3 digest (GB/T 32905).
public struct Sm3: Digest {
    public static var algorithm: DigestAlgorithm { .sm3 }
    public var value: Bytes32

    public init(_ value: Bytes32) {
        self.value = value
    }
}
