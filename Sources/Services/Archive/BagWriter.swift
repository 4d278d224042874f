public import Evidence
public import Hearing

/// Exports one hearing as a BagIt 1.0 bag (RFC 8493) in the layout of FORMAT.md, section 8.
public struct BagWriter: Sendable {
    /// What was written.
    public struct Summary: Hashable, Sendable {
        public var origin: String
        public var entries: Int
        public var tracks: [TrackName]
        /// Contents that the source did not give.
        public var withheld: Int
        /// Entries and segments that a copy for one seat does not have.
        public var entriesWithheld: Int
        public var segmentsWithheld: Int
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
        let checkpoint = try Self.checkpoint(noteBytes)
        var export = BagExport(files: try BagFolderWriter(destination: folder))
        try export.files.write(BagLayout.path(of: .checkpoint), noteBytes)
        try await export.takeAll(checkpoint.size, source)
        return try finish(&export, checkpoint)
    }

    /// Writes the copy for one seat to a folder that is not there yet (FORMAT.md, *A copy for one
    /// seat*): what the seat may not have is nowhere in it, and the court's key declares the rest.
    ///
    /// - Parameters:
    ///   - law: the hearing as it was booked, before any event.
    ///   - timeMicroseconds: when it is made, since 1970.
    @discardableResult
    public func writeCopy(
        of source: some ArchiveSource, for seat: SeatID, in law: Hearing,
        declaredBy court: SigningKey, at timeMicroseconds: Int64, to folder: String
    ) async throws -> Summary {
        let noteBytes = try await source.checkpoint()
        let checkpoint = try Self.checkpoint(noteBytes)
        let preparation = try await CopyPreparation(
            for: seat, in: law, size: checkpoint.size, source)
        var export = BagExport(
            files: try BagFolderWriter(destination: folder),
            copy: SeatCopy(for: seat, in: law, preparation.concealment), names: preparation.names)
        try export.files.write(BagLayout.path(of: .checkpoint), noteBytes)
        try await export.takeAll(checkpoint.size, source)
        return try finish(&export, checkpoint) { export in
            let declaration = CopyDeclaration(
                origin: checkpoint.origin,
                head: TreeHead(size: checkpoint.size, root: checkpoint.root),
                seat: Int(seat.rawValue), timeMicroseconds: timeMicroseconds,
                closeEntry: export.integrity.map { $0.size - 1 },
                manifest: .hash(Array(export.files.payload.text.utf8)))
            return declaration.signed(by: court).bytes
        }
    }

    private static func checkpoint(_ note: [UInt8]) throws(ArchiveError) -> Checkpoint {
        do {
            return try Checkpoint(try SignedNote(note).text)
        } catch {
            throw .badCheckpoint
        }
    }

    private func finish(
        _ export: inout BagExport, _ checkpoint: Checkpoint,
        declaration: ((BagExport) -> [UInt8])? = nil
    ) throws(ArchiveError) -> Summary {
        try export.finishTracksAndTiles()
        let files = export.files
        try files.write(BagLayout.readme, Array(BagReadme.text(facts(export, checkpoint)).utf8))
        try files.write(BagLayout.declaration, Array(BagLayout.declarationText.utf8))
        let information = information(
            origin: checkpoint.origin, bytes: files.payloadBytes, count: files.payloadFiles)
        try files.write(BagLayout.information, Array(information.utf8))
        try files.write(BagLayout.manifest, Array(files.payload.text.utf8))
        if let declaration {
            try files.write(BagLayout.path(of: .declaration), declaration(export))
        }
        try files.finish()
        return Summary(
            origin: checkpoint.origin, entries: checkpoint.size, tracks: export.trackOrder,
            withheld: export.withheld, entriesWithheld: export.entriesWithheld,
            segmentsWithheld: export.segmentsWithheld, payloadBytes: files.payloadBytes,
            payloadFiles: files.payloadFiles)
    }

    private func facts(_ export: BagExport, _ checkpoint: Checkpoint) -> BagReadme.Facts {
        BagReadme.Facts(
            origin: checkpoint.origin, entries: checkpoint.size, root: checkpoint.root,
            integrity: export.integrity, tracks: export.trackOrder, withheld: export.withheld,
            copy: export.viewer.map {
                .init(
                    seat: $0, entriesWithheld: export.entriesWithheld,
                    segmentsWithheld: export.segmentsWithheld)
            })
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
