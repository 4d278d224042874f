import Evidence
import Testing

@testable import Services

@Suite("Seat keys (ECDSA P-256, RFC 7518 §6.2, RFC 7638)")
struct SeatKeyTests {
    /// Made with `openssl ecparam -name prime256v1 -genkey`, the signatures with `openssl dgst
    /// -sha256`.
    private static let x = "Et-mEQTm_N2B61YBEZi6S9cpoUPP3A5dvRMvhoBQhGE"
    private static let y = "U2di2OFW55yrqgLT_KC8dRoHgCJGgLFspzE2lBFJNXI"

    private func key() throws -> SeatKey { try SeatKey(x: Self.x, y: Self.y) }

    private func bytes(_ text: String) throws -> [UInt8] { try #require(Base64.url.decode(text)) }

    @Test("the example of RFC 7515 A.3 verifies")
    func rfcVector() throws {
        let key = try SeatKey(
            x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")
        let text =
            "eyJhbGciOiJFUzI1NiJ9."
            + "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        let signature = try bytes(
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        )
        #expect(key.verify(signature, over: text))
        #expect(!key.verify(signature, over: text + " "))
    }

    @Test("the thumbprint is SHA-256 over the canonical JWK")
    func thumbprint() throws {
        #expect(try key().thumbprintText == "qU1-1mbQEJGaQnmRlU_sRhluxUbq5ph0sgNn3k8ARB8")
    }

    @Test("a signature made by openssl over the text of a join verifies")
    func join() throws {
        let text = SignedText.join(
            nonce: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", session: "AAECAwQFBgcICQoLDA0ODw",
            tab: "00112233445566778899aabbccddeeff")
        #expect(
            text
                == "yunting.join.v1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\nAAECAwQFBgcICQoLDA0ODw\n"
                + "00112233445566778899aabbccddeeff\n")
        let signature = try bytes(
            "dIPtaAv8W2U07pU05ges9MTMh46XWYO40bgbI4WK_Y15UlJs6GjFIsMJTdyCN0EizSlfPANESn1x6ZjM8o8R5w"
        )
        #expect(try key().verify(signature, over: text))
    }

    @Test("a signature made by openssl over the text of an order verifies")
    func order() throws {
        let text = SignedText.order(
            hearing: String(repeating: "a", count: 32), seat: 3,
            command: String(repeating: "b", count: 32),
            version: 18, order: #"{"name":"admit","seat":4}"#)
        let signature = try bytes(
            "ShEwPtmpB-YRLitKcQw0WXNPxHbBbDmRlS2Dbk1cQhxMx4ixjOD3sYdecDr7ufn3jdcRjxthrGuM4QvBG6wLCA"
        )
        #expect(try key().verify(signature, over: text))
        // The same order with another version, seat, command or hearing is another text.
        let others = [
            text.replacing("\n18\n", with: "\n19\n"), text.replacing("\n3\n", with: "\n4\n"),
            text.replacing("bb\n", with: "bc\n"), text.replacing("aa\n", with: "ab\n"),
            text.replacing("order.v1", with: "join.v1"), String(text.dropLast()),
        ]
        for other in others { #expect(try !key().verify(signature, over: other)) }
    }

    @Test("a signature whose r begins with a zero byte verifies")
    func leadingZero() throws {
        let signature = try bytes(
            "AJ0lSf3nCRXDJqtgUCVyDMvJDABVIppqcHaWgHMrQxrT8dkZHd0Xr41OMc4wvaZYqLIvzqklWGSpUCCmH7lZAQ"
        )
        #expect(signature[0] == 0)
        #expect(try key().verify(signature, over: "text 422"))
    }

    @Test("no changed bit, wrong length or degenerate value is taken for a signature")
    func badSignatures() throws {
        let key = try key()
        let text = "text 422"
        let good = try bytes(
            "AJ0lSf3nCRXDJqtgUCVyDMvJDABVIppqcHaWgHMrQxrT8dkZHd0Xr41OMc4wvaZYqLIvzqklWGSpUCCmH7lZAQ"
        )
        for bit in 0..<512 {
            var bad = good
            bad[bit / 8] ^= 1 << (bit % 8)
            #expect(!key.verify(bad, over: text), "bit \(bit)")
        }
        for length in 0..<64 { #expect(!key.verify(Array(good.prefix(length)), over: text)) }
        #expect(!key.verify(good + [0], over: text))
        #expect(!key.verify([UInt8](repeating: 0, count: 64), over: text))
        #expect(!key.verify([UInt8](repeating: 0xff, count: 64), over: text))
    }

    @Test("coordinates that are no point, too long, too short or not canonical are refused")
    func badKeys() throws {
        let (x, y) = (try bytes(Self.x), try bytes(Self.y))
        for bit in stride(from: 0, to: 256, by: 7) {
            var bad = y
            bad[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: SeatKey.Flaw.notOnCurve) { try SeatKey(x: x, y: bad) }
        }
        let zero = [UInt8](repeating: 0, count: 32)
        #expect(throws: SeatKey.Flaw.notOnCurve) { try SeatKey(x: zero, y: zero) }
        // x + p names the same residue for small x, and must not be a second text of a key.
        let full = [UInt8](repeating: 0xff, count: 32)
        #expect(throws: SeatKey.Flaw.notOnCurve) { try SeatKey(x: full, y: y) }
        for length in [0, 31, 33, 64] {
            let wrong = [UInt8](repeating: 1, count: length)
            #expect(throws: SeatKey.Flaw.badLength) { try SeatKey(x: wrong, y: y) }
            #expect(throws: SeatKey.Flaw.badLength) { try SeatKey(x: x, y: wrong) }
        }
        for text in [
            "", Self.x + "=", Self.x + "A", String(Self.x.dropLast()) + "F",
            "+" + Self.x.dropFirst(),
        ] {
            #expect(throws: SeatKey.Flaw.badLength) { try SeatKey(x: text, y: Self.y) }
        }
    }

    @Test("another key does not verify")
    func otherKey() throws {
        let other = try SeatKey(
            x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")
        let signature = try bytes(
            "AJ0lSf3nCRXDJqtgUCVyDMvJDABVIppqcHaWgHMrQxrT8dkZHd0Xr41OMc4wvaZYqLIvzqklWGSpUCCmH7lZAQ"
        )
        #expect(!other.verify(signature, over: "text 422"))
    }
}
