import Evidence
import TestKit
import Testing

@Suite("Entry format v1")
struct EntryTests {
    static func encodedAll() throws -> [[UInt8]] {
        try SampleEntries.all().enumerated().map { index, entry in
            try entry.encode(SampleEntries.stamp(index))
        }
    }

    @Test("Every kind comes back as it was written, in canonical form")
    func roundTrip() throws {
        let entries = try SampleEntries.all()
        #expect(entries.map(\.kind) == EntryKind.allCases)
        for (index, entry) in entries.enumerated() {
            let stamp = SampleEntries.stamp(index)
            let bytes = try entry.encode(stamp)
            #expect(try Entry.decode(bytes) == StampedEntry(stamp: stamp, entry: entry))
            #expect(try Json.parse(bytes.span).canonicalBytes == bytes)
        }
    }

    @Test("The format is frozen: every kind's bytes are the ones it began with")
    func frozen() throws {
        var tree = Sha256Tree()
        var digests: [String] = []
        for bytes in try Self.encodedAll() {
            tree.append(.leaf(bytes))
            digests.append(String(Sha256.hash(bytes).hex.prefix(8)))
        }
        #expect(digests == FrozenEntries.digests)
        #expect(tree.root.hex == FrozenEntries.root)
    }

    @Test("Every member of every kind must be there and have its type")
    func members() throws {
        for bytes in try Self.encodedAll() {
            guard case .object(let members) = try Json.parse(bytes.span) else { continue }
            for key in members.keys {
                var without = members
                without[key] = nil
                #expect(throws: EntryError.missing(key)) {
                    try Entry.decode(Json.object(without).canonicalBytes)
                }
                for wrong: Json in [.bool(true), .integer(-Json.integerMax), [[[]]], ["x": 1]] {
                    var changed = members
                    changed[key] = wrong
                    guard Self.isOtherType(wrong, than: members[key]) else { continue }
                    #expect(throws: EntryError.self, "\(members["kind"] ?? .null) \(key) \(wrong)")
                    {
                        try Entry.decode(Json.object(changed).canonicalBytes)
                    }
                }
            }
        }
    }

    /// Whether a value is of another type than the member's own.
    static func isOtherType(_ wrong: Json, than right: Json?) -> Bool {
        switch (wrong, right) {
        case (.bool, .bool), (.integer, .integer), (.array, .array), (.object, .object), (_, nil):
            false
        default: true
        }
    }

    @Test("Members that the format does not have are not looked at")
    func unknownMembers() throws {
        let bytes = try #require(try Self.encodedAll().first)
        guard case .object(var members) = try Json.parse(bytes.span) else { return }
        members["later"] = ["x": 1]
        let decoded = try Entry.decode(Json.object(members).canonicalBytes)
        #expect(decoded == (try Entry.decode(bytes)))
    }

    @Test("Another version, another kind and too many bytes are refused")
    func refused() throws {
        let bytes = try #require(try Self.encodedAll().last)
        let text = String(decoding: bytes, as: UTF8.self)
        let v2 = text.replacing(#""v":1"#, with: #""v":2"#)
        #expect(throws: EntryError.unknownVersion(2)) { try Entry.decode(Array(v2.utf8)) }
        let kind = text.replacing(#""kind":"seal""#, with: #""kind":"zeal""#)
        #expect(throws: EntryError.unknownKind("zeal")) { try Entry.decode(Array(kind.utf8)) }
        let space = bytes + [UInt8](repeating: 0x20, count: Entry.sizeMax - bytes.count)
        #expect(throws: Never.self) { try Entry.decode(space) }
        #expect(throws: EntryError.tooLarge(bytes: Entry.sizeMax + 1)) {
            try Entry.decode(space + [0x20])
        }
        #expect(throws: EntryError.self) { try Entry.decode(Array("[]".utf8)) }
    }

    @Test("What a verifier would refuse is not written")
    func refusedWhenWritten() throws {
        let stamp = SampleEntries.stamp(0)
        #expect(throws: EntryError.malformed("name")) {
            try Entry.event(Entry.Event(name: "")).encode(stamp)
        }
        #expect(throws: EntryError.malformed("seat")) {
            try Entry.event(Entry.Event(name: "x", seat: 0)).encode(stamp)
        }
        #expect(throws: EntryError.malformed("detail")) {
            try Entry.event(Entry.Event(name: "x", detail: ["n": .integer(.max)])).encode(stamp)
        }
        #expect(throws: EntryError.malformed("length")) {
            try Entry.orphan(
                Entry.Orphan(name: "x", length: .max, digest: .hash([]))
            ).encode(stamp)
        }
        let long = Json.string(String(repeating: "x", count: Entry.sizeMax))
        #expect(throws: EntryError.self) {
            try Entry.event(Entry.Event(name: "x", detail: ["long": long])).encode(stamp)
        }
        let rows = (0..<DeliveryRow.countMax + 1).map {
            DeliveryRow(listener: $0, source: 1, medium: .camera, packets: 1)
        }
        #expect(throws: EntryError.malformed("rows")) {
            try Entry.delivery(
                Entry.Delivery(
                    startMicroseconds: 0, endMicroseconds: 1, cause: "rooms", rows: rows)
            ).encode(stamp)
        }
    }

    @Test("The fullest lists fit an entry")
    func fullest() throws {
        var stamp = SampleEntries.stamp(0)
        stamp.sequence = Int(Json.integerMax)
        let rows = (0..<DeliveryRow.countMax).map { _ in
            DeliveryRow(
                listener: 65_535, source: 65_535, medium: .microphone, packets: 1_000_000_000)
        }
        #expect(throws: Never.self) {
            try Entry.delivery(
                Entry.Delivery(
                    startMicroseconds: 0, endMicroseconds: 1, cause: "rooms", rows: rows)
            ).encode(stamp)
        }
        let track = Entry.RecordClose.Track(
            track: TrackName(seat: 65_535, medium: .microphone, ordinal: 100_000),
            segments: 1_000_000, startMicroseconds: Json.integerMax,
            endMicroseconds: Json.integerMax, durationMicroseconds: Json.integerMax,
            sha256: .hash([1]), sm3: .hash([1]))
        #expect(throws: Never.self) {
            try Entry.recordClose(
                Entry.RecordClose(
                    part: 1, parts: 1, timeMicroseconds: 0, bundles: 1, counts: [:],
                    tracks: .init(repeating: track, count: Entry.RecordClose.tracksMax))
            ).encode(stamp)
        }
    }

    @Test("An entry that is cut anywhere is refused, and changed bytes never trap")
    func mutated() throws {
        let seed: UInt64 = 61
        var random = SeededGenerator(seed: seed)
        for bytes in try Self.encodedAll() {
            for count in stride(from: 0, to: bytes.count, by: 3) {
                #expect(throws: EntryError.self) { try Entry.decode(Array(bytes.prefix(count))) }
            }
            #expect(throws: EntryError.self) { try Entry.decode(Array(bytes.dropLast())) }
            for _ in 0..<200 {
                var changed = bytes
                changed[Int.random(in: 0..<bytes.count, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
                guard let decoded = try? Entry.decode(changed) else { continue }
                // What is read can be written, and reads the same.
                let again = try decoded.entry.encode(decoded.stamp)
                #expect(try Entry.decode(again) == decoded, "seed \(seed)")
            }
        }
    }

    @Test("A commitment is matched by its salt and body only")
    func commitments() {
        let body = Array("a private name".utf8)
        let salt = Sha256.hash([1]).value
        let commitment = Commitment(body: body, salt: salt)
        let sealed = Commitment.sealed(body: body, salt: salt)
        #expect(commitment.matches(sealed: sealed))
        #expect(commitment.digest.sha256 == Sha256.hash(salt.bytes + body))
        #expect(commitment.digest.sm3 == Sm3.hash(salt.bytes + body))
        #expect(!commitment.matches(sealed: Array(sealed.dropLast())))
        #expect(!commitment.matches(sealed: body))
        let short = Array(sealed.prefix(31))
        #expect(!Commitment(DualDigest.hash(short)).matches(sealed: short))
    }

    @Test("Track names are safe file names", arguments: ["", "A", "a/b", "..", "a.b", "é", "a b"])
    func trackNames(text: String) {
        #expect(TrackName(text) == nil)
        #expect(TrackName(seat: 3, medium: .camera, ordinal: 1).rawValue == "s3-camera-1")
        #expect(TrackName(String(repeating: "a", count: 40)) != nil)
        #expect(TrackName(String(repeating: "a", count: 41)) == nil)
    }
}
