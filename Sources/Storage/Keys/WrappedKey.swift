/// A key under AES-256-GCM by the court's key-encryption key.
public struct WrappedKey: Hashable, Sendable {
    /// The 12 random bytes of the nonce.
    public let nonce: [UInt8]
    /// The ciphertext and, after it, the 16 bytes of the tag.
    public let ciphertext: [UInt8]

    /// Describes a wrapped key.
    public init(nonce: [UInt8], ciphertext: [UInt8]) {
        self.nonce = nonce
        self.ciphertext = ciphertext
    }
}
