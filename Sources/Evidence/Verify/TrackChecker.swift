/// Checks one track: numbers, times, the chain of digests, and the bytes themselves.
///
/// A class, since the log's tracks are interleaved and each keeps running hashes.
final class TrackChecker {
    /// Bytes read at once: what the checker holds of a track in memory.
    private static let chunk = 262_144

    let initialisation: Entry.TrackInit
    /// Whether this is a copy for one seat, in which segments may be withheld.
    private let isCopy: Bool
    private(set) var report: VerificationReport.Track
    private var segmentsSha256 = Sha256Hasher()
    private var segmentsSm3 = Sm3Hasher()
    private var previous: Sha256
    /// Whether an entry was lost, so that place and predecessor of what follows are not known.
    private var isBroken = false
    private var isMissing = false
    /// Whether a copy has nothing of the track.
    private var isAbsent = false
    private var lastStart: Int64 = -1
    /// Where in the file the next part begins: withheld ones are shorter there than in the record.
    private var offset = 0

    init(_ initialisation: Entry.TrackInit, isCopy: Bool) {
        self.initialisation = initialisation
        self.isCopy = isCopy
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
        check(initialisation.part, entry: entry, label: "init", isSegment: false, source)
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
        findings += check(
            segment.part, entry: entry, label: "#\(segment.number)", isSegment: true, source)
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
        let place = source.name(of: file)
        if isBroken { return [Finding(.trackUnchecked, place: place)] }
        do {
            var findings: [Finding] = []
            if report.segmentsWithheld > 0 || isAbsent {
                let found = "\(report.segmentsWithheld) / \(report.segments)"
                findings.append(Finding(.segmentsWithheld, place: place, found: found))
            }
            if let size = try source.size(of: file), size > offset {
                findings.append(
                    Finding(
                        .trackTrailing, place: place, expected: String(offset),
                        found: String(size)))
            }
            return findings
        } catch {
            return [Finding(.fileUnreadable, place: place, found: error.reason)]
        }
    }
}

/// The bytes.
extension TrackChecker {
    private func check(
        _ part: StoredPart, entry: Int, label: String, isSegment: Bool, _ source: some RecordSource
    ) -> [Finding] {
        let place = "\(source.name(of: .track(report.name))) \(label)"
        guard report.bytes <= Int(Json.integerMax) - part.plaintextLength else {
            return [Finding(.partLength, entry: entry, place: place)]
        }
        report.bytes += part.plaintextLength
        do {
            if try takeWithheld(isSegment: isSegment, source) { return [] }
            let start = offset
            offset += part.plaintextLength
            if let finding = checkForm(of: part, entry: entry, place: place) { return [finding] }
            return try isBroken
                ? [] : compare(part, at: start, entry: entry, place: place, source)
        } catch {
            return [Finding(.fileUnreadable, entry: entry, place: place, found: error.reason)]
        }
    }

    /// Whether a copy withholds the next part: the whole track is not there, or the mark stands
    /// where a segment would.
    private func takeWithheld(
        isSegment: Bool, _ source: some RecordSource
    ) throws(RecordUnreadable) -> Bool {
        guard isCopy, !isBroken else { return false }
        let mark = WithheldSegment.mark
        guard let next = try source.read(.track(report.name), at: offset, count: mark.count) else {
            isAbsent = true
            if isSegment { report.segmentsWithheld += 1 }
            return true
        }
        guard isSegment, next == mark else { return false }
        report.segmentsWithheld += 1
        offset += mark.count
        return true
    }

    /// What an entry says of its part that keeps the bytes from being compared.
    private func checkForm(of part: StoredPart, entry: Int, place: String) -> Finding? {
        if part.encryption.profile != StoredPart.Encryption.none.profile {
            return Finding(.partEncrypted, entry: entry, place: place)
        }
        guard part.ciphertextLength != part.plaintextLength else { return nil }
        return Finding(
            .partLength, entry: entry, place: place, expected: "ct_len = pt_len",
            found: "\(part.ciphertextLength) ≠ \(part.plaintextLength)")
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
