import Evidence

/// The name of a session: 16 bytes, 22 base64url characters; the court keeps only its digest.
///
/// It follows from the link's token and the key, so that the same page gets the same session again; without the private
/// key it is worth nothing.
public struct SessionID: Hashable, Sendable {
    static let size = 16

    private let bytes: [UInt8]

    init(of token: LinkToken, key: SeatKey) { bytes = token.session(with: key) }

    /// Reads a session id; nil for anything but 22 base64url characters.
    init?(text: String) {
        guard let bytes = Base64.url.decode(text), bytes.count == Self.size else { return nil }
        self.bytes = bytes
    }

    /// The 22 characters.
    var text: String { Base64.url.encode(bytes) }

    /// SHA-256 of the bytes: what the court keeps.
    var digest: Sha256 { Sha256.hash(bytes) }
}
