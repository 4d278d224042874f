public import Evidence

/// The secret of a personal link: 32 random bytes, 43 base64url characters in the link's fragment.
///
/// The court keeps only its digest.
public struct LinkToken: Hashable, Sendable {
    private static let size = 32

    private let bytes: [UInt8]

    /// A new token of the system's generator.
    public static func random() -> LinkToken {
        LinkToken(bytes: Bytes32.random().bytes)
    }

    /// Reads a link's fragment; nil for anything but 43 base64url characters.
    public init?(text: String) {
        guard let bytes = Base64.url.decode(text), bytes.count == Self.size else { return nil }
        self.bytes = bytes
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// What stands in the link.
    public var text: String { Base64.url.encode(bytes) }

    /// SHA-256 of the bytes: what the court keeps.
    public var digest: Sha256 { Sha256.hash(bytes) }

    /// The session id that this token and a key give.
    func session(with key: SeatKey) -> [UInt8] {
        let label = Array("yunting.session.v1\n".utf8)
        return Array(Sha256.hash(label + bytes + key.thumbprint.bytes).bytes.prefix(SessionID.size))
    }
}
