import Evidence

/// Copies of the sample record for one seat, as the court would make them.
extension SampleRecord {
    /// A segment by its track and number.
    struct SegmentName: Hashable {
        var track: TrackName
        var number: Int
    }

    static let sound = TrackName(seat: 1, medium: .microphone, ordinal: 1)
    static let picture = TrackName(seat: 2, medium: .camera, ordinal: 1)

    /// The digest that stands for the package's manifest, which a record alone does not have.
    static let manifest = Sha256.hash([7])

    /// The copy for a seat without these entries and segments; a track without segments is absent.
    func copy(
        for seat: Int = 2, withoutEntries hidden: Set<Int> = [],
        withoutSegments lost: Set<SegmentName> = []
    ) throws -> SampleRecord {
        var copy = self
        copy.views = [:]
        for path in tiles.keys where path.content == .entries {
            copy.tiles[path] = nil
            copy.views[path] = EntryBundle.bytes(
                path.range.map { hidden.contains($0) ? [] : entries[$0] })
        }
        var segments: [TrackName: [[UInt8]]] = [:]
        var offsets: [TrackName: Int] = [:]
        for (index, bytes) in entries.enumerated() where !hidden.contains(index) {
            guard let (track, part, number) = Self.part(of: try Entry.decode(bytes).entry),
                let whole = tracks[track]
            else { continue }
            let start = offsets[track, default: 0]
            let end = start + part.plaintextLength
            offsets[track] = end
            let isLost = number.map { lost.contains(SegmentName(track: track, number: $0)) }
            segments[track, default: []].append(
                isLost == true ? WithheldSegment.mark : Array(whole[start..<end]))
        }
        copy.tracks = segments.filter { _, parts in
            parts.dropFirst().contains { $0 != WithheldSegment.mark }
        }.mapValues { $0.flatMap { $0 } }
        try copy.declare(for: seat)
        return copy
    }

    /// Writes the court's declaration anew; `change` makes it another.
    mutating func declare(
        for seat: Int, signedBy name: String = courtName, seed: UInt8 = 5,
        change: (CopyDeclaration) -> CopyDeclaration = { $0 }
    ) throws {
        let close = try entries.lastIndex { try Entry.decode($0).entry.kind == .recordClose }
        let declared = CopyDeclaration(
            origin: SampleEntries.origin,
            head: TreeHead(
                size: entries.count, root: Sha256Tree.root(of: entries.map { Sha256.leaf($0) })),
            seat: seat, timeMicroseconds: 1_790_000_000_000_000, closeEntry: close,
            manifest: Self.manifest)
        declaration =
            change(declared).signed(by: try SampleEntries.key(name, seed)).bytes
    }

    private static func part(of entry: Entry) -> (TrackName, StoredPart, Int?)? {
        switch entry {
        case .trackInit(let track): (track.track, track.part, nil)
        case .segment(let segment): (segment.track, segment.part, segment.number)
        default: nil
        }
    }
}
