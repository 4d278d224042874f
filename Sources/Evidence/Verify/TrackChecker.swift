/// Checks one track: numbers, times, the chain of digests, and the bytes themselves.
///
/// A class, since the log's tracks are interleaved and each keeps running hashes.
final class TrackChecker {
    /// Bytes read at once: what the checker holds of a track in memory.
    private static let chunk = 262_144

    let initialisation: Entry.TrackInit
    private(set) var report: VerificationReport.Track
    private var segmentsSha256 = Sha256Hasher()
    private var segmentsSm3 = Sm3Hasher()
    private var previous: Sha256
    /// Whether an entry was lost, so that place and predecessor of what follows are not known.
    private var isBroken = false
    private var isMissing = false
    private var lastStart: Int64 = -1

    init(_ initialisation: Entry.TrackInit) {
        self.initialisation = initialisation
        previous = initialisation.part.plaintext.sha256
        report = VerificationReport.Track(
            name: initialisation.track, seat: initialisation.seat, medium: initialisation.medium,
            codec: initialisation.codec, segments: 0, bytes: 0, startMicroseconds: nil,
            endMicroseconds: nil, durationMicroseconds: 0, packetsLost: 0)
    }

    /// An entry could not be believed: it may have been a segment of this track.
    func entryLost() {
        isBroken = true
    }

    /// Checks the first bytes of the track's file.
    func checkInitialisation(entry: Int, _ source: some RecordSource) -> [Finding] {
        check(initialisation.part, entry: entry, label: "init", source)
    }

    /// Checks a segment, in the order of the log.
    func check(
        _ segment: Entry.Segment, entry: Int, _ source: some RecordSource
    ) -> [Finding] {
        var findings: [Finding] = []
        let label = "\(report.name) #\(segment.number)"
        if !isBroken {
            if segment.number != report.segments {
                findings.append(
                    Finding(
                        .segmentNumber, entry: entry, place: label,
                        expected: String(report.segments), found: String(segment.number)))
            }
            if segment.previous != previous {
                findings.append(
                    Finding(
                        .segmentPrevious, entry: entry, place: label, expected: previous.hex,
                        found: segment.previous.hex))
            }
        }
        if !timesRise(segment) {
            findings.append(
                Finding(
                    .segmentTime, entry: entry, place: label,
                    expected: report.startMicroseconds == nil ? nil : "t0_us > \(lastStart)",
                    found: "\(segment.startMicroseconds)–\(segment.endMicroseconds)"))
        }
        findings += check(segment.part, entry: entry, label: "#\(segment.number)", source)
        advance(past: segment)
        return findings
    }

    /// Starts rise; ends need not, since the length of a last frame is an estimate.
    private func timesRise(_ segment: Entry.Segment) -> Bool {
        segment.startMicroseconds > lastStart
            && segment.endMicroseconds >= segment.startMicroseconds
    }

    private func advance(past segment: Entry.Segment) {
        previous = segment.part.plaintext.sha256
        lastStart = segment.startMicroseconds
        segmentsSha256.update(segment.part.plaintext.sha256)
        segmentsSm3.update(segment.part.plaintext.sm3)
        report.segments += 1
        report.startMicroseconds = report.startMicroseconds ?? segment.startMicroseconds
        report.endMicroseconds = segment.endMicroseconds
        let duration = max(0, segment.endMicroseconds - segment.startMicroseconds)
        report.durationMicroseconds = min(Json.integerMax, report.durationMicroseconds + duration)
        report.packetsLost = min(
            Int(Json.integerMax), report.packetsLost + segment.packetsLost)
    }

    /// The totals so far, as `record.close` should state them; nil once an entry was lost.
    func totals() -> Entry.RecordClose.Track? {
        guard !isBroken else { return nil }
        return Entry.RecordClose.Track(
            track: report.name, segments: report.segments,
            startMicroseconds: report.startMicroseconds ?? 0,
            endMicroseconds: report.endMicroseconds ?? 0,
            durationMicroseconds: report.durationMicroseconds, sha256: segmentsSha256.current,
            sm3: segmentsSm3.current)
    }

    /// Whether the track's file ends where the last segment ends.
    func checkEnd(_ source: some RecordSource) -> [Finding] {
        let file = RecordFile.track(report.name)
        if isBroken { return [Finding(.trackUnchecked, place: source.name(of: file))] }
        do {
            guard let size = try source.size(of: file), size > report.bytes else { return [] }
            return [
                Finding(
                    .trackTrailing, place: source.name(of: file), expected: String(report.bytes),
                    found: String(size))
            ]
        } catch {
            return [
                Finding(.fileUnreadable, place: source.name(of: file), found: error.reason)
            ]
        }
    }
}

/// The bytes.
extension TrackChecker {
    private func check(
        _ part: StoredPart, entry: Int, label: String, _ source: some RecordSource
    ) -> [Finding] {
        let place = "\(source.name(of: .track(report.name))) \(label)"
        let offset = report.bytes
        guard offset <= Int(Json.integerMax) - part.plaintextLength else {
            return [Finding(.partLength, entry: entry, place: place)]
        }
        report.bytes += part.plaintextLength
        if part.encryption.profile != StoredPart.Encryption.none.profile {
            return [Finding(.partEncrypted, entry: entry, place: place)]
        }
        guard part.ciphertextLength == part.plaintextLength else {
            return [
                Finding(
                    .partLength, entry: entry, place: place, expected: "ct_len = pt_len",
                    found: "\(part.ciphertextLength) ≠ \(part.plaintextLength)")
            ]
        }
        guard !isBroken else { return [] }
        do {
            return try compare(part, at: offset, entry: entry, place: place, source)
        } catch {
            return [Finding(.fileUnreadable, entry: entry, place: place, found: error.reason)]
        }
    }

    private func compare(
        _ part: StoredPart, at offset: Int, entry: Int, place: String,
        _ source: some RecordSource
    ) throws(RecordUnreadable) -> [Finding] {
        let file = RecordFile.track(report.name)
        var hasher = DualHasher()
        while hasher.count < part.plaintextLength {
            let count = min(Self.chunk, part.plaintextLength - hasher.count)
            let bytes = try source.read(file, at: offset + hasher.count, count: count)
            guard let bytes else { return missing(entry: entry, place: place) }
            guard bytes.count == count else {
                return [
                    Finding(
                        .partTruncated, entry: entry, place: place,
                        expected: "\(part.plaintextLength) bytes at \(offset)",
                        found: "\(hasher.count + bytes.count)")
                ]
            }
            hasher.update(bytes)
        }
        return differences(hasher.finish(), part.plaintext, entry: entry, place: place)
    }

    /// A whole track that is not there is one finding, not one for each segment.
    private func missing(entry: Int, place: String) -> [Finding] {
        defer { isMissing = true }
        return isMissing ? [] : [Finding(.trackMissing, entry: entry, place: place)]
    }

    private func differences(
        _ found: DualDigest, _ expected: DualDigest, entry: Int, place: String
    ) -> [Finding] {
        var findings: [Finding] = []
        if found.sha256 != expected.sha256 {
            findings.append(
                Finding(
                    .partSha256, entry: entry, place: place, expected: expected.sha256.hex,
                    found: found.sha256.hex))
        }
        if found.sm3 != expected.sm3 {
            findings.append(
                Finding(
                    .partSm3, entry: entry, place: place, expected: expected.sm3.hex,
                    found: found.sm3.hex))
        }
        return findings
    }
}
