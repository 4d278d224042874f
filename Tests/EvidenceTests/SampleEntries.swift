import Evidence

/// Entries for tests: one of every kind, with every optional member once present.
enum SampleEntries {
    static let hearing = Bytes16(0x0011_2233_4455_6677, 0x8899_AABB_CCDD_EEFF)
    static let origin = "court.example/h/\(hearing.hex)"

    static func stamp(_ sequence: Int, epoch: Int = 1) -> Stamp {
        Stamp(
            hearing: hearing, sequence: sequence, epoch: epoch,
            wallMicroseconds: 1_790_000_000_000_000 + Int64(sequence) * 1_000,
            monoMicroseconds: 5_000_000 + Int64(sequence) * 1_000, boot: Bytes16(1, 2),
            build: .hash([1]), salt: Bytes16(77, UInt64(sequence)))
    }

    static func key(_ name: String, _ seed: UInt8) throws -> SigningKey {
        try SigningKey(name: name, seed: [UInt8](repeating: seed, count: 32))
    }

    static func commitment(_ text: String) -> Commitment {
        Commitment(body: Array(text.utf8), salt: Sha256.hash(Array(text.utf8)).value)
    }

    static func part(_ bytes: [UInt8], bundle: Int = 0, offset: Int = 0) -> StoredPart {
        StoredPart(
            bundle: bundle, offset: offset, ciphertextLength: bytes.count,
            plaintextLength: bytes.count, plaintext: .hash(bytes), copies: ["local"])
    }

    /// The court's word for the session key of seed 4.
    static func endorsement() throws -> SignedNote {
        let endorsement = Endorsement(
            origin: origin, key: try key(origin, 4).verifier,
            timeMicroseconds: 1_790_000_000_000_000)
        return endorsement.signed(by: try key("court.example/log", 5))
    }

    static func open() throws -> Entry {
        .open(
            Entry.Open(
                origin: origin, hearingKind: "trial",
                seats: [
                    Entry.Open.Seat(seat: 1, role: "judge"),
                    Entry.Open.Seat(seat: 2, role: "party", side: "plaintiff"),
                ],
                names: commitment("names"), key: try key(origin, 4).verifier,
                endorsement: try endorsement().description,
                formats: Entry.Open.Formats(
                    container: "webm", audio: "A_OPUS", video: "V_VP8",
                    segmentMicroseconds: 2_000_000, encryption: "none")))
    }

    /// One of every kind, in the order of `EntryKind`.
    static func all() throws -> [Entry] {
        try beginning() + media() + happenings() + documents() + endings()
    }

    private static let head = TreeHead(size: 5, root: .hash([5]))
    private static let track = TrackName(seat: 2, medium: .camera, ordinal: 1)
    private static let signature = [UInt8](repeating: 7, count: 64)

    private static func court() throws -> VerifierKey { try key("court.example/log", 5).verifier }

    private static func beginning() throws -> [Entry] {
        let court = try court()
        return [
            try open(),
            .epoch(
                Entry.Epoch(
                    node: "node-1", reason: "restart", clockOffsetMicroseconds: -12,
                    clockSource: "ntp", previous: head, key: court, endorsement: "note\n", by: 1,
                    explanation: commitment("why"))),
        ]
    }

    private static func media() -> [Entry] {
        [
            .trackInit(
                Entry.TrackInit(
                    track: track, seat: 2, medium: .camera, ordinal: 1, codec: "V_VP8",
                    clockRate: 90_000, width: 640, height: 360, ssrc: 0xFFFF_FFFF,
                    payloadType: 96, zeroWallMicroseconds: 1_790_000_000_000_000,
                    part: part([1, 2, 3]))),
            .segment(
                Entry.Segment(
                    track: track, number: 0, startMicroseconds: 0, endMicroseconds: 2_000_000,
                    opensOnKeyFrame: true, lastKeyFrameMicroseconds: 0, width: 640, height: 360,
                    part: StoredPart(
                        bundle: 1, offset: 99, ciphertextLength: 28, plaintextLength: 12,
                        plaintext: .hash([2]),
                        encryption: StoredPart.Encryption(
                            profile: "aes-256-gcm", key: "k1", nonce: [1, 2, 3],
                            portion: "protected", ciphertextSha256: .hash([3])),
                        copies: ["local", "node-2"]),
                    previous: .hash([9]), packetsReceived: 300, packetsLost: 2, firstRtp: 1,
                    lastRtp: 180_001,
                    senderReports: [
                        Entry.Segment.SenderReport(
                            ntp: 0xE000_0000_8000_0001, rtp: 90_000, packets: 11, octets: 1_200)
                    ])),
            .gap(
                Entry.Gap(
                    track: track, startMicroseconds: 1, endMicroseconds: 2, cause: "recess", by: 1,
                    command: Bytes16(3, 4), packets: 7, detail: ["note": "x"])),
            .heartbeat(
                Entry.Heartbeat(
                    visibility: "courtroom", timeMicroseconds: 1_000_000,
                    tracks: [
                        Entry.Heartbeat.Track(
                            track: track, bytes: 100_000, packets: 120, silent: false)
                    ])),
        ]
    }

