/// Counts entries and holds the counts of `record.close` and `seal` against them.
struct TotalsChecker {
    private(set) var counts: [EntryKind: Int] = [:]
    /// Entries of unknown kind, which a copy withholds.
    private(set) var withheld = 0
    /// Counts at the last `record.close`; nil while the record runs.
    private var countsAtClose: [EntryKind: Int]?
    private var withheldAtClose = 0
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

    /// Counts an entry that a copy withholds; `isClose` if it is declared to close the record.
    mutating func countWithheld(isClose: Bool) {
        withheld += 1
        guard isClose else { return }
        countsAtClose = counts
        withheldAtClose = withheld
        nextPart = 2
        parts = 1
    }

    /// Whether stated counts are those of the entries that were there, as far as it can be known:
    /// a withheld entry is of some kind, and counted once.
    private static func agree(
        _ stated: [EntryKind: Int], _ found: [EntryKind: Int], withheld: Int
    ) -> Bool {
        guard withheld > 0 else { return stated == found }
        let isEnough = found.allSatisfy { stated[$0.key, default: 0] >= $0.value }
        return isEnough && total(stated) == total(found) + withheld
    }

    /// The sum of at most twenty numbers below 2^53.
    private static func total(_ counts: [EntryKind: Int]) -> Int {
        counts.values.reduce(0, +)
    }

    /// Checks what `record.close` says; `actual` gives a track's totals, nil for an unknown track.
    mutating func check(
        _ close: Entry.RecordClose, entry: Int,
        actual: (TrackName) -> Entry.RecordClose.Track?
    ) -> [Finding] {
        guard !isBroken else { return noteClose(close) }
        var findings: [Finding] = []
        if close.part == 1, !Self.agree(close.counts, counts, withheld: withheld) {
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
        withheldAtClose = withheld
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
        guard !Self.agree(seal.counts, since, withheld: withheld - withheldAtClose) else {
            return []
        }
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
