import Evidence
import TestKit
import Testing

@testable import Signaling

@Suite("JSON Merge Patch (RFC 7396)")
struct MergePatchTests {
    static let published: [(Json, Json, Json)] = [
        // RFC 7396 appendix A: original, patch, result.
        (["a": "b"], ["a": "c"], ["a": "c"]),
        (["a": "b"], ["b": "c"], ["a": "b", "b": "c"]),
        (["a": "b"], ["a": .null], [:]),
        (["a": "b", "b": "c"], ["a": .null], ["b": "c"]),
        (["a": ["b"]], ["a": "c"], ["a": "c"]),
        (["a": "c"], ["a": ["b"]], ["a": ["b"]]),
        (["a": ["b": "c"]], ["a": ["b": "d", "c": .null]], ["a": ["b": "d"]]),
        (["a": [["b": "c"]]], ["a": [1]], ["a": [1]]),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        (["a": "b"], ["c"], ["c"]),
        (["a": "foo"], .null, .null),
        (["a": "foo"], "bar", "bar"),
        (["e": .null], ["a": 1], ["e": .null, "a": 1]),
        ([1, 2], ["a": "b", "c": .null], ["a": "b"]),
        ([:], ["a": ["bb": ["ccc": .null]]], ["a": ["bb": [:]]]),
    ]

    @Test("the RFC's examples come out as printed", arguments: published)
    func examples(original: Json, patch: Json, result: Json) {
        #expect(MergePatch.apply(patch, to: original) == result)
    }

    @Test(
        "a difference applied to the old state gives the new one", arguments: [UInt64(20_261_121)])
    func roundTrip(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let old = Self.object(depth: 3, &generator)
            let new = Self.object(depth: 3, &generator)
            guard let patch = MergePatch.difference(from: old, to: new) else {
                #expect(old == new)
                continue
            }
            #expect(MergePatch.apply(patch, to: old) == new)
        }
    }

    static func object(depth: Int, _ generator: inout SeededGenerator) -> Json {
        var members: [String: Json] = [:]
        for name in ["a", "b", "c", "d"] where Bool.random(using: &generator) {
            switch Int.random(in: 0..<(depth > 0 ? 4 : 3), using: &generator) {
            case 0: members[name] = .integer(Int64.random(in: 0..<3, using: &generator))
            case 1: members[name] = .string("x")
            case 2: members[name] = .array([1, "y"])
            default: members[name] = object(depth: depth - 1, &generator)
            }
        }
        return .object(members)
    }
}
