import Evidence
import Foundation
import Hearing

@testable import Services

/// A hearing told fact by fact, with a recorder that hears what the law lets into the record.
///
/// Each tenth of a second of each stream is one *mark*, a text that stands for what was said and
/// shown then; the hearing remembers for each mark who was allowed to perceive it. So a test can
/// look for marks in the bytes of a copy without asking the code that made it.
struct RecordedHearing: ArchiveSource {
    static let hearing = Bytes16(0x5EA7, 0xC0B1)
    static let origin = "court.example/h/\(hearing.hex)"
    static let step: Int64 = 100_000
    /// A moment after a cut its segment is logged.
    private static let writing: Int64 = 40_000

    struct Stream: Hashable {
        let source: SeatID
        let medium: TrackMedium
    }

    /// A stretch of a stream that is not cut into a segment yet.
    private struct Pending {
        var start: Int64
        var end: Int64
        var marks: [String]
        var bytes: [UInt8] { Array(marks.joined().utf8) }
    }

    private struct Track {
        let name: TrackName
        var segments = 0
        var previous: Sha256
        /// Segments' times rise in a track.
        var floor: Int64 = -1
        var end: Int64 = 0
        var digests: [DualDigest] = []
        var duration: Int64 = 0
        var start: Int64 = 0
    }

    let docket: Docket
    let court: SigningKey
    private let session: SigningKey
    private(set) var law: Hearing
    private(set) var entries: [[UInt8]] = []
    private(set) var parts: [Sha256: [UInt8]] = [:]
    private(set) var bodies: [Sha256: [UInt8]] = [:]
    private(set) var counts: [EntryKind: Int] = [:]
    /// For each mark that was recorded, who was allowed to perceive it.
    private(set) var marks: [String: Set<SeatID>] = [:]
    /// When the server was back after a fall, on the wall clock.
    private(set) var restarts: [Int64] = []
    private var tracks: [Stream: Track] = [:]
    private var closed: [Track] = []
    private var ordinals: [Stream: Int] = [:]
    private var pending: [Stream: Pending] = [:]
    /// What was cut and is being written to the disc.
    private var written: [(Stream, Pending)] = []
    /// The monotonic clock, and where presentation time 0 is on it.
    private var now: Int64 = 7_000_000
    private var zero: Int64?
    private(set) var boot = Bytes16(1, 1)
    private(set) var epoch = 1
    /// What the wall clock is ahead of the monotonic one.
    var wallOffset: Int64 = 1_790_000_000_000_000
    /// How far presentation times of a stream lie ahead of the arrival (below 0: behind).
    var skew: @Sendable (Stream) -> Int64 = { _ in 0 }

    /// Judge 1, clerk 2, plaintiff 3, defendant 4, witness 5, observer 6.
    static let trial: [(Role, Side?, String)] = [
        (.judge, nil, "审判长李某"), (.clerk, nil, "书记员周某"), (.party, .plaintiff, "原告王某"),
        (.party, .defendant, "被告赵某"), (.witness, nil, "孙小芳"), (.observer, nil, "旁听吴某"),
    ]

    init(title: String = "(2026)浙0106民初1号") throws {
        guard let id = HearingID(rawValue: Self.hearing.hex) else {
            preconditionFailure("a hearing's id has 32 hex digits")
        }
        docket = try Docket(
            hearing: id, bookedAt: Time(microseconds: 1),
            seats: Self.trial.enumerated().map { index, seat in
                Docket.Entry(id: Self.seat(index + 1), role: seat.0, side: seat.1)
            })
        law = Hearing(docket)
        court = try SigningKey(name: "court.example/log", seed: .init(repeating: 1, count: 32))
        session = try SigningKey(name: Self.origin, seed: .init(repeating: 2, count: 32))
        let names: Json = [
            "title": .string(title), "court": "某人民法院",
            "seats": .array(
                Self.trial.enumerated().map { index, seat in
                    ["seat": .integer(Int64(index + 1)), "name": .string(seat.2)]
                }),
        ]
        let endorsement = Endorsement(
            origin: Self.origin, key: session.verifier, timeMicroseconds: 1)
        try log(
            .open(
                Entry.Open(
                    origin: Self.origin, hearingKind: "trial",
                    seats: docket.seats.map {
                        .init(
                            seat: Int($0.id.rawValue), role: $0.role.rawValue,
                            side: $0.side?.rawValue)
                    }, names: keep(names.canonicalBytes), key: session.verifier,
                    endorsement: endorsement.signed(by: court).description,
                    formats: .init(
                        container: "webm", audio: "A_OPUS", video: "V_VP8",
                        segmentMicroseconds: 2_000_000, encryption: "none"))))
        try log(.epoch(.init(node: "node-1", reason: "start")))
    }

    static func seat(_ number: Int) -> SeatID { SeatID(rawValue: UInt16(number)) }

