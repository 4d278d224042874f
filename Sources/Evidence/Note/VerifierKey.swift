/// The public half of a key that signs notes (C2SP signed-note), Ed25519 only.
///
/// As text, the *vkey*: `<name>+<key id, 8 hex digits>+<base64 of 0x01 ‖ 32 bytes>`.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// The signature type of Ed25519.
    static let ed25519: UInt8 = 0x01
    /// Longer names are refused.
    public static let nameMax = 255

    /// Who signs: a URL without its scheme, such as `court.example/log`.
    public let name: String
    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), big-endian.
    public let keyID: UInt32
    /// The public key (RFC 8032 §5.1.5).
    public let publicKey: Bytes32

    /// A key by its name and 32 bytes.
    public init(name: String, publicKey: Bytes32) throws(NoteError) {
        guard Self.isName(name) else { throw .badKey }
        self.name = name
        self.publicKey = publicKey
        keyID = Self.keyID(name: name, publicKey: publicKey)
    }

    /// Reads the text form.
    public init(_ text: String) throws(NoteError) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let encoded = Base64.standard.decode(String(parts[2])),
            encoded.first == Self.ed25519, let key = Bytes32(encoded.span.extracting(1...))
        else { throw .badKey }
        try self.init(name: String(parts[0]), publicKey: key)
        guard parts[1] == keyIDText else { throw .badKey }
    }

    /// The text form.
    public var description: String {
        "\(name)+\(keyIDText)+\(Base64.standard.encode([Self.ed25519] + publicKey.bytes))"
    }

    /// Whether a signature over a note's text is by this key.
    public func verify(_ signature: [UInt8], over text: String) -> Bool {
        guard let key = Ed25519(publicKey: publicKey.bytes.span) else { return false }
        return key.verify(signature.span, over: Array(text.utf8).span)
    }

    /// Names are not empty and have neither spaces nor plus signs.
    static func isName(_ name: String) -> Bool {
        (1...nameMax).contains(name.utf8.count)
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "+" && scalar.value >= 0x20 && !scalar.properties.isWhitespace
            }
    }

    /// A key id as it stands in a signature line.
    static func bytes(ofID keyID: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: keyID >> $0) }
    }

    private var keyIDText: String { Hex.encode(Self.bytes(ofID: keyID)) }

    private static func keyID(name: String, publicKey: Bytes32) -> UInt32 {
        let digest = Sha256.hash(Array(name.utf8) + [0x0A, ed25519] + publicKey.bytes).bytes
        return digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
