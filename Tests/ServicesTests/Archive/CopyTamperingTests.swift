import Evidence
import Foundation
import Hearing
import Services
import TestKit
import Testing

@Suite("Tampering with a copy for one seat")
struct CopyTamperingTests {
    /// Every byte of the log's own files is flipped in `Evidence`; `make test-long` flips all here.
    static let stride = ProcessInfo.processInfo.environment["YUNTING_TEST_LONG"] == nil ? 97 : 1

    /// A witness is heard for four seconds, protected from seat 4 for the first two.
    static func hearing(_ protection: Sight = Sight(alias: "证人甲", voice: .masked))
        throws -> RecordedHearing
    {
        var hearing = try RecordedHearing()
        try hearing.gather()
        try hearing.begin()
        try hearing.pass(seconds: 1)
        let denied = [RecordedHearing.seat(4)]
        try hearing.happen(.sightChanged(SeatCopyTests.witness, from: denied, protection))
        try hearing.happen(.witnessCalled(SeatCopyTests.witness))
        try hearing.pass(seconds: 2)
        try hearing.happen(.sightChanged(SeatCopyTests.witness, from: denied, .full))
        try hearing.pass(seconds: 5)
        try hearing.end()
        return hearing
    }

    static let track = "data/tracks/s5-microphone-1.webm"

    @Test("A changed byte of any file is tampering, and the file is named")
    func bytes() async throws {
        let copy = try await SeatBag(Self.hearing(), for: 4)
        for (name, bytes) in try copy.bag.files() {
            for offset in Swift.stride(from: 0, to: bytes.count, by: Self.stride) {
                var changed = bytes
                changed[offset] ^= 1 << UInt8(offset % 8)
                try copy.bag.put(name, changed)
                let report = try copy.verified()
                #expect(report.verdict == .tampered, "\(name), offset \(offset)")
                let isNamed = report.findings.contains { $0.text(.english).contains(name) }
                #expect(isNamed, "\(name), offset \(offset)")
            }
            try copy.bag.put(name, bytes)
        }
        #expect(try copy.verified().verdict == .sealed)
    }

    @Test("A forger who remakes the manifests is still caught, since the court declared them")
    func remade() async throws {
        let copy = try await SeatBag(Self.hearing(), for: 4)
        for (name, bytes) in try copy.bag.files() where name.hasPrefix("data/") {
            var changed = bytes
            changed[bytes.count / 2] ^= 4
            try copy.bag.put(name, changed)
            try copy.bag.remakeManifests()
            let report = try copy.verified()
            #expect(report.verdict == .tampered, "\(name)")
            // Nothing more is looked at after a checkpoint that was changed.
            if name != "data/log/checkpoint" {
                #expect(report.findings.contains { $0.cause == .copyContent }, "\(name)")
            }
            #expect(report.findings.allSatisfy { $0.cause != .fileAltered })
            try copy.bag.put(name, bytes)
        }
        try copy.bag.remakeManifests()
        #expect(try copy.verified().verdict == .sealed)
    }

    @Test("A missing file makes it incomplete; hidden from the manifest too, it is tampering")
    func missing() async throws {
        let copy = try await SeatBag(Self.hearing(), for: 4)
        for (name, bytes) in try copy.bag.files() {
            try copy.bag.remove(name)
            let report = try copy.verified()
            #expect([.incomplete, .tampered].contains(report.verdict), "\(name)")
            #expect(report.findings.contains { $0.place?.hasPrefix(name) == true }, "\(name)")
            if name.hasPrefix("data/") {
                try copy.bag.remakeManifests()
                // Without a checkpoint nothing else can be said.
                let expected: Verdict = name == "data/log/checkpoint" ? .incomplete : .tampered
                #expect(try copy.verified().verdict == expected, "\(name)")
            }
            try copy.bag.put(name, bytes)
            try copy.bag.remakeManifests()
        }
        #expect(try copy.verified().verdict == .sealed)
        // Without the declaration it is a record from which everything is missing.
        try copy.bag.remove("yunting-copy")
        try copy.bag.remakeManifests()
        #expect(try copy.verified().verdict == .incomplete)
    }

