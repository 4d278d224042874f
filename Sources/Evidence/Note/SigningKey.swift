/// A key that signs notes: name and the private half of an Ed25519 key.
public struct SigningKey: Sendable, CustomStringConvertible {
    /// The size of the seed in bytes.
    public static let seedSize = 32

    /// The public half.
    public let verifier: VerifierKey
    /// The private half (RFC 8032 §5.1.5): 32 random bytes, nowhere logged.
    private let seed: [UInt8]

    /// A key from a name and 32 random bytes.
    public init(name: String, seed: [UInt8]) throws(NoteError) {
        guard seed.count == Self.seedSize, let key = Ed25519(seed: seed.span),
            let publicKey = Bytes32(key.publicKey.span)
        else { throw .badKey }
        verifier = try VerifierKey(name: name, publicKey: publicKey)
        self.seed = seed
    }

    /// The 64-byte signature over a note's text.
    public func sign(_ text: String) -> [UInt8] {
        guard let key = Ed25519(seed: seed.span) else {
            preconditionFailure("a seed that made a key makes it again")
        }
        return key.sign(Array(text.utf8).span)
    }

    /// The public half: the seed must not slip into a log.
    public var description: String { "signing key of \(verifier)" }
}
