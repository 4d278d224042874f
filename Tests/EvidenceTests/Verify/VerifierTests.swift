import Evidence
import Testing

@Suite("The verifier on whole records")
struct VerifierTests {
    @Test("An untouched record is verified, with nothing found")
    func verified() throws {
        let record = try SampleRecord.small()
        let report = try record.verified()
        #expect(report.verdict == .verified)
        #expect(report.findings == [])
        #expect(report.origin == SampleEntries.origin)
        #expect(report.hearing == SampleEntries.hearing)
        #expect(report.head?.size == record.entries.count)
        #expect(report.sm3Root == Sm3Tree.root(of: record.entries.map { Sm3.leaf($0) }))
        #expect(report.courtKey?.name == SampleRecord.courtName)
        #expect(report.tracks.map(\.segments) == [2, 1])
        #expect(report.tracks.map(\.durationMicroseconds) == [4_000_000, 2_000_000])
        #expect(report.gaps.map(\.cause) == ["network"])
        #expect(report.isSealed)
        let closed = record.entries.count - 1
        #expect(report.integrity?.size == closed)
        #expect(
            report.integrity?.root
                == Sha256Tree.root(of: record.entries.prefix(closed).map { Sha256.leaf($0) }))
        #expect(report.counts[.segment] == 3)
    }

    @Test("A record of every kind and more than a tile is verified; heads from elsewhere hold")
    func large() throws {
        var record = SampleRecord()
        try record.log(SampleEntries.open())
        for _ in 0..<700 { try record.log(.event(Entry.Event(name: "noise"))) }
        try record.close()
        let middle = TreeHead(
            size: 300, root: Sha256Tree.root(of: record.entries.prefix(300).map { Sha256.leaf($0) })
        )
        try record.publish()
        record.keepBody("names")
        var policy = try SampleRecord.policy()
        policy.heads = [middle]
        let report = try record.verified(policy)
        #expect(report.verdict == .verified)
        #expect(report.findings.map(\.cause) == [.notSealed])

        policy.heads = [TreeHead(size: 300, root: .hash([1]))]
        #expect(try record.verified(policy).findings.map(\.cause).contains(.headMismatch))
        policy.heads = [TreeHead(size: 10_000, root: .hash([1]))]
        #expect(try record.verified(policy).verdict == .tampered)

        let upper = TilePath(.hashes(level: 1), index: 0, width: 2)
        record.tiles[upper]?[40] ^= 1
        let altered = try record.verified()
        #expect(altered.findings.first?.cause == .tileAltered)
        #expect(altered.findings.first?.place == upper.path)
        record.tiles[upper] = nil
        #expect(try record.verified().verdict == .incomplete)
    }

    @Test("A record that is not closed is incomplete, unless the policy allows it")
    func notClosed() throws {
        let record = try SampleRecord.small(closed: false)
        let report = try record.verified()
        #expect(report.verdict == .incomplete)
        #expect(report.findings.map(\.cause) == [.notClosed])
        let allowed = try record.verified(SampleRecord.policy(allowsOpenRecord: true))
        #expect(allowed.verdict == .verified)
    }

    @Test("A body that is not there leaves the record sealed; a changed one is tampering")
    func bodies() throws {
        var record = try SampleRecord.small()
        let digest = try #require(record.bodies.keys.first)
        record.bodies[digest]?[40 - 8] ^= 1
        let altered = try record.verified()
        #expect(altered.verdict == .tampered)
        #expect(altered.findings.map(\.cause) == [.bodyAltered])
        #expect(altered.findings.first?.entry == 0)
        record.bodies[digest] = nil
        let withheld = try record.verified()
        #expect(withheld.verdict == .sealed)
        #expect(withheld.withheld == 1)
    }

    @Test("An event or order may commit to a body as well")
    func bodiesOfDetails() throws {
        func record(_ commit: Json, body: [UInt8]?) throws -> VerificationReport {
            var record = SampleRecord()
            try record.log(SampleEntries.open())
            record.keepBody("names")
            try record.log(.event(Entry.Event(name: "text", detail: ["commit": commit])))
            if let body { record.bodies[Sha256.hash(sealed)] = body }
            try record.publish()
            return try record.verified(SampleRecord.policy(allowsOpenRecord: true))
        }
        let sealed = Commitment.sealed(body: [1, 2, 3], salt: Sha256.hash([9]).value)
        let digest = DualDigest.hash(sealed)
        let commit: Json = ["sha256": .string(digest.sha256.hex), "sm3": .string(digest.sm3.hex)]
        #expect(try record(commit, body: sealed).verdict == .verified)
        #expect(try record(commit, body: nil).verdict == .sealed)
        let altered = try record(commit, body: sealed.dropLast() + [4])
        #expect(altered.findings.map(\.cause) == [.bodyAltered])
        #expect(altered.findings.first?.entry == 1)
        for other: Json in ["text", ["sha256": .string(digest.sha256.hex)], .null] {
            #expect(try record(other, body: nil).verdict == .verified)
        }
    }

    @Test("Without the court's key nothing is trusted, however well it fits together")
    func untrusted() throws {
        let record = try SampleRecord.small()
        let none = try record.verified(VerificationPolicy(courts: []))
        #expect(none.verdict == .untrusted)
        #expect(none.findings.map(\.cause) == [.policyEmpty])
        let other = try SampleEntries.key("other.example/log", 5).verifier
        let unknown = try record.verified(VerificationPolicy(courts: [other]))
        #expect(unknown.verdict == .untrusted)
        #expect(unknown.findings.map(\.cause) == [.courtUnknown])
    }

    @Test("A log signed by a key that the court did not endorse for it is tampered with")
    func wrongSigner() throws {
        var record = try SampleRecord.small()
        try record.publish(signedBy: 9)
        let report = try record.verified()
        #expect(report.verdict == .tampered)
        #expect(report.findings.map(\.cause) == [.checkpointUnsigned])
    }

    @Test("A session key that is endorsed for another log is refused")
    func wrongEndorsement() throws {
        guard case .open(var open) = try SampleEntries.open() else { return }
        let court = try SampleEntries.key(SampleRecord.courtName, 5)
        let elsewhere = Endorsement(
            origin: "court.example/h/other", key: open.key, timeMicroseconds: 1)
        for (endorsement, cause) in [
            (elsewhere.signed(by: court).description, Finding.Cause.endorsementContent),
            ("no note", .endorsementContent),
            (
                open.endorsement.replacing("1790000000000000", with: "1790000000000001"),
                .endorsementSignature
            ),
        ] {
            open.endorsement = endorsement
            var record = SampleRecord()
            try record.log(.open(open))
            record.keepBody("names")
            try record.close()
            try record.publish()
            let report = try record.verified()
            #expect(report.verdict == .tampered)
            #expect(report.findings.map(\.cause).first == cause)
            #expect(report.findings.first?.entry == 0)
        }
    }

    @Test("A new epoch may bring a new key, which then signs")
    func newKey() throws {
        let next = try SampleEntries.key(SampleEntries.origin, 8)
        let court = try SampleEntries.key(SampleRecord.courtName, 5)
        let endorsement = Endorsement(
            origin: SampleEntries.origin, key: next.verifier, timeMicroseconds: 2)
        var record = SampleRecord()
        try record.log(SampleEntries.open())
        record.keepBody("names")
        record.epoch = 2
        try record.log(
            .epoch(
                Entry.Epoch(
                    node: "b", reason: "takeover", key: next.verifier,
                    endorsement: endorsement.signed(by: court).description)))
        try record.close()
        try record.publish(signedBy: 8)
        #expect(try record.verified().verdict == .verified)
        try record.publish(signedBy: 4)
        #expect(try record.verified().verdict == .tampered)
    }

    @Test("Stamps must follow one another")
    func stamps() throws {
        func changed(_ change: (inout Stamp) -> Void) throws -> VerificationReport {
            var record = SampleRecord()
            try record.log(SampleEntries.open())
            record.keepBody("names")
            var stamp = SampleEntries.stamp(1)
            change(&stamp)
            record.entries.append(try Entry.event(Entry.Event(name: "x")).encode(stamp))
            try record.publish()
            return try record.verified(SampleRecord.policy(allowsOpenRecord: true))
        }
        #expect(try changed { _ in }.findings == [])
        let cases: [(Finding.Cause, (inout Stamp) -> Void)] = [
            (.entryHearing, { $0.hearing = Bytes16(1, 1) }), (.entrySequence, { $0.sequence = 2 }),
            (.entryEpoch, { $0.epoch = 2 }),
        ]
        for (cause, change) in cases {
            let report = try changed(change)
            #expect(report.findings.map(\.cause) == [cause])
            #expect(report.findings.first?.entry == 1)
            #expect(report.verdict == .tampered)
        }
        let clock = try changed { $0.monoMicroseconds = 1 }
        #expect(clock.findings.map(\.cause) == [.entryClock])
        #expect(clock.verdict == .verified)
        #expect(
            try changed {
                $0.boot = Bytes16(9, 9); $0.monoMicroseconds = 1
            }.findings == [])
    }

    @Test("The log begins with one opening entry and ends with the seal")
    func ends() throws {
        var record = try SampleRecord.small()
        try record.log(.event(Entry.Event(name: "late")))
        try record.publish()
        #expect(try record.verified().findings.map(\.cause) == [.sealNotLast])

        var twice = SampleRecord()
        try twice.log(SampleEntries.open())
        try twice.log(SampleEntries.open())
        twice.keepBody("names")
        try twice.publish()
        let open = try SampleRecord.policy(allowsOpenRecord: true)
        #expect(try twice.verified(open).findings.map(\.cause) == [.openRepeated])

        var none = SampleRecord()
        try none.log(.event(Entry.Event(name: "x")))
        try none.publish()
        #expect(try none.verified(open).findings.map(\.cause) == [.openMissing, .keyUnknown])

        var empty = SampleRecord()
        try empty.publish()
        #expect(try empty.verified(open).verdict == .tampered)
    }

    @Test("Segments must follow one another")
    func segments() throws {
        let cases: [(Finding.Cause, (inout Entry.Segment) -> Void)] = [
            (.segmentNumber, { $0.number = 5 }), (.segmentPrevious, { $0.previous = .hash([0]) }),
            (
                .segmentTime,
                {
                    $0.startMicroseconds = 0; $0.endMicroseconds = 2_000_000
                }
            ),
            (.segmentTime, { $0.endMicroseconds = $0.startMicroseconds - 1 }),
            (.partLength, { $0.part.ciphertextLength += 1 }),
            (.partSha256, { $0.part.plaintext.sha256 = .hash([0]) }),
            (.partSm3, { $0.part.plaintext.sm3 = .hash([0]) }),
            (.trackUnknown, { $0.track = TrackName(seat: 9, medium: .camera, ordinal: 9) }),
        ]
        for (cause, change) in cases {
            var record = SampleRecord()
            try record.log(SampleEntries.open())
            record.keepBody("names")
            let track = try record.begin(1, .camera, bytes: [1])
            try record.addSegment(track, bytes: [2])
            try record.addSegment(track, bytes: [3], change: change)
            try record.publish()
            let report = try record.verified(SampleRecord.policy(allowsOpenRecord: true))
            #expect(report.findings.first?.cause == cause)
            #expect(report.findings.first?.entry == 3)
            #expect(report.verdict == .tampered)
        }
    }

    @Test("An encrypted part is sealed, its place in the chain still checked")
    func encrypted() throws {
        var record = SampleRecord()
        try record.log(SampleEntries.open())
        record.keepBody("names")
        let track = try record.begin(1, .camera, bytes: [1])
        try record.addSegment(track, bytes: [2]) { segment in
            segment.part.encryption.profile = "aes-256-gcm"
            segment.part.ciphertextLength += 16
        }
        try record.publish()
        let report = try record.verified(SampleRecord.policy(allowsOpenRecord: true))
        #expect(report.findings.map(\.cause) == [.partEncrypted])
        #expect(report.verdict == .sealed)
    }

    @Test("The totals of closing and seal must be those of the log")
    func totals() throws {
        let cases: [(Finding.Cause, (inout Entry.RecordClose) -> Void)] = [
            (.closeCounts, { $0.counts[.segment] = 2 }), (.closeCounts, { $0.counts[.gap] = nil }),
            (.closeTracks, { $0.tracks[0].segments += 1 }),
            (.closeTracks, { $0.tracks[1].durationMicroseconds -= 1 }),
            (.closeTracks, { $0.tracks[0].sha256 = .hash([0]) }),
            (.closeTracks, { $0.tracks[0].sm3 = .hash([0]) }),
            (.closeTracks, { $0.tracks.removeLast() }),
            (.closeTracks, { $0.tracks.append($0.tracks[0]) }), (.closeParts, { $0.part = 2 }),
        ]
        for (cause, change) in cases {
            var record = try SampleRecord.small(closed: false)
            try record.close(change: change)
            try record.publish()
            let report = try record.verified()
            #expect(report.findings.map(\.cause).contains(cause))
            #expect(report.verdict == .tampered)
        }
        var sealed = try SampleRecord.small(closed: false)
        try sealed.close()
        try sealed.log(.sign(Entry.Sign(seat: 1, subject: "transcript")))
        try sealed.log(.seal(Entry.Seal(cause: "order", counts: [:])))
        try sealed.publish()
        #expect(try sealed.verified().findings.map(\.cause) == [.sealCounts])
    }

    @Test("A closing that is spread over two entries counts as one")
    func closeInParts() throws {
        var record = try SampleRecord.small(closed: false)
        let counts = record.counts
        try record.close {
            $0.parts = 2; $0.tracks.removeLast()
        }
        var half = record
        try half.publish()
        #expect(try half.verified().verdict == .incomplete)
        try record.close { close in
            close.part = 2
            close.parts = 2
            close.counts = counts
            close.tracks.removeFirst()
        }
        try record.log(.seal(Entry.Seal(cause: "order", counts: [:])))
        try record.publish()
        let report = try record.verified()
        #expect(report.findings == [])
        #expect(report.integrity?.size == record.entries.count - 1)
    }
}