    /// Keeps a body, and commits to it.
    mutating func keep(_ body: [UInt8]) -> Commitment {
        let salt = Sha256.hash(body).value
        let commitment = Commitment(body: body, salt: salt)
        bodies[commitment.digest.sha256] = Commitment.sealed(body: body, salt: salt)
        return commitment
    }

    /// A person who was not booked gets a seat, as the server logs it.
    mutating func add(_ seat: Int, _ role: Role, name: String) throws {
        let body: Json = ["seat": .integer(Int64(seat)), "name": .string(name)]
        let entry = Docket.Entry(id: Self.seat(seat), role: role)
        let event = Hearing.Event(
            at: Time(microseconds: now + wallOffset), by: .seat(Self.seat(1)),
            fact: .seatAdded(entry))
        law.evolve(event)
        var detail = EventCoding.detail([event])
        detail["commit"] = commitment(to: body.canonicalBytes)
        try log(.order(.init(name: "addSeat", by: 1, detail: detail)))
    }

    /// A commitment as it stands in an open object.
    private mutating func commitment(to body: [UInt8]) -> Json {
        let digest = keep(body).digest
        return ["sha256": .string(digest.sha256.hex), "sm3": .string(digest.sm3.hex)]
    }

    /// The court writes to a seat, or a seat to the court, as the server logs it.
    mutating func write(_ text: String, from writer: Int, to target: Int? = nil) throws {
        var detail: [String: Json] = [
            "channel": target == nil ? "court" : "seat",
            "commit": commitment(to: Array(text.utf8)),
        ]
        if let target { detail["to"] = .integer(Int64(target)) }
        try log(.event(.init(name: "text", seat: writer, detail: detail)))
    }

    /// The body with the names was erased.
    mutating func eraseNames() throws {
        guard case .open(let open) = try Entry.decode(entries[0]).entry else { return }
        bodies[open.names.digest.sha256] = nil
    }

    /// The presentation time of now.
    var time: Int64 { zero.map { now - $0 } ?? 0 }
}

/// What happens.
extension RecordedHearing {
    /// Logs an entry as it stands.
    mutating func log(_ entry: Entry) throws {
        let stamp = Stamp(
            hearing: Self.hearing, sequence: entries.count, epoch: epoch,
            wallMicroseconds: now + wallOffset, monoMicroseconds: now, boot: boot,
            build: .hash([1]), salt: Bytes16(9, UInt64(entries.count)))
        entries.append(try entry.encode(stamp))
        counts[entry.kind, default: 0] += 1
    }

    /// These facts, in one entry.
    mutating func happen(_ facts: Hearing.Fact...) throws { try happen(facts) }

    mutating func happen(_ facts: [Hearing.Fact]) throws {
        let events = facts.map {
            Hearing.Event(at: Time(microseconds: now + wallOffset), by: .server, fact: $0)
        }
        for event in events { law.evolve(event) }
        try log(.event(.init(name: "facts", detail: EventCoding.detail(events))))
    }

    /// Everybody connects; bench, parties and observer are in the courtroom, the witness waits.
    mutating func gather() throws {
        try happen(docket.seats.map { .connected($0.id) })
        try happen(.stateChanged(.open))
        try happen([1, 2, 3, 4, 6].map { .moved(Self.seat($0), .courtroom) })
        try happen(.moved(Self.seat(5), .waiting))
    }

    /// The session begins, and the record with it.
    mutating func begin() throws {
        try happen(.stateChanged(.inSession))
        now += 3_000
        zero = now
        try log(
            .event(
                .init(name: "record.start", detail: ["zero_wall_us": .integer(now + wallOffset)])))
    }

    /// Time passes in steps of a tenth of a second; the recorder cuts every two seconds.
    mutating func pass(seconds: Double) throws {
        for _ in 0..<Int((seconds * 10).rounded()) {
            mark()
            now += Self.writing
            try logWritten()
            now += Self.step - Self.writing
            if zero != nil, time % 2_000_000 < Self.step { cut() }
        }
    }

    /// What everybody says and shows in the next tenth of a second.
    private mutating func mark() {
        guard zero != nil else { return }
        let routes = law.routes()
        for route in routes where route.listener == .record {
            guard let medium = TrackMedium(rawValue: route.medium.rawValue) else { continue }
            let stream = Stream(source: route.source, medium: medium)
            let mark = "<\(medium.rawValue) of \(route.source) at \(now + wallOffset)>"
            marks[mark] = Set(
                docket.seats.map(\.id).filter { listener in
                    listener == route.source
                        || routes.contains(
                            Hearing.Route(
                                source: route.source, medium: route.medium,
                                listener: .seat(listener)))
                })
            let start = max(0, time + skew(stream))
            var taken = pending[stream] ?? Pending(start: start, end: start, marks: [])
            taken.end = max(taken.end, start + Self.step)
            taken.marks.append(mark)
            pending[stream] = taken
        }
    }

    /// All tracks are cut at one instant.
    private mutating func cut() {
        written += pending.sorted {
            ($0.key.source, $0.key.medium.rawValue) < ($1.key.source, $1.key.medium.rawValue)
        }.map { ($0.key, $0.value) }
        pending = [:]
    }