    @Test("What the court gave cannot be withheld by others: a segment, a track, an entry, a body")
    func withheldByOthers() async throws {
        let hearing = try Self.hearing()
        let copy = try await SeatBag(hearing, for: 4)
        let files = try copy.bag.files()
        let view = try #require(files.keys.first { $0.hasPrefix("data/log/view/") })
        let judge = "data/tracks/s1-camera-1.webm"
        let segments = try Self.segments(of: judge, in: hearing)
        let shorter = segments[0] + segments[1] + WithheldSegment.mark + segments[3...].joined()
        var entries = try Self.entries(files[view])
        entries[3] = []
        for (name, bytes) in [
            (judge, Array(shorter)), (judge, nil), (view, EntryBundle.bytes(entries)),
            ("data/copy/names.json", nil),
        ] {
            if let bytes { try copy.bag.put(name, bytes) } else { try copy.bag.remove(name) }
            try copy.bag.remakeManifests()
            let report = try copy.verified()
            #expect(report.verdict == .tampered, "\(name)")
            #expect(report.findings.contains { $0.cause == .copyContent }, "\(name)")
            try copy.bag.put(name, try #require(files[name]))
        }
        try copy.bag.remakeManifests()
        #expect(try copy.verified().verdict == .sealed)
    }

    @Test("What the court withheld cannot be put back in its name: a segment, a track, a body")
    func givenByOthers() async throws {
        let hearing = try Self.hearing()
        let copy = try await SeatBag(hearing, for: 4)
        let whole = try await SeatBag.whole(hearing).files()
        let files = try copy.bag.files()
        #expect(files[Self.track]?.count ?? 0 < whole[Self.track]?.count ?? 0)
        let names = try #require(whole.keys.first { $0.hasPrefix("data/bodies/") })
        #expect(files[names] == nil)
        for name in [Self.track, names] {
            try copy.bag.put(name, try #require(whole[name]))
            #expect(try copy.verified().verdict == .tampered, "\(name)")
            try copy.bag.remakeManifests()
            let report = try copy.verified()
            #expect(report.verdict == .tampered, "\(name)")
            #expect(report.findings.contains { $0.cause == .copyContent }, "\(name)")
            try copy.bag.remove(name)
            if let bytes = files[name] { try copy.bag.put(name, bytes) }
            try copy.bag.remakeManifests()
        }
        #expect(try copy.verified().verdict == .sealed)
    }

    @Test("An entry that was withheld cannot be put back in the court's name")
    func entryGivenByOthers() async throws {
        let hearing = try Self.hearing(Sight(presence: false))
        let copy = try await SeatBag(hearing, for: 4)
        #expect(copy.summary.entriesWithheld > 0)
        let view = try #require(
            try copy.bag.files().keys.first { $0.hasPrefix("data/log/view/") })
        try copy.bag.put(view, EntryBundle.bytes(hearing.entries))
        try copy.bag.remakeManifests()
        let report = try copy.verified()
        #expect(report.verdict == .tampered)
        #expect(report.findings.contains { $0.cause == .copyContent })
    }

    @Test(
        "A file too many is named",
        arguments: [
            "data/tracks/s3-exhibit-1.webm", "data/log/tile/entries/000.p/9",
            "data/log/view/001.p/2", "data/log/endorsement-1", "data/copy/more",
        ])
    func added(name: String) async throws {
        let copy = try await SeatBag(Self.hearing(), for: 4)
        try copy.bag.put(name, [1, 2, 3])
        #expect(try copy.verified().verdict == .tampered)
        try copy.bag.remakeManifests()
        let report = try copy.verified()
        #expect(report.verdict == .tampered)
        #expect(report.findings.contains { $0.cause == .fileUnknown && $0.place == name })
    }

    @Test(
        "Swapped and cut tracks, and another seat's copy under this one's declaration, are caught")
    func swapped() async throws {
        let hearing = try Self.hearing()
        let copy = try await SeatBag(hearing, for: 4)
        let files = try copy.bag.files()
        let judge = "data/tracks/s1-camera-1.webm"
        let clerk = "data/tracks/s2-camera-1.webm"
        let (first, second) = (try #require(files[judge]), try #require(files[clerk]))
        for (one, other) in [(second, first), (first, first), (first.dropLast(3), second)] {
            try copy.bag.put(judge, Array(one))
            try copy.bag.put(clerk, other)
            try copy.bag.remakeManifests()
            #expect(try copy.verified().verdict == .tampered)
        }
        let other = try await SeatBag(hearing, for: 3)
        try other.bag.put("yunting-copy", try #require(files["yunting-copy"]))
        try other.bag.remakeManifests()
        #expect(try other.verified().verdict == .tampered)
    }

    @Test("A copy is held against the court's own package, also one of a later time")
    func against() async throws {
        var hearing = try Self.hearing()
        let copy = try await SeatBag(hearing, for: 4)
        let whole = try await SeatBag.whole(hearing)
        #expect(try copy.verified(against: whole).verdict == .sealed)

        let other = try await SeatBag.whole(try SeatCopyTests.testimony())
        let differs = try copy.verified(against: other)
        #expect(differs.verdict == .tampered)
        #expect(differs.findings.contains { $0.cause == .copyDiffers })

        var files = try whole.files()
        files = files.filter { $0.key.hasPrefix("data/tracks") }
        try whole.put(Self.track, try #require(files[Self.track]).dropLast())
        let broken = try copy.verified(against: whole)
        #expect(broken.verdict == .incomplete)
        #expect(broken.findings.contains { $0.cause == .copyNotCompared })
        // Another copy is no whole record.
        let second = try await SeatBag(hearing, for: 3)
        #expect(try copy.verified(against: second.bag).verdict == .incomplete)

        hearing = try RecordedHearing()
        try hearing.gather()
        try hearing.begin()
        try hearing.pass(seconds: 3)
        let early = try await SeatBag(hearing, for: 4)
        #expect(try early.verified().verdict == .incomplete)
        try hearing.pass(seconds: 3)
        try hearing.end()
        let later = try early.verified(against: try await SeatBag.whole(hearing))
        #expect(later.findings.map(\.cause).contains(.notClosed))
        #expect(!later.findings.contains { [.copyDiffers, .copyNotCompared].contains($0.cause) })
    }

    @Test("Changed bytes anywhere, many at a time, never trap and never verify")
    func mutated() async throws {
        let seed: UInt64 = 72
        var random = SeededGenerator(seed: seed)
        func next(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
        let copy = try await SeatBag(Self.hearing(), for: 4)
        let files = try copy.bag.files().sorted { $0.key < $1.key }
        for round in 0..<150 {
            let (name, bytes) = files[next(files.count)]
            var changed = bytes
            switch next(4) {
            case 0: changed[next(bytes.count)] ^= UInt8(1 + next(255))
            case 1: changed.removeSubrange(next(bytes.count)...)
            case 2: changed.insert(contentsOf: WithheldSegment.mark, at: next(bytes.count))
            default: changed.insert(contentsOf: bytes.prefix(next(64) + 1), at: next(bytes.count))
            }
            guard changed != bytes else { continue }
            try copy.bag.put(name, changed)
            if round % 2 == 0 { try copy.bag.remakeManifests() }
            let verdict = try copy.verified().verdict
            let isCaught = verdict != .verified && verdict != .sealed
            // Of a tag file that a forger remakes the manifest of, only the declaration counts.
            let isFree = round % 2 == 0 && !name.hasPrefix("data/") && name != "yunting-copy"
            #expect(isCaught || isFree, "seed \(seed), round \(round), \(name)")
            try copy.bag.put(name, bytes)
            try copy.bag.remakeManifests()
        }
    }

    /// The init and the segments of a track, as the recorder wrote them.
    private static func segments(
        of track: String, in hearing: RecordedHearing
    ) throws -> [[UInt8]] {
        try hearing.entries.compactMap { bytes in
            let part: StoredPart
            switch try Entry.decode(bytes).entry {
            case .trackInit(let entry) where track.contains("/\(entry.track)."): part = entry.part
            case .segment(let entry) where track.contains("/\(entry.track)."): part = entry.part
            default: return nil
            }
            return hearing.parts[part.plaintext.sha256]
        }
    }

    private static func entries(_ bundle: [UInt8]?) throws -> [[UInt8]] {
        var rest = try #require(bundle)[...]
        var entries: [[UInt8]] = []
        while rest.count >= 2 {
            let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            entries.append(Array(rest.dropFirst(2).prefix(length)))
            rest = rest.dropFirst(2 + length)
        }
        return entries
    }
}
