import Evidence
import TestKit
import Testing

@Suite("Text forms of bytes (RFC 4648)")
struct CodecTests {
    @Test(
        "Base 64 gives the answers of §10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ])
    func base64Answers(text: String, encoded: String) {
        #expect(Base64.standard.encode(Array(text.utf8)) == encoded)
        #expect(Base64.standard.decode(encoded) == Array(text.utf8))
        let bare = encoded.filter { $0 != "=" }
        #expect(Base64.url.encode(Array(text.utf8)) == bare)
        #expect(Base64.url.decode(bare) == Array(text.utf8))
    }

    @Test(
        "Base 64 with another spelling of the same bytes is refused",
        arguments: [
            "Zg=", "Zg", "Zh==", "Zm9=", "Z===", "====", "Zg==\n", " Zg==", "Zg==Zg==", "Z-__",
        ])
    func base64Refused(text: String) {
        #expect(Base64.standard.decode(text) == nil)
    }

    @Test(
        "Base64url without padding refuses the rest",
        arguments: ["Zg==", "Zh", "Z", "Zm+v", "Zm/v"])
    func base64urlRefused(text: String) {
        #expect(Base64.url.decode(text) == nil)
    }

    @Test("Any bytes come back from every form")
    func roundTrip() {
        var random = SeededGenerator(seed: 21)
        for count in 0..<70 {
            let bytes = random.bytes(count)
            #expect(Base64.standard.decode(Base64.standard.encode(bytes)) == bytes)
            #expect(Base64.url.decode(Base64.url.encode(bytes)) == bytes)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        }
    }

    @Test(
        "Hex refuses odd counts, upper case and foreign characters",
        arguments: ["0", "0G", "AB", "0x", " 0"])
    func hexRefused(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
