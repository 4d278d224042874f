import Evidence

/// The field of a request that says who of the staff signed it (PROTOCOL §8).
///
///     Yunting <session>.<time>.<signature>
///
/// `session` has 22 base64url characters, `time` is microseconds since 1970 in decimal digits,
/// `signature` (r‖s, 86 base64url characters) covers method, path with query, time and body.
struct SignedRequest: Sendable {
    private static let scheme = "yunting "
    /// More digits are no time: 16 reach the year 2286.
    private static let timeDigitsMax = 16

    let session: SessionID
    /// Microseconds since 1970, by the client's clock.
    let time: Int64
    private let signature: [UInt8]

    /// Reads the field; nil for another scheme or form.
    init?(_ field: String) {
        // A scheme is written in any case (RFC 9110 §11.1).
        guard field.lowercased().hasPrefix(Self.scheme) else { return nil }
        let parts = field.dropFirst(Self.scheme.count)
            .split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let session = SessionID(text: String(parts[0])),
            (1...Self.timeDigitsMax).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let time = Int64(parts[1]),
            let signature = Base64.url.decode(String(parts[2])), signature.count == 64
        else { return nil }
        self.session = session
        self.time = time
        self.signature = signature
    }

    /// Whether this key signed it for this request.
    func isSigned(by key: SeatKey, method: String, path: String, body: [UInt8]) -> Bool {
        key.verify(
            signature,
            over: Self.text(
                session: session.text, time: time, method: method, path: path, body: body))
    }

    /// What the signature covers.
    static func text(
        session: String, time: Int64, method: String, path: String, body: [UInt8]
    ) -> String {
        let digest = Base64.url.encode(Sha256.hash(body).bytes)
        return "yunting.request.v1\n\(session)\n\(time)\n\(method)\n\(path)\n\(digest)\n"
    }
}
