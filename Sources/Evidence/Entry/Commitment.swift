/// What a leaf says about a text or a person: digests of salt and body, never the body.
///
/// Whoever has the body and its salt can show that it is the one. Who has neither learns nothing,
/// and erasing both leaves every proof valid.
public struct Commitment: Hashable, Sendable {
    /// The size of the salt in bytes.
    public static let saltSize = 32

    /// SHA-256(salt ‖ body) and SM3(salt ‖ body).
    public let digest: DualDigest

    public init(_ digest: DualDigest) {
        self.digest = digest
    }

    /// Commits to a body with 32 random bytes.
    public init(body: [UInt8], salt: Bytes32) {
        digest = .hash(Self.sealed(body: body, salt: salt))
    }

    /// Salt and body as they are kept and handed over: one after the other.
    ///
    /// The SHA-256 of these bytes is the commitment, so that any tool can check it.
    public static func sealed(body: [UInt8], salt: Bytes32) -> [UInt8] {
        salt.bytes + body
    }

    /// Whether these bytes, salt and body, are what was committed to.
    public func matches(sealed bytes: Span<UInt8>) -> Bool {
        bytes.count >= Self.saltSize && DualDigest.hash(bytes) == digest
    }

    /// Whether these bytes, salt and body, are what was committed to.
    public func matches(sealed bytes: [UInt8]) -> Bool {
        matches(sealed: bytes.span)
    }
}

extension Commitment: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        digest = DualDigest(
            sha256: try reader.digest("sha256"), sm3: try reader.digest("sm3"))
    }

    func write(to writer: inout MemberWriter) {
        writer.digest("sha256", digest.sha256)
        writer.digest("sm3", digest.sm3)
    }
}
