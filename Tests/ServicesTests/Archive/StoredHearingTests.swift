import Evidence
import Services
import Storage
import Testing

@Suite("A hearing exported from the court's store")
struct StoredHearingTests {
    static let hearing = Bytes16(0x1111, 0x2222)
    static let origin = "court.example/h/\(hearing.hex)"
    static let track = TrackName(seat: 1, medium: .microphone, ordinal: 1)

    let scratch: ScratchFolder
    let logs: SQLiteLogStore
    let bodies: Bodies
    let segments: SegmentWriter
    let court: SigningKey
    let session: SigningKey

    init() async throws {
        scratch = try ScratchFolder()
        let database = try CourtDatabase(path: scratch.path("court.sqlite"))
        logs = SQLiteLogStore(database)
        bodies = Bodies(database)
        segments = SegmentWriter(
            disk: LinuxDisk(), directory: scratch.path("media"), place: "local")
        try segments.checkDirectory()
        court = try SigningKey(name: "court.example/log", seed: .init(repeating: 1, count: 32))
        session = try SigningKey(name: Self.origin, seed: .init(repeating: 2, count: 32))
        try await Bookings(database).book(
            Booking(
                hearing: Self.hearing, title: "title", court: "court", kind: "trial",
                scheduledMicroseconds: 1, bookedMicroseconds: 1, seats: []))
    }

    /// Appends entries in the order of the log and signs the head, as a hearing does.
    func log(_ entries: [Entry], from size: Int, names: Body? = nil) async throws {
        let logged = try entries.enumerated().map { offset, entry in
            let stamp = Stamp(
                hearing: Self.hearing, sequence: size + offset, epoch: 1, wallMicroseconds: 1,
                monoMicroseconds: 1, boot: Bytes16(1, 1), build: .hash([1]),
                salt: Bytes16(2, UInt64(size + offset)))
            return LogEntry(try entry.encode(stamp))
        }
        try await logs.append(
            LogAppend(
                hearing: Self.hearing, expectedSize: size, epoch: 1, entries: logged,
                companions: names.map { [.body($0)] } ?? []))
        let leaves = try await logs.leaves(of: Self.hearing)
        let head = Checkpoint(
            origin: Self.origin, size: leaves.count, root: Sha256Tree.root(of: leaves))
        try await logs.commitNote(
            head.signed(by: session).description, size: leaves.count, epoch: 1,
            of: Self.hearing)
    }

    func open(names: Commitment) -> Entry {
        let endorsement = Endorsement(
            origin: Self.origin, key: session.verifier, timeMicroseconds: 1)
        return .open(
            Entry.Open(
                origin: Self.origin, hearingKind: "trial",
                seats: [Entry.Open.Seat(seat: 1, role: "judge")], names: names,
                key: session.verifier, endorsement: endorsement.signed(by: court).description,
                formats: Entry.Open.Formats(
                    container: "webm", audio: "A_OPUS", video: "V_VP8",
                    segmentMicroseconds: 2_000_000, encryption: "none")))
    }

    /// A bundle on the disc, and the entries that name its parts.
    func record() throws -> [Entry] {
        let bundle = try segments.write(
            hearing: Self.hearing, bundle: 0, parts: [[1, 2, 3], Array(4...90)])
        let initialisation = Entry.TrackInit(
            track: Self.track, seat: 1, medium: .microphone, ordinal: 1, codec: "A_OPUS",
            clockRate: 48_000, channels: 2, ssrc: 7, payloadType: 111, zeroWallMicroseconds: 1,
            part: bundle.parts[0])
        let segment = Entry.Segment(
            track: Self.track, number: 0, startMicroseconds: 0, endMicroseconds: 2_000_000,
            opensOnKeyFrame: true, part: bundle.parts[1],
            previous: bundle.parts[0].plaintext.sha256, packetsReceived: 100, packetsLost: 0,
            firstRtp: 0, lastRtp: 96_000, senderReports: [])
        let digest = bundle.parts[1].plaintext
        let totals = Entry.RecordClose.Track(
            track: Self.track, segments: 1, startMicroseconds: 0, endMicroseconds: 2_000_000,
            durationMicroseconds: 2_000_000, sha256: .hash(digest.sha256.bytes),
            sm3: .hash(digest.sm3.bytes))
        let close = Entry.RecordClose(
            part: 1, parts: 1, timeMicroseconds: 2_000_000, by: 1, bundles: 1,
            counts: [.open: 1, .trackInit: 1, .segment: 1], tracks: [totals])
        return [.trackInit(initialisation), .segment(segment), .recordClose(close)]
    }

    @Test("Log, contents and media come out of the store verified")
    func exported() async throws {
        _ = try await logs.claim(Self.hearing, from: 0)
        let text = Array("names".utf8)
        let salt = Sha256.hash([9]).value
        let commitment = Commitment(body: text, salt: salt)
        let names = Body(
            sequence: 0, digest: commitment.digest.sha256, salt: salt.bytes, bytes: text)
        try await log([open(names: commitment)], from: 0, names: names)
        try await log(try record(), from: 1)
        try await log([.seal(Entry.Seal(by: 1, cause: "order", counts: [:]))], from: 4)

        let policy = VerificationPolicy(courts: [court.verifier])
        let whole = scratch.path("whole")
        try await BagWriter(software: "test").write(try await stored(), to: whole)
        let report = try BagVerifier(policy: policy).verify(whole)
        #expect(report.findings == [])
        #expect(report.verdict == .verified)

        try await bodies.erase(commitment.digest.sha256, of: Self.hearing)
        let erased = scratch.path("erased")
        try await BagWriter(software: "test").write(try await stored(), to: erased)
        #expect(try BagVerifier(policy: policy).verify(erased).verdict == .sealed)
    }

    @Test("A hearing without a checkpoint cannot be exported")
    func noCheckpoint() async throws {
        await #expect(throws: StoredHearing.Unavailable.noCheckpoint) {
            try await BagWriter(software: "test")
                .write(try await stored(), to: scratch.path("bag"))
        }
    }

    func stored() async throws -> StoredHearing {
        try await StoredHearing(Self.hearing, logs: logs, bodies: bodies, segments: segments)
    }
}
