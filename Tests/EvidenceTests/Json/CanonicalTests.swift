import Evidence
import TestKit
import Testing

@Suite("Canonical JSON (RFC 8785)")
struct CanonicalTests {
    /// Inputs and outputs of the test data that RFC 8785 appendix B refers to, without floats.
    static let vectors: [(input: String, output: String)] = [
        (
            #"[56, {"d": true, "10": null, "1": [ ]}]"#,
            #"[56,{"1":[],"10":null,"d":true}]"#
        ),
        (
            #"{"peach": "This sorting order", "péché": "is wrong according to French", "#
                + #""pêche": "but canonicalization MUST", "sin":   "ignore locale"}"#,
            #"{"peach":"This sorting order","péché":"is wrong according to French","#
                + #""pêche":"but canonicalization MUST","sin":"ignore locale"}"#
        ),
        (
            #"{"1": {"f": {"f": "hi","F": 5} ,"\n": 56}, "10": { }, "": "empty", "a": { }, "#
                + #""111": [ {"e": "yes","E": "no" } ], "A": { } }"#,
            #"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"#
                + #""A":{},"a":{}}"#
        ),
        (
            #"{"Unnormalized Unicode":"A\u030a"}"#,
            "{\"Unnormalized Unicode\":\"A\u{30A}\"}"
        ),
        (
            #"{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew", "1": "One", "#
                + #""\ud83d\ude00": "Emoji", "\u0080": "Control", "\u00f6": "Latin"}"#,
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
                + "\"\u{F6}\":\"Latin\",\"\u{20AC}\":\"Euro Sign\",\"\u{1F600}\":\"Emoji\","
                + "\"\u{FB33}\":\"Hebrew\"}"
        ),
        (
            #"{"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "#
                + #""literals": [null, true, false]}"#,
            #"{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        ),
        (
            #"{"\u20ac":"Euro Sign","1":"One","\u0080":"Control\u007f","\ud83d\ude02":"Smiley"}"#,
            "{\"1\":\"One\",\"\u{80}\":\"Control\u{7F}\",\"\u{20AC}\":\"Euro Sign\","
                + "\"\u{1F602}\":\"Smiley\"}"
        ),
    ]

    @Test("The published examples come out as published", arguments: vectors.indices)
    func published(index: Int) throws {
        let (input, output) = Self.vectors[index]
        #expect(try Array(Json.parse(input).canonicalText.utf8) == Array(output.utf8))
        #expect(try Array(Json.parse(output).canonicalText.utf8) == Array(output.utf8))
    }

    @Test("Every control character has its shortest escape")
    func controls() throws {
        let text = String(String.UnicodeScalarView((0..<0x20).compactMap { Unicode.Scalar($0) }))
        let expected =
            #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
            + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c"#
            + #"\u001d\u001e\u001f""#
        #expect(Json.string(text).canonicalText == expected)
        #expect(try Json.parse(expected) == .string(text))
    }

    @Test("Keys are in the order of their UTF-16 code units")
    func keyOrder() {
        var random = SeededGenerator(seed: 31)
        let pool: [UInt32] = [
            0x20, 0x41, 0x61, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFB33, 0xFFFD, 0x10000,
            0x1F600, 0x10FFFF,
        ]
        for _ in 0..<500 {
            let keys = (0..<2).map { _ in
                let count = Int.random(in: 0...4, using: &random)
                let scalars = (0..<count).compactMap { _ in
                    pool.randomElement(using: &random).flatMap(Unicode.Scalar.init)
                }
                return String(String.UnicodeScalarView(scalars))
            }
            guard keys[0] != keys[1] else { continue }
            let sorted = keys.sorted { Array($0.utf16).lexicographicallyPrecedes(Array($1.utf16)) }
            let object = Json.object([keys[0]: 1, keys[1]: 1])
            let expected =
                "{\(Json.string(sorted[0]).canonicalText):1,"
                + "\(Json.string(sorted[1]).canonicalText):1}"
            #expect(Array(object.canonicalText.utf8) == Array(expected.utf8))
        }
    }

    @Test("Integers are written up to 2^53 − 1 on both sides")
    func integers() {
        #expect(Json.integer(Json.integerMax).canonicalText == "9007199254740991")
        #expect(Json.integer(-Json.integerMax).canonicalText == "-9007199254740991")
        #expect(Json.integer(0).canonicalText == "0")
    }
}
