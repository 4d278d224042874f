/// Verifies the record of one hearing: log, tracks and contents, against a policy.
///
/// Pure: it reads through a `RecordSource` and has no clock. Bounded: it holds one bundle of
/// entries (at most 256 × 60,002 bytes), a chunk of a track, one state for each track and one
/// digest for every 256 entries; work is linear in the bytes that are there, whatever the
/// checkpoint claims. The steps are those of FORMAT.md, *Verification*.
public struct LogVerifier: Sendable {
    private let policy: VerificationPolicy

    public init(policy: VerificationPolicy) {
        self.policy = policy
    }

    /// The whole verification of a record.
    public func verify(_ source: some RecordSource) -> VerificationReport {
        var walk = LogWalk(policy: policy, source: source)
        return walk.run()
    }
}

/// One verification under way.
struct LogWalk<Source: RecordSource> {
    /// The largest entry bundle: full, of the largest entries.
    private static var bundleSizeMax: Int { TilePath.widthMax * (2 + Entry.sizeMax) }

    /// The most copies of endorsements that are read: one for each session key of the hearing.
    private static var copiesMax: Int { 64 }

    private let policy: VerificationPolicy
    let source: Source
    var report = VerificationReport()
    var tree = TreeChecker()
    var keys: KeyChecker
    var stamps = StampChecker()
    var totals = TotalsChecker()
    var course = CourseChecker()
    /// What is declared of a copy for one seat; nil for a whole record.
    var copy: DeclaredCopy?
    /// The number of the last entry that closed the record.
    var closeEntry: Int?
    var tracks: [TrackName: TrackChecker] = [:]
    /// The tracks in the order in which they began.
    var trackOrder: [TrackName] = []
    /// Whether an entry could not be believed.
    private var hasLostEntry = false

    init(policy: VerificationPolicy, source: Source) {
        self.policy = policy
        self.source = source
        keys = KeyChecker(policy: policy)
    }

    mutating func run() -> VerificationReport {
        guard let (note, checkpoint) = readCheckpoint() else { return report }
        let head = TreeHead(size: checkpoint.size, root: checkpoint.root)
        report.origin = checkpoint.origin
        report.head = head
        takeCopies()
        let early = keys.checkByCopies(note, place: source.name(of: .checkpoint))
        add(early)
        // A checkpoint that was changed says nothing about the rest.
        guard early.isEmpty else { return report }
        checkKnownHeads(signedSize: head.size)
        takeDeclaration(of: checkpoint)
        while tree.size < head.size, walkBundle(of: head.size) {}
        add(keys.check(note, checkpoint: checkpoint, place: source.name(of: .checkpoint)))
        report.sessionKey = keys.sessionKey
        report.courtKey = keys.courtKey
        if let copy { add(copy.findings(keys)) }
        add(tree.findings(signed: head, name: source.name))
        if tree.size == head.size { finish(head) }
        report.isWhole = tree.size == head.size && !hasLostEntry
        report.tracks = trackOrder.compactMap { tracks[$0]?.report }
        report.counts = totals.counts
        return report
    }

    mutating func add(_ findings: [Finding]) {
        for finding in findings { report.add(finding) }
    }

    /// What can only be said once every entry was there.
    private mutating func finish(_ head: TreeHead) {
        checkUpperTiles(head)
        report.sm3Root = tree.sm3Root
        for name in trackOrder { add(tracks[name]?.checkEnd(source) ?? []) }
        if head.size == 0 { add([Finding(.openMissing)]) }
        if let copy { add(copy.findings(closeEntry: closeEntry)) }
        addWithheld(of: head.size)
        checkClosed()
    }

    private mutating func checkClosed() {
        if totals.isClosed {
            if !report.isSealed { add([Finding(.notSealed)]) }
        } else if course.endedWithoutRecord {
            add([Finding(.noRecord)])
        } else if !policy.allowsOpenRecord {
            add([Finding(.notClosed)])
        }
    }

    /// A head from elsewhere that this log is too short for.
    private mutating func checkKnownHeads(signedSize: Int) {
        for head in policy.heads where head.size > signedSize {
            add([
                Finding(
                    .headMismatch, expected: "size \(head.size)", found: "size \(signedSize)")
            ])
        }
        checkKnownHeads(at: 0)
    }

    mutating func checkKnownHeads(at size: Int) {
        for head in policy.heads where head.size == size && head.root != tree.root {
            add([
                Finding(
                    .headMismatch, place: "size \(size)", expected: head.root.hex,
                    found: tree.root.hex)
            ])
        }
    }
}

