import Evidence
import Testing

@Suite("Tampering with a record")
struct TamperingTests {
    /// The entry of the small record that a byte of its only entry bundle belongs to.
    static func entry(at offset: Int, of record: SampleRecord) -> Int {
        var start = 0
        for (index, entry) in record.entries.enumerated() {
            start += 2 + entry.count
            if offset < start { return index }
        }
        return record.entries.count
    }

    /// Flips one bit of each byte of the entries in turn; `shard` of four, since there are many.
    @Test("Every changed byte of an entry is tampering, and the entry is named", arguments: 0..<4)
    func entries(shard: Int) throws {
        let record = try SampleRecord.small()
        let path = try #require(record.tiles.keys.first { $0.content == .entries })
        let bytes = try #require(record.tiles[path])
        for offset in stride(from: shard, to: bytes.count, by: 4) {
            var changed = record
            changed.tiles[path]?[offset] ^= 1 << UInt8(offset % 8)
            let report = try changed.verified()
            #expect(report.verdict == .tampered, "offset \(offset)")
            let named = report.findings.filter { $0.verdict == .tampered }.compactMap(\.entry)
            #expect(named.contains(Self.entry(at: offset, of: record)), "offset \(offset)")
        }
    }

    @Test("Every changed byte of a tile is tampering, and the tile is named")
    func tiles() throws {
        let record = try SampleRecord.small()
        let path = try #require(record.tiles.keys.first { $0.content == .hashes(level: 0) })
        for offset in try #require(record.tiles[path]).indices {
            var changed = record
            changed.tiles[path]?[offset] ^= 1 << UInt8(offset % 8)
            let report = try changed.verified()
            #expect(report.verdict == .tampered)
            let finding = report.findings.first { $0.cause == .tileAltered }
            #expect(finding?.entry == offset / 32)
            #expect(finding?.place == path.path)
        }
    }

    @Test("Every changed byte of the checkpoint is tampering, and the checkpoint is named")
    func checkpoint() throws {
        let record = try SampleRecord.small()
        for offset in try #require(record.checkpoint).indices {
            for bit in 0..<8 {
                var changed = record
                changed.checkpoint?[offset] ^= 1 << UInt8(bit)
                let report = try changed.verified()
                #expect(report.verdict == .tampered, "offset \(offset), bit \(bit)")
                let places = report.findings.filter { $0.verdict == .tampered }.map(\.place)
                #expect(places.contains("checkpoint"), "offset \(offset), bit \(bit)")
            }
        }
    }

    @Test("Every changed byte of a copied endorsement is tampering, and the copy is named")
    func endorsement() throws {
        let record = try SampleRecord.small()
        for offset in record.endorsements[0].indices {
            var changed = record
            changed.endorsements[0][offset] ^= 1 << UInt8(offset % 8)
            let report = try changed.verified()
            // A changed name or key id is the line of a stranger, which is left to the entry.
            if report.verdict == .verified { continue }
            #expect(report.verdict == .tampered)
            #expect(report.findings.first?.place == "endorsement-0")
        }
    }

    @Test("Every changed byte of a track is tampering, and entry, track and segment are named")
    func media() throws {
        let record = try SampleRecord.small()
        for (track, bytes) in record.tracks {
            for offset in bytes.indices {
                var changed = record
                changed.tracks[track]?[offset] ^= 1 << UInt8(offset % 8)
                let report = try changed.verified()
                #expect(report.verdict == .tampered)
                #expect(report.findings.map(\.cause) == [.partSha256, .partSm3])
                #expect(report.findings.allSatisfy { $0.entry != nil })
                #expect(report.findings.allSatisfy { $0.place?.hasPrefix("\(track).webm") == true })
            }
        }
    }

    @Test("A track that is missing, cut, lengthened or swapped is noticed")
    func tracks() throws {
        let record = try SampleRecord.small()
        let sound = TrackName(seat: 1, medium: .microphone, ordinal: 1)
        let picture = TrackName(seat: 2, medium: .camera, ordinal: 1)

        var missing = record
        missing.tracks[sound] = nil
        let report = try missing.verified()
        #expect(report.verdict == .incomplete)
        #expect(report.findings.map(\.cause) == [.trackMissing])

        for count in 0..<(record.tracks[sound]?.count ?? 0) {
            var cut = record
            cut.tracks[sound] = Array(record.tracks[sound]?.prefix(count) ?? [])
            let report = try cut.verified()
            #expect(report.verdict == .tampered)
            #expect(report.findings.map(\.cause).contains(.partTruncated))
        }

        var longer = record
        longer.tracks[sound]?.append(0)
        #expect(try longer.verified().findings.map(\.cause) == [.trackTrailing])

        var swapped = record
        swapped.tracks[sound] = record.tracks[picture]
        swapped.tracks[picture] = record.tracks[sound]
        let swap = try swapped.verified()
        #expect(swap.verdict == .tampered)
        #expect(swap.findings.map(\.cause).contains(.partSha256))
    }

    @Test("Missing files of the log make it incomplete, and are named")
    func missingFiles() throws {
        let record = try SampleRecord.small()
        for path in record.tiles.keys {
            var missing = record
            missing.tiles[path] = nil
            let report = try missing.verified()
            #expect(report.verdict == .incomplete)
            #expect(report.findings.first?.place == path.path)
        }
        var missing = record
        missing.checkpoint = nil
        #expect(try missing.verified().findings.map(\.cause) == [.checkpointMissing])
    }

    @Test("Entries that are dropped, repeated, moved or added do not get through", arguments: 0..<9)
    func reordered(index: Int) throws {
        let record = try SampleRecord.small()
        var variants: [[[UInt8]]] = []
        var dropped = record.entries
        dropped.remove(at: index)
        variants.append(dropped)
        variants.append(record.entries + [record.entries[index]])
        if index > 0 {
            var moved = record.entries
            moved.swapAt(index, index - 1)
            variants.append(moved)
        }
        for entries in variants {
            // As a clumsy forger leaves it: new bundle, old tree.
            var clumsy = record
            clumsy.entries = entries
            try clumsy.publish()
            let rebuilt = clumsy
            clumsy.checkpoint = record.checkpoint
            #expect(try clumsy.verified().verdict != .verified)
            // As one leaves it who has rebuilt the tiles and has not the key.
            var forged = rebuilt
            try forged.publish(signedBy: 9)
            #expect(try forged.verified().verdict == .tampered)
            // Even one who has the live key leaves numbers and totals that do not fit, unless
            // only the unsealed end is cut off.
            let isTail = entries == Array(record.entries.dropLast())
            #expect(try rebuilt.verified().verdict == (isTail ? .verified : .tampered))
        }
    }

    @Test("A whole log exchanged for another one with a valid key is another log")
    func otherLog() throws {
        let record = try SampleRecord.small()
        var other = try SampleRecord.small(closed: false)
        try other.publish()
        // Tiles and entries of one, checkpoint of the other.
        var mixed = record
        mixed.checkpoint = other.checkpoint
        #expect(try mixed.verified().verdict != .verified)
        let foreign = Checkpoint(
            origin: "court.example/h/other", size: record.entries.count,
            root: Sha256Tree.root(of: record.entries.map { Sha256.leaf($0) }))
        mixed = record
        mixed.checkpoint = foreign.signed(by: try SampleEntries.key(SampleEntries.origin, 4)).bytes
        #expect(try mixed.verified().findings.map(\.cause) == [.checkpointOrigin])
    }

    @Test("Both entry and tile changed alike leave only the signed root to contradict them")
    func rebuiltTile() throws {
        var record = try SampleRecord.small()
        let checkpoint = record.checkpoint
        record.entries[1] = Array(
            String(decoding: record.entries[1], as: UTF8.self)
                .replacing(#""channels":2"#, with: #""channels":1"#).utf8)
        try record.publish()
        record.checkpoint = checkpoint
        let report = try record.verified()
        #expect(report.findings.map(\.cause) == [.rootMismatch])
    }

    @Test("Wild claims and unreadable files end the work at once")
    func hostile() throws {
        let record = try SampleRecord.small()
        var huge = record
        let claim = Checkpoint(
            origin: SampleEntries.origin, size: Sha256Tree.sizeMax, root: .hash([1]))
        huge.checkpoint = claim.signed(by: try SampleEntries.key(SampleEntries.origin, 4)).bytes
        #expect(try huge.verified().verdict == .incomplete)

        for file in [RecordFile.checkpoint] + record.tiles.keys.map(RecordFile.tile)
            + record.tracks.keys.map(RecordFile.track) + record.bodies.keys.map(RecordFile.body)
        {
            var broken = record
            broken.unreadable = [file]
            let report = try broken.verified()
            #expect(report.findings.map(\.cause).contains(.fileUnreadable))
            #expect(report.verdict == .incomplete || report.verdict == .untrusted)
        }
        var fat = record
        fat.checkpoint = [UInt8](repeating: 0x20, count: SignedNote.sizeMax + 1)
        #expect(try fat.verified().findings.map(\.cause) == [.bagTooLarge])
    }

    @Test("Findings are kept up to a bound and counted beyond it")
    func findingsBound() {
        var report = VerificationReport()
        for number in 0..<300 { report.add(Finding(.entryClock, entry: number)) }
        report.add(Finding(.partSha256))
        #expect(report.findings.count == VerificationReport.findingsMax)
        #expect(report.findingsOmitted == 101)
        #expect(report.verdict == .tampered)
    }
}
