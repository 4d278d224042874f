import Evidence
import TestKit
import Testing

@Suite("Digests")
struct DigestTests {
    @Test(
        "SHA-256 gives the answers of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func sha256Answers(text: String, hex: String) {
        #expect(Sha256.hash(Array(text.utf8)).hex == hex)
    }

    @Test(
        "SM3 gives the answers of GB/T 32905 appendix A",
        arguments: [
            ("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
            (
                String(repeating: "abcd", count: 16),
                "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
            ),
        ])
    func sm3Answers(text: String, hex: String) {
        #expect(Sm3.hash(Array(text.utf8)).hex == hex)
    }

    @Test(
        "Streaming in pieces of any size gives the digest of the whole", arguments: [1, 7, 64, 999])
    func streaming(piece: Int) {
        var random = SeededGenerator(seed: 11)
        let bytes = random.bytes(40_000)
        var sha256 = Sha256Hasher()
        var sm3 = Sm3Hasher()
        var both = DualHasher()
        for start in stride(from: 0, to: bytes.count, by: piece) {
            let part = Array(bytes[start..<min(start + piece, bytes.count)])
            sha256.update(part)
            sm3.update(part)
            both.update(part)
        }
        #expect(sha256.current == Sha256.hash(bytes))
        #expect(sha256.finish() == Sha256.hash(bytes))
        #expect(sm3.finish() == Sm3.hash(bytes))
        #expect(both.count == bytes.count)
        #expect(both.finish() == DualDigest.hash(bytes))
        #expect(both.count == 0)
        #expect(both.finish() == DualDigest.hash([]))
    }

    @Test(
        "A digest is read from exactly 64 lower-case digits",
        arguments: [0, 1, 62, 63, 65, 66, 128])
    func hexLength(count: Int) {
        let digits = String(repeating: "a", count: count)
        #expect(Sha256(hex: digits) == nil)
        #expect(Sha256(hex: String(repeating: "a", count: 64))?.hex.count == 64)
        #expect(Sha256(hex: String(repeating: "A", count: 64)) == nil)
    }

    @Test("Bytes and text of a digest belong together")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<50 {
            let bytes = random.bytes(32)
            let digest = try #require(Sha256(bytes: bytes))
            #expect(digest.bytes == bytes)
            #expect(Sha256(hex: digest.hex) == digest)
            #expect(Sha256(bytes: Array(bytes.dropLast())) == nil)
        }
        #expect(Bytes16(hex: "00112233445566778899aabbccddeeff")?.bytes.count == 16)
        #expect(
            Bytes16(hex: "00112233445566778899aabbccddeeff")?.hex
                == "00112233445566778899aabbccddeeff")
        #expect(Bytes16(hex: "00112233445566778899aabbccddeef") == nil)
        #expect(Bytes16(hex: "00112233445566778899aabbccddeeff00") == nil)
    }
}