/// Files.
extension LogWalk {
    private mutating func readCheckpoint() -> (SignedNote, Checkpoint)? {
        let place = source.name(of: .checkpoint)
        guard
            let bytes = read(.checkpoint, sizeMax: SignedNote.sizeMax, missing: .checkpointMissing)
        else { return nil }
        do {
            let note = try SignedNote(bytes)
            return (note, try Checkpoint(note.text))
        } catch {
            add([Finding(.checkpointMalformed, place: place)])
            return nil
        }
    }

    /// Reads the copies of endorsements, numbered from 0, up to the first that is not there.
    private mutating func takeCopies() {
        for number in 0..<Self.copiesMax {
            let file = RecordFile.endorsement(number)
            guard let size = try? source.size(of: file), size <= SignedNote.sizeMax,
                let bytes = try? source.read(file, at: 0, count: size)
            else { return }
            add(keys.takeCopy(bytes, place: source.name(of: file)))
        }
    }

    /// A whole file; nil, with its finding, if it is missing, unreadable or too large.
    mutating func read(
        _ file: RecordFile, sizeMax: Int, missing: Finding.Cause
    ) -> [UInt8]? {
        let place = source.name(of: file)
        do {
            guard let bytes = try source.read(file, at: 0, count: sizeMax + 1) else {
                add([Finding(missing, place: place)])
                return nil
            }
            if bytes.count <= sizeMax { return bytes }
            add([Finding(.bagTooLarge, place: place, expected: "≤ \(sizeMax)")])
        } catch {
            add([Finding(.fileUnreadable, place: place, found: error.reason)])
        }
        return nil
    }

    /// The hashes of a level-0 tile; nil, with its finding, if they are not to be had.
    private mutating func readTile(_ path: TilePath) -> [Sha256]? {
        let sizeMax = TilePath.widthMax * Bytes32.count
        guard let bytes = read(.tile(path), sizeMax: sizeMax, missing: .tileMissing) else {
            return nil
        }
        do {
            return try HashTile.hashes(bytes.span, width: path.width)
        } catch {
            add([
                Finding(
                    .tileLength, place: source.name(of: .tile(path)),
                    expected: String(path.width * Bytes32.count), found: String(bytes.count))
            ])
            return nil
        }
    }

    private mutating func checkUpperTiles(_ head: TreeHead) {
        for (path, expected) in tree.upperTiles(signed: head) {
            let found = read(.tile(path), sizeMax: expected.count, missing: .tileMissing)
            if let found, found != expected {
                add([Finding(.tileAltered, place: source.name(of: .tile(path)))])
            }
        }
    }

    /// Reads and checks the next bundle of entries; false if the walk ends here.
    private mutating func walkBundle(of size: Int) -> Bool {
        let index = tree.size / TilePath.widthMax
        let width = min(TilePath.widthMax, size - tree.size)
        let path = TilePath(.entries, index: index, width: width)
        let file: RecordFile = copy == nil ? .tile(path) : .view(path)
        let place = source.name(of: file)
        let hashes = readTile(TilePath(.hashes(level: 0), index: index, width: width))
        guard let bytes = read(file, sizeMax: Self.bundleSizeMax, missing: .bundleMissing) else {
            return false
        }
        var reader = EntryBundle.Reader(bytes)
        for position in 0..<width {
            do {
                let entry = try reader.next()
                if copy != nil, entry.isEmpty {
                    // Without its hash nothing stands for a withheld entry: the walk ends.
                    guard let leaf = hashes?[position] else { return false }
                    takeWithheld(leaf)
                } else {
                    take(entry, tileHash: hashes?[position])
                }
            } catch {
                add([Finding(.bundleMalformed, entry: tree.size, place: place)])
                return false
            }
        }
        if reader.remaining > 0 {
            add([
                Finding(
                    .bundleMalformed, place: place, expected: "\(bytes.count - reader.remaining)",
                    found: "\(bytes.count)")
            ])
        }
        return true
    }

    private mutating func take(_ bytes: [UInt8], tileHash: Sha256?) {
        let index = tree.size
        let isAsHashed = tree.add(bytes, tileHash: tileHash)
        checkKnownHeads(at: tree.size)
        guard isAsHashed else { return entryLost() }
        do {
            take(try Entry.decode(bytes), at: index)
        } catch {
            let cause: Finding.Cause
            if case .unknownVersion = error {
                cause = .entryVersion
            } else {
                cause = .entryMalformed
            }
            add([Finding(cause, entry: index, found: "\(error)")])
            entryLost()
        }
    }

    /// An entry that cannot be believed: what depends on it is not held against others.
    private mutating func entryLost() {
        hasLostEntry = true
        totals.entryLost()
        for track in tracks.values { track.entryLost() }
    }

    /// The head over everything up to now.
    var currentHead: TreeHead { TreeHead(size: tree.size, root: tree.root) }
}