    private static func happenings() -> [Entry] {
        [
            .delivery(
                Entry.Delivery(
                    startMicroseconds: 1, endMicroseconds: 2, cause: "rooms",
                    rows: [
                        DeliveryRow(listener: 1, source: 2, medium: .camera, packets: 120),
                        DeliveryRow(
                            listener: DeliveryRow.record, source: 2, medium: .camera, packets: 119),
                    ])),
            .orphan(
                Entry.Orphan(name: "000004.bundle", bundle: 4, length: 17, digest: .hash([4]))),
            .event(
                Entry.Event(name: "seat.connected", seat: 2, by: 1, detail: ["profile": "x"])),
            .order(
                Entry.Order(
                    name: "mute", by: 1, target: 2, command: Bytes16(5, 6), version: 17,
                    order: #"{"name":"mute","seat":2}"#, key: .hash([6]), signature: signature,
                    detail: ["state": "inSession"])),
            .access(
                Entry.Access(
                    subject: commitment("clerk"), seat: 1, purpose: "playback", granted: true,
                    tracks: [track.rawValue], startMicroseconds: 1, endMicroseconds: 2)),
        ]
    }

    private static func documents() -> [Entry] {
        [
            .transcript(
                Entry.Transcript(
                    line: 3, operation: "add", source: "clerk", seat: 2, by: 1,
                    startMicroseconds: 1, endMicroseconds: 2, body: commitment("words"))),
            .sign(
                Entry.Sign(
                    seat: 2, subject: "transcript", target: 12, head: head,
                    document: Entry.Sign.Document(
                        length: 9, sha256: .hash([7]), sm3: .hash([7])),
                    body: commitment("strokes"), command: Bytes16(7, 8), signed: "text",
                    key: .hash([8]), signature: signature)),
            .exhibit(
                Entry.Exhibit(
                    exhibit: Bytes16(9, 9), operation: "show", by: 2, mediaType: "image/png",
                    length: 1_000, body: commitment("picture"), page: 1, timeMicroseconds: 3)),
            .composite(
                Entry.Composite(
                    composite: Bytes16(1, 1), renderer: .hash([9]),
                    inputs: [Entry.Composite.Input(track: track, first: 0, last: 4)],
                    manifest: commitment("layout"), length: 5, sha256: .hash([10]),
                    sm3: .hash([10]))),
        ]
    }

    private static func endings() throws -> [Entry] {
        let court = try court()
        return [
            .certificate(
                Entry.Certificate(
                    subject: "isolation", seat: 2, first: 1, last: 9,
                    body: commitment("certificate"))),
            .key(
                Entry.Key(
                    event: "made", purpose: "session", keyID: "k1", verifier: court,
                    endorsement: "note\n", portion: "open", seat: 2, by: 1)),
            .time(
                Entry.Time(
                    source: "tsa", name: "tsa.example", head: head, token: [1, 2, 3],
                    digest: .hash([11]), height: 8, block: "0xabc", offsetMicroseconds: -5)),
            .recordClose(
                Entry.RecordClose(
                    part: 1, parts: 1, timeMicroseconds: 9, by: 1, bundles: 4,
                    counts: [.open: 1, .segment: 3],
                    tracks: [
                        Entry.RecordClose.Track(
                            track: track, segments: 3, startMicroseconds: 0, endMicroseconds: 6,
                            durationMicroseconds: 6, sha256: .hash([12]), sm3: .hash([12]))
                    ])),
            .seal(Entry.Seal(by: 1, cause: "order", counts: [.sign: 2])),
        ]
    }
}
