import Evidence

/// A small record in memory, made from a fixed recipe, whose parts a test may change.
struct SampleRecord: RecordSource {
    /// The court that endorses the session key.
    static let courtName = "court.example/log"

    var entries: [[UInt8]] = []
    var checkpoint: [UInt8]?
    var endorsements: [[UInt8]] = []
    var tiles: [TilePath: [UInt8]] = [:]
    /// In a copy for one seat, in place of the entry bundles.
    var views: [TilePath: [UInt8]] = [:]
    /// The court's word for a copy.
    var declaration: [UInt8]?
    var tracks: [TrackName: [UInt8]] = [:]
    var bodies: [Sha256: [UInt8]] = [:]
    /// Files that answer with a read error.
    var unreadable: Set<RecordFile> = []

    private var segmentCounts: [TrackName: Int] = [:]
    private var segmentDigests: [TrackName: [DualDigest]] = [:]
    private var previous: [TrackName: Sha256] = [:]
    private var times: [TrackName: Int64] = [:]
    private(set) var counts: [EntryKind: Int] = [:]
    var epoch = 1

    static func policy(allowsOpenRecord: Bool = false) throws -> VerificationPolicy {
        VerificationPolicy(
            courts: [try SampleEntries.key(courtName, 5).verifier],
            allowsOpenRecord: allowsOpenRecord)
    }

    /// Logs an entry as it stands.
    mutating func log(_ entry: Entry) throws {
        entries.append(try entry.encode(SampleEntries.stamp(entries.count, epoch: epoch)))
        counts[entry.kind, default: 0] += 1
    }

    /// Logs an entry that commits to `text` and keeps the body.
    mutating func keepBody(_ text: String) {
        let body = Array(text.utf8)
        let sealed = Commitment.sealed(body: body, salt: Sha256.hash(body).value)
        bodies[Sha256.hash(sealed)] = sealed
    }

    mutating func begin(_ seat: Int, _ medium: TrackMedium, bytes: [UInt8]) throws -> TrackName {
        let track = TrackName(seat: seat, medium: medium, ordinal: 1)
        let isSound = medium == .microphone
        try log(
            .trackInit(
                Entry.TrackInit(
                    track: track, seat: seat, medium: medium, ordinal: 1,
                    codec: isSound ? "A_OPUS" : "V_VP8", clockRate: isSound ? 48_000 : 90_000,
                    channels: isSound ? 2 : nil, width: isSound ? nil : 640,
                    height: isSound ? nil : 360, ssrc: UInt32(seat), payloadType: 96,
                    zeroWallMicroseconds: 1_790_000_000_000_000,
                    part: SampleEntries.part(bytes))))
        tracks[track] = bytes
        previous[track] = .hash(bytes)
        segmentDigests[track] = []
        return track
    }

    /// A segment of two seconds as it should be; `change` spoils it.
    mutating func addSegment(
        _ track: TrackName, bytes: [UInt8], change: (inout Entry.Segment) -> Void = { _ in }
    ) throws {
        let number = segmentCounts[track, default: 0]
        let start = times[track, default: 0]
        var segment = Entry.Segment(
            track: track, number: number, startMicroseconds: start,
            endMicroseconds: start + 2_000_000, opensOnKeyFrame: number == 0,
            part: SampleEntries.part(bytes, bundle: number),
            previous: previous[track] ?? .hash([]), packetsReceived: 100, packetsLost: 1,
            firstRtp: 0, lastRtp: 1, senderReports: [])
        change(&segment)
        try log(.segment(segment))
        tracks[track, default: []] += bytes
        previous[track] = .hash(bytes)
        segmentDigests[track, default: []].append(.hash(bytes))
        segmentCounts[track] = number + 1
        times[track] = start + 2_000_000
    }

