import Evidence

/// A token and a key that came to be exchanged for a session (PROTOCOL §1 and §8).
struct LinkExchange {
    let token: LinkToken
    let key: SeatKey

    /// What is wrong with a body.
    struct Flaw: Error {
        let detail: String
    }

    /// Reads the body of the request.
    static func read(_ text: String) -> Result<LinkExchange, Flaw> {
        guard let json = try? Json.parse(text),
            let token = json["token"]?.string, let key = json["key"]
        else { return flaw("the body must be a JSON object with token and key") }
        guard let token = LinkToken(text: token) else {
            return flaw("token must be 43 base64url characters")
        }
        guard key["kty"]?.string == "EC", key["crv"]?.string == "P-256",
            let x = key["x"]?.string, let y = key["y"]?.string,
            let seatKey = try? SeatKey(x: x, y: y)
        else { return flaw("key must be a public P-256 key as a JWK") }
        return .success(LinkExchange(token: token, key: seatKey))
    }

    private static func flaw(_ detail: String) -> Result<LinkExchange, Flaw> {
        .failure(Flaw(detail: detail))
    }
}
