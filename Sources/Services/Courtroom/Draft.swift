import Evidence
import Hearing
import Signaling
import Storage

/// Something that waits to be written to the hearing's log.
struct Draft {
    /// What it is about.
    enum Subject {
        /// A person's order.
        case order(SignedOrder, by: SeatID, key: Thumbprint)
        /// A fact or decision of the server.
        case server(ServerCommand)
        /// An entry that changes no state: what the relay did, a segment, a gap, a count.
        case evidence(Entry)
        /// The totals of the record, counted when they are written.
        case recordClose(by: Int?)
        /// The last entry, counted when it is written.
        case seal(by: Int?)
    }

    /// What becomes of it when the log cannot be written.
    enum Persistence {
        /// It gives something: dropped, the giver is told, and nothing was given.
        case granting
        /// It takes something away and acts already: kept and written later.
        case withdrawing
        /// It says what is a fact: kept and written later.
        case fact
        /// The next one says the same: dropped.
        case periodic
    }

    let subject: Subject
    let at: Moment
    /// What the law made of it.
    var events: [Hearing.Event] = []
    /// The routes that its events took away: nothing opens them again before this draft is durable.
    var withdrawn: Set<Hearing.Route> = []
    let persistence: Persistence
    /// Who waits to hear that it is written.
    var reply: Reply?
    /// The session that begins with it.
    var session: Session?
    /// Words to which its entry commits.
    var words: Words?
    /// The text that its readers see with it.
    var text: TextLine?
    /// The seat that it adds.
    var added: AddedSeat?

    /// A person who was not booked: the row of the seat, and the token of its link.
    struct AddedSeat {
        let seat: BookedSeat
        let token: LinkToken
    }

    /// An erasable text: the entry has only its digests, as `commit` in its detail.
    struct Words {
        let digest: DualDigest
        let salt: [UInt8]
        let bytes: [UInt8]

        /// Commits to a text with a new salt.
        init(_ text: String) {
            let salt = Bytes32.random()
            bytes = Array(text.utf8)
            self.salt = salt.bytes
            digest = Commitment(body: bytes, salt: salt).digest
        }

        /// The commitment, for the entry.
        var commit: Json {
            ["sha256": .string(digest.sha256.hex), "sm3": .string(digest.sm3.hex)]
        }
    }

    /// Rows that are written with the entry or not at all.
    var companions: [LogAppend.Companion] {
        var companions: [LogAppend.Companion] = session.map { [.session($0)] } ?? []
        if let added { companions.append(.seat(added.seat)) }
        for event in events {
            switch event.fact {
            case .removed(let seat, _):
                companions.append(.sessionsOfSeat(Int(seat.rawValue), .removed))
            case .deviceAdmitted(let seat, _):
                companions.append(.sessionsOfSeat(Int(seat.rawValue), .replaced))
            default: break
            }
        }
        return companions
    }

    /// Whether nobody waits until it is durable: a count, or a fact that the server notes for itself.
    var canWait: Bool {
        if case .evidence = subject {
            persistence == .periodic || persistence == .fact
        } else {
            false
        }
    }

    /// Whether the entry tells totals of all that is durable before it.
    var countsWhatIsDurable: Bool {
        switch subject {
        case .recordClose, .seal: true
        case .order, .server, .evidence: false
        }
    }

    /// A request over a connection that waits for its answer.
    struct Reply: Hashable {
        let connection: ConnectionID
        let request: Int64
    }
}
