import Evidence
import TestKit
import Testing

@Suite("The JSON parser (RFC 8259, RFC 7493)")
struct ParserTests {
    @Test(
        "Numbers other than integers below 2^53 are refused",
        arguments: [
            "1.0", "1e3", "1E3", "-0", "01", "-01", "00", "9007199254740992", "-9007199254740992",
            "99999999999999999999999999", "1.", "12.5",
        ])
    func notAnInteger(text: String) {
        #expect(throws: JsonError.notAnInteger(offset: 0)) { try Json.parse(text) }
    }

    @Test(
        "What is no JSON is refused",
        arguments: [
            "", " ", "-", "+1", ".5", "nul", "nulL", "True", "tru", "{", "}", "[", "]", "[1", "[1,",
            "[1,]", "[,1]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}",
            "{'a':1}", "{1:1}", "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"",
            "\"\\ud800\"", "\"\\ud800a\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\t\"",
            "\"\u{1}\"", "1 2", "[1] x", "null,", "\u{FEFF}1", "// a\n1", "NaN", "Infinity",
        ])
    func malformed(text: String) {
        #expect(throws: JsonError.self) { try Json.parse(text) }
    }

    @Test(
        "A string that is not UTF-8 is refused",
        arguments: [
            [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
            [0xFF],
        ] as [[UInt8]])
    func notUtf8(bytes: [UInt8]) {
        let document = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        #expect(throws: JsonError.badText(offset: 1)) { try Json.parse(document.span) }
        let escaped = Array("\"\\n".utf8) + bytes + [UInt8(ascii: "\"")]
        #expect(throws: JsonError.self) { try Json.parse(escaped.span) }
    }

    @Test("The same key twice is refused, however it is written")
    func duplicates() {
        #expect(throws: JsonError.duplicateKey("a")) { try Json.parse(#"{"a":1,"a":1}"#) }
        #expect(throws: JsonError.duplicateKey("a")) { try Json.parse(#"{"a":1,"\u0061":2}"#) }
        #expect(throws: Never.self) { try Json.parse(#"{"a":1,"A":2,"b":{"a":1}}"#) }
    }

    @Test("Depth and size stop at their limits")
    func limits() throws {
        let deep = String(repeating: "[", count: 16) + String(repeating: "]", count: 16)
        #expect(throws: Never.self) { try Json.parse(deep) }
        #expect(throws: JsonError.tooDeep) { try Json.parse("[\(deep)]") }
        #expect(throws: JsonError.tooDeep) {
            try Json.parse(String(repeating: "{\"a\":", count: 40_000))
        }
        #expect(throws: JsonError.tooLarge) { try Json.parse("12345", sizeMax: 4) }
        #expect(try Json.parse("1234", sizeMax: 4) == 1234)
    }

    @Test("White space may stand between tokens only")
    func space() throws {
        let text = " \t\r\n{ \"a\" : [ 1 , 2 ] , \"b\" : null } \n"
        #expect(try Json.parse(text) == ["a": [1, 2], "b": .null])
        #expect(throws: JsonError.self) { try Json.parse("- 1") }
        #expect(throws: JsonError.self) { try Json.parse("1 0") }
    }

    static let document = #"{"a":[1,-22,{"b":"x\u20ac\n"}],"c":"é😀","d":true,"e":null,"f":false}"#

    @Test("A document that is cut anywhere is refused")
    func shortened() throws {
        let bytes = Array(Self.document.utf8)
        #expect(throws: Never.self) { try Json.parse(bytes.span) }
        for count in 0..<bytes.count {
            #expect(throws: JsonError.self) { try Json.parse(bytes.span.extracting(..<count)) }
        }
    }

    @Test("Changed bytes never trap, and what is read writes back to the same value")
    func mutated() throws {
        let seed: UInt64 = 41
        var random = SeededGenerator(seed: seed)
        for round in 0..<20_000 {
            var bytes = Array(Self.document.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
            }
            guard let value = try? Json.parse(bytes.span) else { continue }
            let again = try Json.parse(value.canonicalBytes.span)
            #expect(again == value, "seed \(seed), round \(round)")
        }
    }
}
