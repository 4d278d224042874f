internal import Evidence
internal import Hearing

/// One export under way: of the whole record, or of what one seat may have of it.
struct BagExport {
    let files: BagFolderWriter
    /// Decides what a copy has; nil for the whole record.
    private var copy: SeatCopy?
    /// The names as a copy has them; nil where nothing is concealed.
    private let names: CopyNames?
    private var tree = Sha256Tree()
    private var leaves: [Sha256] = []
    private var tracks: [TrackName: BagTrack] = [:]
    /// The tracks that have a file, in the order in which they began.
    private(set) var trackOrder: [TrackName] = []
    private var endorsements = 0
    private var bodies: Set<Sha256> = []
    private(set) var withheld = 0
    private(set) var entriesWithheld = 0
    private(set) var segmentsWithheld = 0
    /// The head over the last `record.close`.
    private(set) var integrity: TreeHead?

    init(files: BagFolderWriter, copy: SeatCopy? = nil, names: CopyNames? = nil) {
        self.files = files
        self.copy = copy
        self.names = names
    }

    /// The seat that a copy is for.
    var viewer: SeatID? { copy?.viewer }

    /// Takes the whole log, bundle by bundle.
    mutating func takeAll(_ size: Int, _ source: some ArchiveSource) async throws {
        var start = 0
        while start < size {
            let bundle = try await Self.bundle(from: start, of: size, source)
            try await take(bundle, from: start, source)
            start += bundle.count
        }
    }

    private mutating func take(
        _ bundle: [[UInt8]], from start: Int, _ source: some ArchiveSource
    ) async throws {
        var given: [[UInt8]] = []
        for (offset, bytes) in bundle.enumerated() {
            let isGiven = try await take(bytes, number: start + offset, source)
            given.append(isGiven ? bytes : [])
        }
        let path = TilePath(.entries, index: start / TilePath.widthMax, width: bundle.count)
        let file: RecordFile = copy == nil ? .tile(path) : .view(path)
        try files.write(BagLayout.path(of: file), EntryBundle.bytes(given))
    }

    /// Takes the files out of an entry that it names; false if the entry itself is withheld.
    private mutating func take(
        _ bytes: [UInt8], number: Int, _ source: some ArchiveSource
    ) async throws -> Bool {
        leaves.append(.leaf(bytes))
        tree.append(leaves[number])
        let stamped = try Self.decode(bytes, number: number)
        if stamped.entry.kind == .recordClose {
            integrity = TreeHead(size: tree.size, root: tree.root)
        }
        let share = try share(of: stamped, number: number)
        guard share.isGiven else {
            entriesWithheld += 1
            return false
        }
        try await writeFiles(of: stamped.entry, share, number: number, source)
        return true
    }

    /// What is exported of an entry: everything, or what the copy's seat may have.
    private mutating func share(
        of stamped: StampedEntry, number: Int
    ) throws(ArchiveError) -> SeatCopy.Share {
        guard copy != nil else {
            return SeatCopy.Share(
                isGiven: true, isSegmentGiven: true,
                bodies: stamped.entry.contents.map(\.commitment))
        }
        let events = try Self.events(of: stamped.entry, number: number)
        return copy?.take(stamped, events) ?? SeatCopy.Share(isGiven: false)
    }

    private mutating func writeFiles(
        of entry: Entry, _ share: SeatCopy.Share, number: Int, _ source: some ArchiveSource
    ) async throws {
        switch entry {
        case .open(let open):
            try writeEndorsement(open.endorsement)
            try writeNames()
        case .epoch(let epoch): if let text = epoch.endorsement { try writeEndorsement(text) }
        case .trackInit(let track):
            if tracks[track.track] == nil {
                tracks[track.track] = BagTrack(initialisation: track.part, entry: number)
            }
            // In the whole record a track has its file even if no segment follows.
            if copy == nil { _ = try await file(of: track.track, source) }
        case .segment(let segment):
            try await take(segment, isGiven: share.isSegmentGiven, number: number, source)
        default: break
        }
        for commitment in share.bodies { try await writeBody(commitment, source) }
    }

    private mutating func writeEndorsement(_ text: String) throws(ArchiveError) {
        try files.write(BagLayout.path(of: .endorsement(endorsements)), Array(text.utf8))
        endorsements += 1
    }
}

