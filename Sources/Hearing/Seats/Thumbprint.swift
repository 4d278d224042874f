/// The SHA-256 thumbprint (RFC 7638) of a seat key, as its 43 base64url characters.
public struct Thumbprint: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The 43 characters.
    public let rawValue: String

    /// Takes the 43 base64url characters; nil for anything else.
    public init?(rawValue: String) {
        let text = rawValue.utf8
        guard text.count == 43, text.allSatisfy(Self.isBase64URL) else { return nil }
        self.rawValue = rawValue
    }

    /// The 43 characters.
    public var description: String { rawValue }

    private static func isBase64URL(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }
}
