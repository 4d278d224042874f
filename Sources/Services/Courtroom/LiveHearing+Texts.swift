import Evidence
import Hearing
import Signaling
import Storage

/// Texts that a hearing keeps in memory for pages that come back.
private let textsMax = 2_000

extension LiveHearing {
    /// A page writes to others (PROTOCOL §6): told to its readers, and logged where it belongs to the record.
    ///
    /// What the court writes to a person and is told by it is an entry with the commitment; the words are an erasable
    /// body. What a panel or a side writes stays in memory and ends with the process.
    func write(
        _ body: String, on channel: TextChannel, id request: Int64, over connection: SeatConnection
    ) {
        let reply = Draft.Reply(connection: connection.id, request: request)
        let readers: Set<SeatID>
        do throws(Refusal) {
            readers = try current.readers(of: channel, from: connection.seat)
        } catch {
            return refuse(
                reply, code: error.code.rawValue, detail: error.detail,
                parameters: error.parameters.mapValues(Json.string))
        }
        textCount += 1
        let line = TextLine(
            number: textCount, channel: channel, from: connection.seat, body: body,
            at: clocks.now().wallMicroseconds, readers: readers)
        if channel.isLogged { return log(line, reply) }
        show(line)
        publish()
        send(.done(reply: request, version: version), to: connection.id)
    }

    /// A text that its readers may see from now on.
    func show(_ line: TextLine) {
        texts.append(line)
        if texts.count > textsMax { texts.removeFirst(texts.count - textsMax) }
    }

    /// The entry of a text: who wrote to whom, and the commitment to the words; shown when it is durable.
    private func log(_ line: TextLine, _ reply: Draft.Reply) {
        let words = Draft.Words(line.body)
        var detail: [String: Json] = [
            "channel": .string(line.channel.name), "commit": words.commit,
        ]
        if let target = line.channel.target { detail["to"] = .integer(Int64(target.rawValue)) }
        var draft = evidence("text", of: line.from, detail, reply)
        draft.words = words
        draft.text = line
        give(draft)
    }

    /// The person agreed to the rules of the hearing (no recording, a quiet and closed place; ODR 24, 27).
    func agree(to rules: String, id request: Int64, over connection: SeatConnection) {
        let reply = Draft.Reply(connection: connection.id, request: request)
        guard !agreed.contains(connection.seat) else {
            return send(.done(reply: request, version: version), to: connection.id)
        }
        give(evidence(Self.agreement, of: connection.seat, ["rules": .string(rules)], reply))
    }

    /// The event that says that a person agreed to the rules.
    static let agreement = "rules.agreed"

    /// What an entry that changes nothing in law changes for pages.
    func follow(_ entry: Entry) {
        guard case .event(let event) = entry, event.name == Self.agreement, let seat = event.seat
        else { return }
        agreed.insert(SeatID(rawValue: UInt16(clamping: seat)))
    }

    private func evidence(
        _ name: String, of seat: SeatID, _ detail: [String: Json], _ reply: Draft.Reply
    ) -> Draft {
        Draft(
            subject: .evidence(
                .event(.init(name: name, seat: Int(seat.rawValue), detail: detail))),
            at: clocks.now(), persistence: .granting, reply: reply)
    }

    /// Queues what a person said, if the log takes it.
    private func give(_ draft: Draft) {
        guard hasRoom, record.sealing != .drafted else {
            if let reply = draft.reply { refuseAsUnavailable(reply) }
            return
        }
        enqueue(draft)
    }
}
