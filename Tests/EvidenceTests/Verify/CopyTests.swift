import Evidence
import TestKit
import Testing

@Suite("Copies of a record for one seat")
struct CopyTests {
    typealias Segment = SampleRecord.SegmentName

    @Test("A copy without entries, segments and a track is sealed, and says how many it lacks")
    func sealed() throws {
        let record = try SampleRecord.small()
        let copy = try record.copy(
            withoutEntries: [6], withoutSegments: [Segment(track: SampleRecord.sound, number: 0)])
        let report = try copy.verified()
        #expect(report.verdict == .sealed)
        #expect(
            report.findings.map(\.cause) == [.copyForSeat, .segmentsWithheld, .entriesWithheld])
        #expect(report.copy?.seat == 2)
        #expect(report.withheldEntries == 1)
        #expect(report.withheldSegments == 1)
        #expect(report.tracks.map(\.segmentsWithheld) == [1, 0])
        #expect(report.sm3Root == nil)
        #expect(try report.integrity == record.verified().integrity)
        #expect(report.isSealed)

        let absent = try record.copy(
            withoutSegments: [Segment(track: SampleRecord.picture, number: 0)])
        #expect(absent.tracks[SampleRecord.picture] == nil)
        let other = try absent.verified()
        #expect(other.verdict == .sealed)
        #expect(other.withheldSegments == 1)
        #expect(other.findings.last?.place == "s2-camera-1.webm")
    }

    @Test("Any set of entries and segments may be withheld", arguments: 0..<64)
    func anySet(number: Int) throws {
        let record = try SampleRecord.small()
        var random = SeededGenerator(seed: UInt64(number))
        func coin() -> Bool { random.chance(0.5) }
        // All entries of a track are withheld, or none; the first is never.
        var entries: Set<Int> = []
        for group in [[1, 2, 5], [3, 4], [6], [7], [8]] where coin() { entries.formUnion(group) }
        // The closing names both tracks.
        if !entries.isDisjoint(with: [1, 3]) { entries.insert(7) }
        var segments: Set<Segment> = []
        for number in 0..<2 where coin() {
            segments.insert(Segment(track: SampleRecord.sound, number: number))
        }
        if coin() { segments.insert(Segment(track: SampleRecord.picture, number: 0)) }
        let copy = try record.copy(withoutEntries: entries, withoutSegments: segments)
        let report = try copy.verified()
        #expect(report.verdict == .sealed, "number \(number)")
        #expect(report.withheldEntries == entries.count)
        #expect(report.head == (try record.verified().head))
        #expect(report.integrity?.size == 8)
        #expect(report.isWhole)
    }

    @Test("A copy that has everything is still a copy")
    func complete() throws {
        let report = try SampleRecord.small().copy().verified()
        #expect(report.verdict == .sealed)
        #expect(report.findings.map(\.cause) == [.copyForSeat])
        #expect(report.sm3Root != nil)
    }

    @Test("A copy of a record that is not closed is incomplete, unless the policy allows it")
    func open() throws {
        let copy = try SampleRecord.small(closed: false).copy(withoutEntries: [6])
        #expect(try copy.verified().verdict == .incomplete)
        let allowed = try copy.verified(SampleRecord.policy(allowsOpenRecord: true))
        #expect(allowed.verdict == .sealed)
    }

    @Test("Without the court's key a copy is untrusted; signed by a stranger it is tampered with")
    func signature() throws {
        let record = try SampleRecord.small()
        var copy = try record.copy(withoutEntries: [6])
        let other = try SampleEntries.key("other.example/log", 5).verifier
        #expect(try copy.verified(VerificationPolicy(courts: [other])).verdict == .untrusted)
        #expect(try copy.verified(VerificationPolicy(courts: [])).verdict == .untrusted)
        try copy.declare(for: 2, signedBy: "stranger.example/log", seed: 9)
        let report = try copy.verified()
        #expect(report.verdict == .tampered)
        #expect(report.findings.map(\.cause).contains(.copyUnsigned))
        try copy.declare(for: 2, seed: 9)
        #expect(try copy.verified().verdict == .tampered)
    }

    @Test("Every changed byte of the declaration is tampering, and the declaration is named")
    func declaration() throws {
        let copy = try SampleRecord.small().copy(withoutEntries: [6])
        for offset in try #require(copy.declaration).indices {
            for bit in [0, 3, 6] {
                var changed = copy
                changed.declaration?[offset] ^= 1 << UInt8(bit)
                let report = try changed.verified()
                #expect(report.verdict == .tampered, "offset \(offset), bit \(bit)")
                let places = report.findings.filter { $0.verdict == .tampered }.map(\.place)
                #expect(places.contains("declaration"), "offset \(offset), bit \(bit)")
            }
        }
    }

    @Test("A declaration of another log, another head or another closing does not fit")
    func declared() throws {
        let record = try SampleRecord.small()
        func report(
            _ change: (CopyDeclaration) -> CopyDeclaration
        ) throws -> VerificationReport {
            var copy = try record.copy(withoutEntries: [6])
            try copy.declare(for: 2, change: change)
            return try copy.verified()
        }
        func changed(
            _ old: CopyDeclaration, origin: String? = nil, head: TreeHead? = nil,
            close: Int?? = .none
        ) -> CopyDeclaration {
            CopyDeclaration(
                origin: origin ?? old.origin, head: head ?? old.head, seat: old.seat,
                timeMicroseconds: old.timeMicroseconds, closeEntry: close ?? old.closeEntry,
                manifest: old.manifest)
        }
        #expect(try report { $0 }.verdict == .sealed)
        for change in [
            { changed($0, origin: "court.example/h/other") },
            { changed($0, head: TreeHead(size: 8, root: $0.head.root), close: .some(7)) },
            { changed($0, head: TreeHead(size: 9, root: .hash([1]))) },
            { changed($0, close: .some(nil)) }, { changed($0, close: .some(5)) },
        ] {
            let report = try report(change)
            #expect(report.verdict == .tampered)
            #expect(report.findings.map(\.cause).contains(.copyContent))
        }
    }

    @Test("A declaration's text is read as it is written, and in no other spelling")
    func text() throws {
        let declared = CopyDeclaration(
            origin: "court.example/h/1", head: TreeHead(size: 9, root: .hash([1])), seat: 2,
            timeMicroseconds: 5, closeEntry: nil, manifest: .hash([2]))
        #expect(try CopyDeclaration(declared.text) == declared)
        let lines = declared.text.split(separator: "\n").map(String.init)
        for (number, line) in [
            (0, "yunting.copy/v2"), (1, "a b"), (2, "09"), (2, "-1"), (3, "AA=="), (4, "0"),
            (4, "65536"), (5, "+5"), (6, "9"), (6, "-1"), (6, ""), (7, "00"),
        ] {
            var changed = lines
            changed[number] = line
            let text = changed.map { "\($0)\n" }.joined()
            #expect(throws: NoteError.badContent, "\(line)") { try CopyDeclaration(text) }
        }
        for count in 0..<declared.text.count {
            let text = String(declared.text.prefix(count))
            #expect(throws: NoteError.self) { try CopyDeclaration(text) }
        }
    }

    @Test("Every changed byte of a given entry or segment is tampering")
    func bytes() throws {
        let copy = try SampleRecord.small().copy(
            withoutEntries: [6], withoutSegments: [Segment(track: SampleRecord.sound, number: 0)])
        let path = try #require(copy.views.keys.first)
        let view = try #require(copy.views[path])
        for offset in view.indices {
            var changed = copy
            changed.views[path]?[offset] ^= 1 << UInt8(offset % 8)
            #expect(try changed.verified().verdict == .tampered, "offset \(offset)")
        }
        for (track, bytes) in copy.tracks {
            for offset in bytes.indices {
                var changed = copy
                changed.tracks[track]?[offset] ^= 1 << UInt8(offset % 8)
                #expect(try changed.verified().verdict == .tampered, "\(track), \(offset)")
            }
        }
        for (path, bytes) in copy.tiles {
            for offset in bytes.indices {
                var changed = copy
                changed.tiles[path]?[offset] ^= 1 << UInt8(offset % 8)
                #expect(try changed.verified().verdict == .tampered, "\(path.path), \(offset)")
            }
        }
    }

    @Test("Entries and segments of a copy that are cut, added, moved or swapped are noticed")
    func moved() throws {
        let record = try SampleRecord.small()
        let copy = try record.copy(withoutSegments: [Segment(track: SampleRecord.sound, number: 0)])
        let path = try #require(copy.views.keys.first)
        for count in 0..<(copy.views[path]?.count ?? 0) {
            var cut = copy
            cut.views[path]?.removeLast((copy.views[path]?.count ?? 0) - count)
            #expect(try cut.verified().verdict == .tampered)
        }
        for (first, second) in [(1, 3), (2, 5), (6, 8)] {
            var swapped = copy
            var entries = record.entries
            entries.swapAt(first, second)
            swapped.views[path] = EntryBundle.bytes(entries)
            #expect(try swapped.verified().verdict == .tampered)
        }
        var longer = copy
        longer.views[path]?.append(contentsOf: [0, 0])
        #expect(try longer.verified().verdict == .tampered)
        var trailing = copy
        trailing.tracks[SampleRecord.sound]? += WithheldSegment.mark
        #expect(try trailing.verified().findings.map(\.cause).contains(.trackTrailing))
        for count in 0..<(copy.tracks[SampleRecord.sound]?.count ?? 0) {
            var cut = copy
            cut.tracks[SampleRecord.sound] = Array(
                copy.tracks[SampleRecord.sound]?.prefix(count) ?? [])
            #expect(try cut.verified().verdict == .tampered)
        }
    }

    @Test(
        "What is missing of a copy makes it incomplete, and a copy's parts do not pass as a record")
    func missing() throws {
        let copy = try SampleRecord.small().copy(withoutEntries: [6])
        for path in copy.tiles.keys {
            var missing = copy
            missing.tiles[path] = nil
            #expect(try missing.verified().verdict == .incomplete)
        }
        for path in copy.views.keys {
            var missing = copy
            missing.views[path] = nil
            #expect(try missing.verified().verdict == .incomplete)
        }
        var undeclared = copy
        undeclared.declaration = nil
        #expect(try undeclared.verified().verdict == .incomplete)
        // An empty entry or the mark in a whole record is damage.
        var record = try SampleRecord.small()
        let path = try #require(record.tiles.keys.first { $0.content == .entries })
        record.tiles[path] = copy.views.values.first
        #expect(try record.verified().verdict == .tampered)
    }

    @Test("The closing must count what is withheld as well, neither more nor less")
    func counts() throws {
        for (kind, change, verdict) in [
            (EntryKind.gap, 0, Verdict.sealed), (.gap, 1, .tampered), (.gap, -1, .tampered),
            (.segment, -1, .tampered), (.heartbeat, 1, .tampered),
        ] {
            var record = try SampleRecord.small(closed: false)
            try record.close { close in
                let count = close.counts[kind, default: 0] + change
                close.counts[kind] = count > 0 ? count : nil
            }
            try record.log(.seal(Entry.Seal(by: 1, cause: "order", counts: [:])))
            try record.publish()
            let copy = try record.copy(withoutEntries: [6])
            #expect(try copy.verified().verdict == verdict, "\(kind) \(change)")
        }
    }

    @Test("A whole log of several tiles is a copy of that log, with heads from elsewhere")
    func large() throws {
        var record = SampleRecord()
        try record.log(SampleEntries.open())
        record.keepBody("names")
        for _ in 0..<700 { try record.log(.event(Entry.Event(name: "noise"))) }
        try record.close()
        try record.publish()
        let hidden = Set((1..<701).filter { $0 % 3 == 0 })
        let copy = try record.copy(withoutEntries: hidden)
        var policy = try SampleRecord.policy()
        let leaves = record.entries.map { Sha256.leaf($0) }
        policy.heads = [300, 301, 512].map {
            TreeHead(size: $0, root: Sha256Tree.root(of: leaves.prefix($0)))
        }
        let report = try copy.verified(policy)
        #expect(report.verdict == .sealed)
        #expect(report.withheldEntries == hidden.count)
        policy.heads[0].root = .hash([1])
        #expect(try copy.verified(policy).verdict == .tampered)
    }

    @Test("Wild claims and unreadable files of a copy end the work")
    func hostile() throws {
        let copy = try SampleRecord.small().copy(withoutEntries: [6])
        for file in [RecordFile.declaration] + copy.views.keys.map(RecordFile.view) {
            var broken = copy
            broken.unreadable = [file]
            let report = try broken.verified()
            #expect(report.findings.map(\.cause).contains(.fileUnreadable))
            #expect(report.verdict != .sealed && report.verdict != .verified)
        }
        var fat = copy
        fat.declaration = [UInt8](repeating: 0x20, count: SignedNote.sizeMax + 1)
        #expect(try fat.verified().findings.map(\.cause).contains(.bagTooLarge))
        var noise = copy
        noise.declaration = [1, 2, 3]
        #expect(try noise.verified().findings.map(\.cause).contains(.copyMalformed))
    }
}