    /// What was cut lies on the disc: it is logged.
    private mutating func logWritten() throws {
        for (stream, pending) in written { try write(pending, of: stream) }
        written = []
    }

    private mutating func write(_ pending: Pending, of stream: Stream) throws {
        var track = try tracks[stream] ?? begin(stream)
        let bytes = pending.bytes
        let start = max(pending.start, track.floor + 1)
        let end = max(pending.end, start)
        try log(
            .segment(
                .init(
                    track: track.name, number: track.segments, startMicroseconds: start,
                    endMicroseconds: end, opensOnKeyFrame: true, part: part(bytes),
                    previous: track.previous, packetsReceived: 1, packetsLost: 0, firstRtp: 0,
                    lastRtp: 1, senderReports: [])))
        if track.segments == 0 { track.start = start }
        track.segments += 1
        track.previous = .hash(bytes)
        track.floor = start
        track.end = end
        track.duration += end - start
        track.digests.append(.hash(bytes))
        tracks[stream] = track
    }

    private mutating func begin(_ stream: Stream) throws -> Track {
        let ordinal = (ordinals[stream] ?? 0) + 1
        ordinals[stream] = ordinal
        let name = TrackName(
            seat: Int(stream.source.rawValue), medium: stream.medium, ordinal: ordinal)
        let bytes = Array("<init of \(name)>".utf8)
        let isSound = stream.medium == .microphone
        try log(
            .trackInit(
                .init(
                    track: name, seat: Int(stream.source.rawValue), medium: stream.medium,
                    ordinal: ordinal, codec: isSound ? "A_OPUS" : "V_VP8", clockRate: 48_000,
                    ssrc: 1, payloadType: 96, zeroWallMicroseconds: (zero ?? 0) + wallOffset,
                    part: part(bytes))))
        return Track(name: name, previous: .hash(bytes))
    }

    private mutating func part(_ bytes: [UInt8]) -> StoredPart {
        let digest = DualDigest.hash(bytes)
        parts[digest.sha256] = bytes
        return StoredPart(
            bundle: 0, offset: 0, ciphertextLength: bytes.count, plaintextLength: bytes.count,
            plaintext: digest, copies: [])
    }

    /// The server falls over and is back after a while, on a machine that was booted anew.
    mutating func restart(after seconds: Int64) throws {
        // What was not logged is lost with it.
        for mark in (Array(pending.values) + written.map(\.1)).flatMap(\.marks) {
            marks[mark] = nil
        }
        pending = [:]
        written = []
        closed += tracks.values
        tracks = [:]
        let presentation = time + seconds * 1_000_000
        let wall = now + wallOffset + seconds * 1_000_000
        boot = Bytes16(1, UInt64(epoch) + 1)
        epoch += 1
        now = 1_000_000
        wallOffset = wall - now
        if zero != nil { zero = now - presentation }
        restarts.append(wall)
        try log(.epoch(.init(node: "node-1", reason: "restart")))
        try happen(docket.seats.map { .disconnected($0.id, .crash) })
    }

    /// The record is closed and sealed.
    mutating func end() throws {
        try happen(.stateChanged(.recordClosed(.completed)))
        cut()
        now += Self.writing
        try logWritten()
        closed += tracks.values
        tracks = [:]
        let totals = closed.sorted { $0.name.rawValue < $1.name.rawValue }.map { track in
            Entry.RecordClose.Track(
                track: track.name, segments: track.segments, startMicroseconds: track.start,
                endMicroseconds: track.end, durationMicroseconds: track.duration,
                sha256: .hash(track.digests.flatMap { $0.sha256.bytes }),
                sm3: .hash(track.digests.flatMap { $0.sm3.bytes }))
        }
        try log(
            .recordClose(
                .init(
                    part: 1, parts: 1, timeMicroseconds: time, by: 1, bundles: 1, counts: counts,
                    tracks: totals)))
        let before = counts
        try happen(.stateChanged(.sealed))
        let since = counts.merging(before) { $0 - $1 }.filter { $0.value > 0 }
        try log(.seal(.init(by: 1, cause: "order", counts: since)))
    }
}

/// The store.
extension RecordedHearing {
    struct Missing: Error {}

    func checkpoint() async throws -> [UInt8] {
        let root = Sha256Tree.root(of: entries.map { Sha256.leaf($0) })
        return Checkpoint(origin: Self.origin, size: entries.count, root: root)
            .signed(by: session).bytes
    }

    func entries(_ numbers: Range<Int>) async throws -> [[UInt8]] { Array(entries[numbers]) }

    func read(_ part: StoredPart) async throws -> [UInt8] {
        guard let bytes = parts[part.plaintext.sha256] else { throw Missing() }
        return bytes
    }

    func body(_ commitment: Commitment) async throws -> [UInt8]? {
        bodies[commitment.digest.sha256]
    }
}
