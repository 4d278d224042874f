import Evidence
import Hearing
import Logging
import Signaling
import Storage

/// Repeats of one command that are answered when it is written; nobody needs more.
private let repliesMax = 16

extension LiveHearing {
    /// Brings something before the law and queues what follows for the log.
    ///
    /// - Throws: `Refusal`; then nothing has changed. What gives is refused while the queue for the log is full.
    func submit(
        _ subject: Draft.Subject, persistence: Draft.Persistence, reply: Draft.Reply? = nil,
        session: Session? = nil
    ) throws(Refusal) {
        if persistence == .granting, !hasRoom {
            throw Refusal(.wrongState, "too much waits for the log")
        }
        let moment = clocks.now()
        var draft = Draft(
            subject: subject, at: moment, persistence: persistence, reply: reply, session: session)
        draft.events = try decide(subject, at: moment)
        try addSeat(to: &draft)
        evolveCurrent(&draft)
        for case .deviceRefused(_, let key) in draft.events.map(\.fact) { refusedKeys.insert(key) }
        // What `current` no longer permits is gone at the relay before the log hears of it.
        permitRoutes()
        enqueue(draft)
    }

    /// The decided state follows a draft, which remembers what it took away.
    func evolveCurrent(_ draft: inout Draft) {
        guard !draft.events.isEmpty else { return }
        let before = current.routes()
        for event in draft.events { current.evolve(event) }
        draft.withdrawn = before.subtracting(current.routes())
    }

    /// Queues an entry that changes no state.
    ///
    /// Nothing follows the entry `seal`. While the queue is full, events are counted instead.
    func note(_ entry: Entry, persistence: Draft.Persistence = .fact) {
        guard record.sealing != .drafted else { return }
        if !hasRoom, entry.kind == .event {
            eventsOmitted += 1
            return
        }
        enqueue(Draft(subject: .evidence(entry), at: clocks.now(), persistence: persistence))
    }

    /// An added seat needs a name, which stands behind a commitment, and a link.
    private func addSeat(to draft: inout Draft) throws(Refusal) {
        guard case .order(let signed, _, _) = draft.subject else { return }
        for event in draft.events {
            guard case .seatAdded(let entry) = event.fact else { continue }
            guard let name = signed.name else {
                throw Refusal(
                    .malformed, "name is missing or of the wrong form",
                    parameters: ["member": "name"])
            }
            let token = LinkToken.random()
            let number = Int(entry.id.rawValue)
            draft.added = .init(
                seat: BookedSeat(
                    number: number, role: entry.role.rawValue, side: entry.side?.rawValue,
                    name: name, companion: entry.companion.map { Int($0.rawValue) },
                    caseNumber: entry.caseNumber, isAdded: true, linkHash: token.digest,
                    expiresMicroseconds: linksExpire), token: token)
            let words: Json = ["seat": .integer(Int64(number)), "name": .string(name)]
            draft.words = Draft.Words(words.canonicalText)
        }
    }

    func decide(_ subject: Draft.Subject, at moment: Moment) throws(Refusal) -> [Hearing.Event] {
        let time = Time(microseconds: moment.wallMicroseconds)
        switch subject {
        case .order(let signed, let seat, _):
            return try current.decide(.order(signed.order), by: .seat(seat), at: time)
        case .server(let command):
            return try current.decide(.server(command), by: .server, at: time)
        case .evidence, .recordClose, .seal:
            return []
        }
    }

    /// Takes a person's order whose signature was checked.
    ///
    /// The answer goes over the connection once the log is durable; a refusal goes at once.
    func give(_ signed: SignedOrder, id request: Int64, over connection: SeatConnection) {
        let reply = Draft.Reply(connection: connection.id, request: request)
        if let known = commands[signed.command] {
            repeatAnswer(of: signed.command, version: known, to: reply)
            return
        }
        if isStale(signed) {
            refuse(
                reply, code: Refusal.Code.stale.rawValue,
                detail: "the target changed since version \(signed.version)")
            return
        }
        if !signed.order.name.withdraws, !hasRoom {
            refuseAsUnavailable(reply)
            return
        }
        do {
            try submit(
                .order(signed, by: connection.seat, key: connection.key),
                persistence: signed.order.name.withdraws ? .withdrawing : .granting, reply: reply)
            commands[signed.command] = .some(nil)
        } catch {
            refuse(
                reply, code: error.code.rawValue, detail: error.detail,
                parameters: error.parameters.mapValues(Json.string))
        }
    }

    /// The same command again, after a reconnect: answered like the first time, acting once.
    private func repeatAnswer(of command: String, version: Int64?, to reply: Draft.Reply) {
        if let version {
            send(.done(reply: reply.request, version: version), to: reply.connection)
        } else if commandReplies[command, default: []].count < repliesMax {
            commandReplies[command, default: []].append(reply)
        }
    }

    /// Whether what the order is about changed after the version that the person saw.
    ///
    /// What only takes away is never stale: of two conflicting orders the one that withdraws prevails, in whatever order
    /// they come. Orders without a seat are about the course of the hearing, or about nothing that could change.
    private func isStale(_ signed: SignedOrder) -> Bool {
        guard !signed.order.name.withdraws else { return false }
        if let target = signed.order.target { return changedAt[target] ?? 0 > signed.version }
        switch signed.order.name.group {
        case .course, .procedure: return stateChangedAt > signed.version
        case .door, .room, .floor, .sight, .duty, .device: return false
        }
    }

    func refuseAsUnavailable(_ reply: Draft.Reply) {
        refuse(
            reply, code: "log.unavailable",
            detail: "the order could not be made durable; nothing was changed")
    }

    func refuse(
        _ reply: Draft.Reply, code: String, detail: String, parameters: [String: Json] = [:]
    ) {
        send(
            .refused(reply: reply.request, code: code, detail: detail, parameters: parameters),
            to: reply.connection)
    }
}