    /// The closing entry as it should be; `change` spoils it.
    mutating func close(change: (inout Entry.RecordClose) -> Void = { _ in }) throws {
        var totals: [Entry.RecordClose.Track] = []
        for (track, digests) in segmentDigests.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let end = times[track, default: 0]
            totals.append(
                Entry.RecordClose.Track(
                    track: track, segments: digests.count, startMicroseconds: 0,
                    endMicroseconds: end, durationMicroseconds: end,
                    sha256: .hash(digests.flatMap { $0.sha256.bytes }),
                    sm3: .hash(digests.flatMap { $0.sm3.bytes })))
        }
        var close = Entry.RecordClose(
            part: 1, parts: 1, timeMicroseconds: 6_000_000, by: 1, bundles: 3, counts: counts,
            tracks: totals)
        change(&close)
        try log(.recordClose(close))
    }

    /// Makes tiles and checkpoint anew over the entries as they are.
    mutating func publish(signedBy seed: UInt8 = 4, size: Int? = nil) throws {
        let size = size ?? entries.count
        let leaves = entries.prefix(size).map { Sha256.leaf($0) }
        tiles = [:]
        for path in TilePath.all(forSize: size) {
            tiles[path] =
                path.content == .entries
                ? EntryBundle.bytes(entries[path.range]) : HashTile.bytes(path, of: leaves)
        }
        let head = Checkpoint(
            origin: SampleEntries.origin, size: size, root: Sha256Tree.root(of: leaves))
        checkpoint = head.signed(by: try SampleEntries.key(SampleEntries.origin, seed)).bytes
    }

    /// Open, two tracks with segments, a gap, closed and sealed: as short as a record can be that
    /// has everything.
    static func small(closed: Bool = true) throws -> SampleRecord {
        var record = SampleRecord()
        try record.log(SampleEntries.open())
        record.endorsements = [try SampleEntries.endorsement().bytes]
        record.keepBody("names")
        let sound = try record.begin(1, .microphone, bytes: Array("init of sound".utf8))
        try record.addSegment(sound, bytes: Array("sound, first two seconds".utf8))
        let picture = try record.begin(2, .camera, bytes: Array("init of picture".utf8))
        try record.addSegment(picture, bytes: Array("picture, first".utf8))
        try record.addSegment(sound, bytes: Array("sound, next two seconds".utf8))
        try record.log(
            .gap(
                Entry.Gap(
                    track: picture, startMicroseconds: 2_000_000, endMicroseconds: 4_000_000,
                    cause: "network")))
        if closed {
            try record.close()
            try record.log(.seal(Entry.Seal(by: 1, cause: "order", counts: [:])))
        }
        try record.publish()
        return record
    }

    /// The record's verification.
    func verified(_ policy: VerificationPolicy? = nil) throws -> VerificationReport {
        LogVerifier(policy: try policy ?? Self.policy()).verify(self)
    }
}

extension SampleRecord {
    private func bytes(of file: RecordFile) throws(RecordUnreadable) -> [UInt8]? {
        if unreadable.contains(file) { throw RecordUnreadable("input/output error") }
        return switch file {
        case .checkpoint: checkpoint
        case .endorsement(let number): number < endorsements.count ? endorsements[number] : nil
        case .tile(let path): tiles[path]
        case .view(let path): views[path]
        case .declaration: declaration
        case .track(let name): tracks[name]
        case .body(let digest): bodies[digest]
        }
    }

    func size(of file: RecordFile) throws(RecordUnreadable) -> Int? {
        try bytes(of: file)?.count
    }

    func read(
        _ file: RecordFile, at offset: Int, count: Int
    ) throws(RecordUnreadable) -> [UInt8]? {
        precondition(offset >= 0 && count >= 0, "a verifier asks for no negative ranges")
        guard let bytes = try bytes(of: file) else { return nil }
        guard offset < bytes.count else { return [] }
        return Array(bytes[offset..<min(bytes.count, offset + count)])
    }

    func name(of file: RecordFile) -> String {
        switch file {
        case .checkpoint: "checkpoint"
        case .endorsement(let number): "endorsement-\(number)"
        case .tile(let path): path.path
        case .view(let path): "view of \(path.path)"
        case .declaration: "declaration"
        case .track(let name): "\(name).webm"
        case .body(let digest): "bodies/\(digest)"
        }
    }
}
