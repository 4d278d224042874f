import Evidence
import Testing

@testable import Services

@Suite("Link tokens and session ids")
struct LinkTokenTests {
    /// The bytes 100…131.
    private static let text = "ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM"

    private static let keys: [(x: String, y: String)] = [
        (
            "Et-mEQTm_N2B61YBEZi6S9cpoUPP3A5dvRMvhoBQhGE",
            "U2di2OFW55yrqgLT_KC8dRoHgCJGgLFspzE2lBFJNXI"
        ),
        (
            "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
        ),
    ]

    @Test("text and digest of a token are those that openssl gives")
    func vector() throws {
        let token = try #require(LinkToken(text: Self.text))
        #expect(token.text == Self.text)
        #expect(
            token.digest.hex == "e3e16780becf601d55e4751e7d722ef91d750bb0cea61b1bb5ea8bc308cdf262")
    }

    @Test("random tokens differ and come back from their text")
    func random() throws {
        let tokens = (0..<100).map { _ in LinkToken.random() }
        #expect(Set(tokens.map(\.text)).count == 100)
        for token in tokens {
            #expect(token.text.count == 43)
            #expect(try #require(LinkToken(text: token.text)) == token)
        }
    }

    @Test(
        "what is no token is refused",
        arguments: [
            "", "A", String(LinkTokenTests.text.dropLast()), LinkTokenTests.text + "A",
            LinkTokenTests.text + "=",
            " " + LinkTokenTests.text.dropFirst(), "+" + LinkTokenTests.text.dropFirst(),
            // Bits beyond the last byte: another text of the same bytes.
            LinkTokenTests.text.dropLast() + "N", String(repeating: "云", count: 43),
        ])
    func malformed(text: String) {
        #expect(LinkToken(text: text) == nil)
    }

    @Test("a session follows from token and key, and from both")
    func session() throws {
        let keys = try Self.keys.map { try SeatKey(x: $0.x, y: $0.y) }
        let token = try #require(LinkToken(text: Self.text))
        let session = SessionID(of: token, key: keys[0])
        #expect(session == SessionID(of: token, key: keys[0]))
        #expect(session != SessionID(of: token, key: keys[1]))
        #expect(session != SessionID(of: .random(), key: keys[0]))
        #expect(session.text.count == 22)
        #expect(SessionID(text: session.text) == session)
        for text in ["", String(session.text.dropLast()), session.text + "A", session.text + "=="] {
            #expect(SessionID(text: text) == nil)
        }
    }
}
