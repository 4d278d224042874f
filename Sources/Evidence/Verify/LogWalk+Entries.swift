/// What each kind of entry must satisfy.
extension LogWalk {
    mutating func take(_ stamped: StampedEntry, at index: Int) {
        add(stamps.check(stamped, at: index))
        if report.isSealed { add([Finding(.sealNotLast, entry: index)]) }
        if index == 0, stamped.entry.kind != .open { add([Finding(.openMissing, entry: 0)]) }
        check(stamped, at: index)
        course.take(stamped.entry)
        totals.count(stamped.entry.kind)
        for (_, commitment) in stamped.entry.contents {
            checkBody(commitment, entry: index)
        }
    }

    private mutating func check(_ stamped: StampedEntry, at index: Int) {
        switch stamped.entry {
        case .open(let open): check(open, stamped.stamp, at: index)
        case .epoch(let epoch):
            if epoch.endorsement != nil { report.endorsements += 1 }
            add(keys.take(epoch, entry: index))
        case .trackInit(let track): begin(track, at: index)
        case .segment(let segment): check(segment, at: index)
        case .gap(let gap): note(gap, at: index)
        case .recordClose(let close): check(close, at: index)
        case .seal(let seal):
            add(totals.check(seal, entry: index))
            report.isSealed = true
        case .heartbeat, .delivery, .orphan, .event, .order, .access, .transcript, .sign,
            .exhibit, .composite, .certificate, .key, .time:
            break
        }
    }

    private mutating func check(_ open: Entry.Open, _ stamp: Stamp, at index: Int) {
        guard index == 0 else {
            add([Finding(.openRepeated, entry: index)])
            return
        }
        report.hearing = stamp.hearing
        report.hearingKind = open.hearingKind
        report.endorsements += 1
        add(keys.take(open, entry: index))
        // Which hearing: the origin ends in its id.
        if !open.origin.hasSuffix("/h/\(stamp.hearing.hex)") {
            add([
                Finding(
                    .entryHearing, entry: index, expected: "…/h/\(stamp.hearing.hex)",
                    found: open.origin)
            ])
        }
    }

    private mutating func begin(_ track: Entry.TrackInit, at index: Int) {
        guard tracks[track.track] == nil else {
            add([Finding(.trackRepeated, entry: index, place: track.track.rawValue)])
            return
        }
        let checker = TrackChecker(track, isCopy: copy != nil)
        tracks[track.track] = checker
        trackOrder.append(track.track)
        add(checker.checkInitialisation(entry: index, source))
    }

    private mutating func check(_ segment: Entry.Segment, at index: Int) {
        guard let checker = tracks[segment.track] else {
            add([Finding(.trackUnknown, entry: index, place: segment.track.rawValue)])
            return
        }
        add(checker.check(segment, entry: index, source))
    }

    private mutating func note(_ gap: Entry.Gap, at index: Int) {
        guard report.gaps.count < VerificationReport.findingsMax else {
            report.gapsOmitted += 1
            return
        }
        report.gaps.append(
            VerificationReport.Gap(
                entry: index, track: gap.track, startMicroseconds: gap.startMicroseconds,
                endMicroseconds: gap.endMicroseconds, cause: gap.cause))
    }

    private mutating func check(_ close: Entry.RecordClose, at index: Int) {
        let tracks = self.tracks
        add(totals.check(close, entry: index) { tracks[$0]?.totals() })
        guard totals.isClosed else { return }
        add(totals.checkTracks(trackOrder, entry: index))
        closeEntry = index
        report.integrity = currentHead
    }

    /// Checks the bytes behind a commitment, each once; their absence is no change.
    private mutating func checkBody(_ commitment: Commitment, entry: Int) {
        guard report.bodies.insert(commitment.digest.sha256).inserted else { return }
        let file = RecordFile.body(commitment.digest.sha256)
        let place = source.name(of: file)
        do {
            var hasher = DualHasher()
            while true {
                let chunk = try source.read(file, at: hasher.count, count: Self.bodyChunk)
                guard let chunk else {
                    report.withheld += 1
                    add([Finding(.bodyWithheld, entry: entry, place: place)])
                    return
                }
                hasher.update(chunk)
                if chunk.count < Self.bodyChunk { break }
            }
            let isSalted = hasher.count >= Commitment.saltSize
            if hasher.finish() != commitment.digest || !isSalted {
                add([Finding(.bodyAltered, entry: entry, place: place)])
            }
        } catch {
            add([Finding(.fileUnreadable, entry: entry, place: place, found: error.reason)])
        }
    }

    /// Bytes of a body read at once.
    private static var bodyChunk: Int { 262_144 }
}
