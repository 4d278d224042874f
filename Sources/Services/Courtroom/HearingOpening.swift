public import Evidence
import Hearing
import Media
import Signaling
import Storage

/// Who this server is, as entries name it.
public struct ServerIdentity: Sendable {
    /// The court's domain: the beginning of every log's origin and the name of the court's key.
    public let domain: String
    /// Which boot of the machine the monotonic clock belongs to.
    public let boot: Bytes16
    /// The SHA-256 of the server's binary.
    public let build: Sha256

    /// Names the server.
    public init(domain: String, boot: Bytes16, build: Sha256) {
        self.domain = domain
        self.boot = boot
        self.build = build
    }
}

/// Makes a hearing live: begins its log, or reads it back and folds it.
struct HearingOpening: Sendable {
    let stores: CourtStores
    let identity: ServerIdentity
    let clocks: Clocks
    let node: String

    /// Entries read from the store at a time.
    private static let page = 512

    /// Why a log is not written on: a person has to look at it.
    enum Damage: Error, Equatable {
        /// The entries do not give the root that was signed.
        case rootDiffers(size: Int)
        /// The log is shorter than what was signed.
        case shorterThanSigned(size: Int, signed: Int)
        /// An entry cannot be read.
        case unreadable(sequence: Int, reason: String)
        /// The session key is gone although the log is not sealed.
        case keyMissing
        /// The booking is no docket of a hearing.
        case badBooking(String)
    }

    func open(_ id: HearingID, group: GroupID) async throws -> OpenedHearing {
        let hearing = Bytes16(id)
        let booking: Booking
        do {
            booking = try await stores.bookings.booking(of: hearing)
        } catch StorageError.unknownHearing {
            throw HearingRegister.Failure.unknown
        }
        let law = Hearing(try booking.docket(id))
        let head = try await stores.logs.head(of: hearing)
        let known = Known(
            id: id, hearing: hearing, booking: booking, law: law, group: group, head: head)
        return head.size == 0 ? try await begin(known) : try await readBack(known)
    }

    /// What is known of a hearing before its log is read.
    private struct Known {
        let id: HearingID
        let hearing: Bytes16
        let booking: Booking
        let law: Hearing
        let group: GroupID
        let head: LogHead
    }

    private func log(_ known: Known, epoch: Int, key: SigningKey?) -> HearingLog {
        HearingLog(
            origin: origin(of: known.id),
            source: .init(
                hearing: known.hearing, epoch: epoch, boot: identity.boot, build: identity.build),
            key: key)
    }

    private func origin(of id: HearingID) -> String { "\(identity.domain)/h/\(id)" }

    // MARK: A new log

    private func begin(_ known: Known) async throws -> OpenedHearing {
        let now = clocks.now()
        let seed = Bytes32.random().bytes
        let key = try SigningKey(name: origin(of: known.id), seed: seed)
        let salt = Bytes32.random()
        let names = known.booking.namesBody
        let commitment = Commitment(body: names, salt: salt)
        let epoch = try await stores.logs.claim(known.hearing, from: known.head.epoch)
        var log = log(known, epoch: epoch, key: key)
        let entries = [
            try log.encode(
                .open(try openEntry(known, key: key.verifier, names: commitment, at: now)),
                sequence: 0, at: now),
            try log.encode(.epoch(.init(node: node, reason: "start")), sequence: 1, at: now),
            try log.encode(
                .event(.init(name: "script", detail: try await docketDetail(known.law.docket))),
                sequence: 2, at: now),
        ]
        let body = Body(
            sequence: 0, digest: commitment.digest.sha256, salt: salt.bytes, bytes: names)
        let wrapped = stores.keys.wrap(seed, Secrets.session, of: known.hearing)
        _ = try await stores.logs.enqueue(
            LogAppend(
                hearing: known.hearing, expectedSize: 0, epoch: epoch,
                entries: entries.map { LogEntry($0.bytes, leaf: $0.leaf) },
                companions: [.body(body), .secret(purpose: Secrets.session, wrapped)])
        ).value()
        for entry in entries { log.append(entry) }
        return OpenedHearing(
            hearing: known.law, group: known.group, log: log, caption: known.booking.caption,
            commands: [], refusedKeys: [], agreed: [],
            linksExpire: known.booking.linksExpire, record: RecordProgress(), start: .new)
    }

    /// What the entry `open` has no place for: the script, who goes along with whom, the cases, and the session of the
    /// case before this one with its last signed head.
    private func docketDetail(_ docket: Docket) async throws -> [String: Json] {
        var detail: [String: Json] = [
            "script": Json(docket.script.value), "closed": .bool(docket.isClosed),
            "cases": .integer(Int64(docket.caseCount)),
            "presiding": .integer(Int64(docket.presiding.rawValue)),
        ]
        let along = docket.seats.filter { $0.companion != nil || $0.caseNumber != nil }
        detail["seats"] = .array(
            along.map { seat in
                var members: [String: Json] = ["seat": .integer(Int64(seat.id.rawValue))]
                if let id = seat.companion { members["companion"] = .integer(Int64(id.rawValue)) }
                if let number = seat.caseNumber { members["case"] = .integer(Int64(number)) }
                return .object(members)
            })
        guard let previous = docket.previous else { return detail }
        let note = try await stores.logs.latestNote(of: Bytes16(previous))
        detail["previous"] = [
            "hid": .string(previous.rawValue), "note": .string(note?.text ?? ""),
            "finished": .array(docket.finishedSteps.map(\.rawValue).sorted().map(Json.string)),
        ]
        return detail
    }

