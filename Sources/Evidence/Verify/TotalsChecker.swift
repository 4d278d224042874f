/// Counts entries and holds the counts of `record.close` and `seal` against them.
struct TotalsChecker {
    private(set) var counts: [EntryKind: Int] = [:]
    /// Counts at the last `record.close`; nil while the record runs.
    private var countsAtClose: [EntryKind: Int]?
    private var nextPart = 1
    private var parts = 1
    private var statedTracks: Set<TrackName> = []
    /// Whether an entry was lost, so that no count can be held against another.
    private var isBroken = false

    /// Whether all entries that close the record were there.
    var isClosed: Bool { countsAtClose != nil && nextPart > parts }

    /// An entry could not be believed.
    mutating func entryLost() {
        isBroken = true
    }

    /// Counts an entry, after its own claims were checked.
    mutating func count(_ kind: EntryKind) {
        counts[kind, default: 0] += 1
    }

    /// Checks what `record.close` says; `actual` gives a track's totals, nil for an unknown track.
    mutating func check(
        _ close: Entry.RecordClose, entry: Int,
        actual: (TrackName) -> Entry.RecordClose.Track?
    ) -> [Finding] {
        guard !isBroken else { return noteClose(close) }
        var findings: [Finding] = []
        if close.part == 1, close.counts != counts {
            findings.append(
                Finding(
                    .closeCounts, entry: entry, expected: Self.text(counts),
                    found: Self.text(close.counts)))
        }
        if close.part != nextPart || (close.part > 1 && close.parts != parts)
            || close.part > close.parts
        {
            findings.append(Finding(.closeParts, entry: entry))
        }
        for track in close.tracks {
            let isNew = statedTracks.insert(track.track).inserted
            if !isNew || actual(track.track) != track {
                findings.append(
                    Finding(.closeTracks, entry: entry, place: track.track.rawValue))
            }
        }
        return findings + noteClose(close)
    }

    private mutating func noteClose(_ close: Entry.RecordClose) -> [Finding] {
        nextPart = close.part + 1
        parts = close.parts
        countsAtClose = counts
        countsAtClose?[.recordClose, default: 0] += 1
        return []
    }

    /// Checks what the last `record.close` leaves out: every track must be in it.
    func checkTracks(_ names: [TrackName], entry: Int) -> [Finding] {
        guard !isBroken, isClosed else { return [] }
        return names.filter { !statedTracks.contains($0) }
            .map { Finding(.closeTracks, entry: entry, place: $0.rawValue) }
    }

    /// Checks what `seal` says.
    func check(_ seal: Entry.Seal, entry: Int) -> [Finding] {
        guard !isBroken else { return [] }
        let before = countsAtClose ?? [:]
        let since = counts.merging(before) { $0 - $1 }.filter { $0.value > 0 }
        guard since != seal.counts else { return [] }
        return [
            Finding(
                .sealCounts, entry: entry, expected: Self.text(since),
                found: Self.text(seal.counts))
        ]
    }

    private static func text(_ counts: [EntryKind: Int]) -> String {
        counts.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: ", ")
    }
}