/// Tracks.
extension BagExport {
    /// A track whose file is begun with the first segment that is given.
    private struct BagTrack {
        let initialisation: StoredPart
        /// The number of the entry that began it.
        let entry: Int
        /// Segments that are withheld before the file begins.
        var marks = 0
        var file: BagFileWriter?
    }

    private mutating func take(
        _ segment: Entry.Segment, isGiven: Bool, number: Int, _ source: some ArchiveSource
    ) async throws {
        guard let track = tracks[segment.track] else { return }
        if isGiven {
            let file = try await file(of: segment.track, source)
            try file?.append(try await Self.read(segment.part, number: number, source))
            return
        }
        segmentsWithheld += 1
        if let file = track.file {
            try file.append(WithheldSegment.mark)
        } else {
            tracks[segment.track]?.marks += 1
        }
    }

    /// The file of a track, begun if it is not.
    private mutating func file(
        of name: TrackName, _ source: some ArchiveSource
    ) async throws -> BagFileWriter? {
        guard let track = tracks[name] else { return nil }
        if let file = track.file { return file }
        let bytes = try await Self.read(track.initialisation, number: track.entry, source)
        let file = try files.begin(BagLayout.path(of: .track(name)))
        try file.append(bytes)
        for _ in 0..<track.marks { try file.append(WithheldSegment.mark) }
        tracks[name]?.file = file
        trackOrder.append(name)
        return file
    }

    private static func read(
        _ part: StoredPart, number: Int, _ source: some ArchiveSource
    ) async throws -> [UInt8] {
        let bytes = try await source.read(part)
        guard bytes.count == part.plaintextLength else {
            throw ArchiveError.badPart(
                entry: number, expected: part.plaintextLength, found: bytes.count)
        }
        return bytes
    }

    /// Ends the tracks and writes the hash tiles.
    mutating func finishTracksAndTiles() throws(ArchiveError) {
        for name in trackOrder {
            guard let file = tracks.removeValue(forKey: name)?.file else { continue }
            try files.finish(file)
        }
        for path in TilePath.all(forSize: leaves.count) where path.content != .entries {
            try files.write(BagLayout.path(of: .tile(path)), HashTile.bytes(path, of: leaves))
        }
    }
}

/// Bodies.
extension BagExport {
    /// In a copy from which names are concealed, those that the seat may know.
    private mutating func writeNames() throws(ArchiveError) {
        guard let names else { return }
        withheld += 1
        if let body = names.body { try files.write(BagLayout.copyNames, body) }
    }

    private mutating func writeBody(
        _ commitment: Commitment, _ source: some ArchiveSource
    ) async throws {
        guard bodies.insert(commitment.digest.sha256).inserted else { return }
        guard let body = try await source.body(commitment), names?.betray(body) != true
        else {
            withheld += 1
            return
        }
        try files.write(BagLayout.path(of: .body(commitment.digest.sha256)), body)
    }
}

/// The log.
extension BagExport {
    /// Reads the whole log once, without exporting anything.
    static func readLog(
        _ size: Int, _ source: some ArchiveSource,
        _ take: (StampedEntry, Int) throws -> Void
    ) async throws {
        var start = 0
        while start < size {
            let bundle = try await bundle(from: start, of: size, source)
            for (offset, bytes) in bundle.enumerated() {
                try take(try decode(bytes, number: start + offset), start + offset)
            }
            start += bundle.count
        }
    }

    private static func bundle(
        from start: Int, of size: Int, _ source: some ArchiveSource
    ) async throws -> [[UInt8]] {
        let end = min(start + TilePath.widthMax, size)
        let entries = try await source.entries(start..<end)
        guard entries.count == end - start else { throw ArchiveError.badCheckpoint }
        return entries
    }

    private static func decode(
        _ bytes: [UInt8], number: Int
    ) throws(ArchiveError) -> StampedEntry {
        do {
            return try Entry.decode(bytes)
        } catch {
            throw .badEntry(number: number, error)
        }
    }

    /// The facts in an entry.
    static func events(of entry: Entry, number: Int) throws(ArchiveError) -> [Hearing.Event] {
        do {
            return try EventCoding.events(of: entry)
        } catch {
            throw .badFacts(number: number, error)
        }
    }
}