    private func openEntry(
        _ known: Known, key: VerifierKey, names: Commitment, at now: Moment
    ) throws -> Entry.Open {
        let origin = origin(of: known.id)
        let endorsement = Endorsement(
            origin: origin, key: key, timeMicroseconds: now.wallMicroseconds)
        let courtKey = try stores.keys.courtKey(name: identity.domain)
        return Entry.Open(
            origin: origin, hearingKind: known.booking.kind,
            seats: known.law.docket.seats.map {
                .init(seat: Int($0.id.rawValue), role: $0.role.rawValue, side: $0.side?.rawValue)
            },
            names: names, key: key, endorsement: endorsement.signed(by: courtKey).description,
            formats: .init(
                container: "webm", audio: "A_OPUS", video: "V_VP8",
                segmentMicroseconds: 2_000_000, encryption: "none"))
    }

    // MARK: A log that is there

    private func readBack(_ known: Known) async throws -> OpenedHearing {
        let note = try await stores.logs.latestNote(of: known.hearing)
        let key = try await sessionKey(known)
        // A sealed log is not taken over: all that may be missing is its last note.
        let epoch = known.head.isSealed ? known.head.epoch : known.head.epoch + 1
        var fold = Fold(law: known.law, log: log(known, epoch: epoch, key: key))
        for start in stride(from: 0, to: known.head.size, by: Self.page) {
            let range = start..<min(start + Self.page, known.head.size)
            for entry in try await stores.logs.entries(of: known.hearing, range) {
                try fold.take(entry.bytes)
                try fold.compare(with: note)
            }
        }
        if let note, fold.log.size < note.size {
            throw Damage.shorterThanSigned(size: fold.log.size, signed: note.size)
        }
        guard key != nil || known.head.isSealed else { throw Damage.keyMissing }
        fold.log.signed(size: note?.size ?? 0)
        if let close = fold.log.closeHead, let note, note.size >= close.size {
            fold.record.integrity = .init(value: close.root.hex, size: Int64(close.size))
        }
        if !known.head.isSealed {
            _ = try await stores.logs.claim(known.hearing, from: known.head.epoch)
        }
        return OpenedHearing(
            hearing: fold.law, group: known.group, log: fold.log, caption: known.booking.caption,
            commands: fold.commands, refusedKeys: fold.refusedKeys, agreed: fold.agreed,
            linksExpire: known.booking.linksExpire, record: fold.record,
            start: .restarted(
                fold.stoppedInOrder ? .shutdown : .crash,
                orphans: try orphans(known, fold.record),
                previous: TreeHead(size: fold.log.size, root: fold.log.tree.root)))
    }

    private func sessionKey(_ known: Known) async throws -> SigningKey? {
        guard let wrapped = try await stores.secrets.key(Secrets.session, of: known.hearing)
        else { return nil }
        let seed = try stores.keys.unwrap(wrapped, Secrets.session, of: known.hearing)
        return try SigningKey(name: origin(of: known.id), seed: seed)
    }

    /// Bundle files that were written but not logged before the stop.
    private func orphans(_ known: Known, _ record: RecordProgress) throws -> [Entry.Orphan] {
        guard !known.head.isSealed else { return [] }
        return try stores.segments.unloggedBundles(
            of: known.hearing, known: record.bundles.union(record.orphans)
        ).map {
            Entry.Orphan(name: $0.name, bundle: $0.number, length: $0.length, digest: $0.digest)
        }
    }

    /// The state that a log's entries lead to.
    private struct Fold {
        var law: Hearing
        var log: HearingLog
        var record = RecordProgress()
        var commands: Set<String> = []
        var refusedKeys: Set<Thumbprint> = []
        var agreed: Set<SeatID> = []
        var stoppedInOrder = false

        mutating func take(_ bytes: [UInt8]) throws {
            do {
                let entry = try Entry.decode(bytes).entry
                for event in try EventCoding.events(of: entry) {
                    law.evolve(event)
                    if case .deviceRefused(_, let key) = event.fact { refusedKeys.insert(key) }
                }
                log.append(LoggedEntry(kind: entry.kind, bytes: bytes, leaf: Sha256.leaf(bytes)))
                record.follow(entry, logSize: log.size)
                if case .order(let order) = entry, let command = order.command {
                    commands.insert(command.hex)
                }
                if case .event(let event) = entry, event.name == LiveHearing.agreement,
                    let seat = event.seat
                {
                    agreed.insert(SeatID(rawValue: UInt16(clamping: seat)))
                }
                // What the relay still told after the stop changes nothing.
                if case .epoch = entry { stoppedInOrder = false }
                if case .event(let event) = entry, event.name == "server.stop" {
                    stoppedInOrder = true
                }
            } catch {
                throw Damage.unreadable(sequence: log.size, reason: "\(error)")
            }
        }

        /// The tree at the signed size must have the signed root.
        func compare(with note: CommittedNote?) throws {
            guard let note, note.size == log.size else { return }
            let signed = try Checkpoint(SignedNote(Array(note.text.utf8)).text)
            guard signed.root == log.tree.root, signed.size == log.size else {
                throw Damage.rootDiffers(size: log.size)
            }
        }
    }
}

extension Booking {
    /// When the last link of the hearing ends, in microseconds since 1970.
    fileprivate var linksExpire: Int64 { seats.map(\.expiresMicroseconds).max() ?? 0 }
}

extension Bytes16 {
    /// The 16 bytes of a hearing's id.
    init(_ id: HearingID) {
        guard let bytes = Bytes16(hex: id.rawValue) else {
            preconditionFailure("a hearing's id has 32 hex digits")
        }
        self = bytes
    }
}

extension Bytes32 {
    /// 32 bytes of the system's generator.
    static func random() -> Bytes32 {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        guard let random = Bytes32(bytes.span) else { preconditionFailure("32 bytes are 32 bytes") }
        return random
    }
}
