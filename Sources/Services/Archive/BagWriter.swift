public import Evidence

/// Exports one hearing as a BagIt 1.0 bag (RFC 8493) in the layout of FORMAT.md, section 8.
public struct BagWriter: Sendable {
    /// What was written.
    public struct Summary: Hashable, Sendable {
        public var origin: String
        public var entries: Int
        public var tracks: [TrackName]
        /// Contents that the source did not give.
        public var withheld: Int
        /// The bytes and files under `data/`.
        public var payloadBytes: Int
        public var payloadFiles: Int
    }

    /// The program and version that stand in the bag.
    private let software: String
    /// The day of packing as `2026-11-21`; nil leaves it out.
    private let date: String?
    /// The court's key as a hint; it is not to be trusted, and the bag says so.
    private let courtKey: VerifierKey?

    public init(software: String, date: String? = nil, courtKey: VerifierKey? = nil) {
        self.software = software
        self.date = date
        self.courtKey = courtKey
    }

    /// Writes the bag to a folder that is not there yet.
    ///
    /// The log is exported as far as the source's checkpoint goes.
    @discardableResult
    public func write(_ source: some ArchiveSource, to folder: String) async throws -> Summary {
        let noteBytes = try await source.checkpoint()
        let checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint(try SignedNote(noteBytes).text)
        } catch {
            throw ArchiveError.badCheckpoint
        }
        var export = BagExport(files: try BagFolderWriter(destination: folder))
        try export.files.write(BagLayout.path(of: .checkpoint), noteBytes)
        var start = 0
        while start < checkpoint.size {
            let end = min(start + TilePath.widthMax, checkpoint.size)
            let entries = try await source.entries(start..<end)
            guard entries.count == end - start else { throw ArchiveError.badCheckpoint }
            try export.writeBundle(entries, from: start)
            for (offset, entry) in entries.enumerated() {
                try await export.take(entry, number: start + offset, source)
            }
            start = end
        }
        return try finish(&export, checkpoint)
    }

    private func finish(
        _ export: inout BagExport, _ checkpoint: Checkpoint
    ) throws(ArchiveError) -> Summary {
        try export.finishTracksAndTiles()
        let facts = BagReadme.Facts(
            origin: checkpoint.origin, entries: checkpoint.size, root: checkpoint.root,
            integrity: export.integrity, tracks: export.trackOrder, withheld: export.withheld)
        let files = export.files
        try files.write(BagLayout.readme, Array(BagReadme.text(facts).utf8))
        try files.write(BagLayout.declaration, Array(BagLayout.declarationText.utf8))
        let information = information(
            origin: checkpoint.origin, bytes: files.payloadBytes, count: files.payloadFiles)
        try files.write(BagLayout.information, Array(information.utf8))
        try files.write(BagLayout.manifest, Array(files.payload.text.utf8))
        try files.finish()
        return Summary(
            origin: checkpoint.origin, entries: checkpoint.size, tracks: export.trackOrder,
            withheld: export.withheld, payloadBytes: files.payloadBytes,
            payloadFiles: files.payloadFiles)
    }

    /// `bag-info.txt` (RFC 8493 §2.2.2).
    private func information(origin: String, bytes: Int, count: Int) -> String {
        var lines = [("External-Identifier", origin), ("Bagging-Software", software)]
        if let date { lines.append(("Bagging-Date", date)) }
        lines.append(("Payload-Oxum", "\(bytes).\(count)"))
        lines.append(("Yunting-Format", "1"))
        if let courtKey { lines.append(("Yunting-Court-Key", courtKey.description)) }
        return lines.map { name, value in
            "\(name): \(value.map { $0.isNewline ? " " : $0 }.map(String.init).joined())\n"
        }.joined()
    }
}

/// One export under way.
struct BagExport {
    let files: BagFolderWriter
    private var tree = Sha256Tree()
    private var leaves: [Sha256] = []
    private var tracks: [TrackName: BagFileWriter] = [:]
    private(set) var trackOrder: [TrackName] = []
    private var endorsements = 0
    private var bodies: Set<Sha256> = []
    private(set) var withheld = 0
    /// The head over the last `record.close`.
    private(set) var integrity: TreeHead?

    init(files: BagFolderWriter) {
        self.files = files
    }

    /// Writes the entries of one bundle, and their tile.
    mutating func writeBundle(_ entries: [[UInt8]], from start: Int) throws(ArchiveError) {
        let path = TilePath(
            .entries, index: start / TilePath.widthMax, width: entries.count)
        try files.write(BagLayout.path(of: .tile(path)), EntryBundle.bytes(entries))
    }

    /// Takes the files out of an entry that it names.
    mutating func take(
        _ bytes: [UInt8], number: Int, _ source: some ArchiveSource
    ) async throws {
        leaves.append(.leaf(bytes))
        tree.append(leaves[number])
        let entry: Entry
        do {
            entry = try Entry.decode(bytes).entry
        } catch {
            throw ArchiveError.badEntry(number: number, error)
        }
        switch entry {
        case .open(let open): try writeEndorsement(open.endorsement)
        case .epoch(let epoch): if let text = epoch.endorsement { try writeEndorsement(text) }
        case .trackInit(let track):
            guard tracks[track.track] == nil else { break }
            tracks[track.track] = try files.begin(BagLayout.path(of: .track(track.track)))
            trackOrder.append(track.track)
            try await append(track.part, to: track.track, number: number, source)
        case .segment(let segment):
            try await append(segment.part, to: segment.track, number: number, source)
        case .recordClose: integrity = TreeHead(size: tree.size, root: tree.root)
        default: break
        }
        for (_, commitment) in entry.commitments { try await writeBody(commitment, source) }
    }

    private mutating func writeEndorsement(_ text: String) throws(ArchiveError) {
        try files.write(BagLayout.path(of: .endorsement(endorsements)), Array(text.utf8))
        endorsements += 1
    }

    private func append(
        _ part: StoredPart, to track: TrackName, number: Int, _ source: some ArchiveSource
    ) async throws {
        guard let file = tracks[track] else { return }
        let bytes = try await source.read(part)
        guard bytes.count == part.plaintextLength else {
            throw ArchiveError.badPart(
                entry: number, expected: part.plaintextLength, found: bytes.count)
        }
        try file.append(bytes)
    }

    private mutating func writeBody(
        _ commitment: Commitment, _ source: some ArchiveSource
    ) async throws {
        guard bodies.insert(commitment.digest.sha256).inserted else { return }
        guard let body = try await source.body(commitment) else {
            withheld += 1
            return
        }
        try files.write(BagLayout.path(of: .body(commitment.digest.sha256)), body)
    }

    /// Ends the tracks and writes the hash tiles.
    mutating func finishTracksAndTiles() throws(ArchiveError) {
        for track in trackOrder {
            guard let file = tracks.removeValue(forKey: track) else { continue }
            try files.finish(file)
        }
        for path in TilePath.all(forSize: leaves.count) where path.content != .entries {
            try files.write(BagLayout.path(of: .tile(path)), HashTile.bytes(path, of: leaves))
        }
    }
}
