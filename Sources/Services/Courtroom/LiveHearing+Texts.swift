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
        guard hasRoom else { return refuseAsUnavailable(reply) }
        textCount += 1
        let line = TextLine(
            number: textCount, channel: channel, from: connection.seat, body: body,
            at: clocks.now().wallMicroseconds, readers: readers)
        if channel.isLogged { log(line) }
        texts.append(line)
        if texts.count > textsMax { texts.removeFirst(texts.count - textsMax) }
        publish()
        send(.done(reply: request, version: version), to: connection.id)
    }

    /// The entry of a text: who wrote to whom, and the commitment to the words.
    private func log(_ line: TextLine) {
        let words = Draft.Words(line.body)
        var detail: [String: Json] = [
            "channel": .string(line.channel.name), "commit": words.commit,
        ]
        if let target = line.channel.target { detail["to"] = .integer(Int64(target.rawValue)) }
        var draft = Draft(
            subject: .evidence(
                .event(.init(name: "text", seat: Int(line.from.rawValue), detail: detail))),
            at: clocks.now(), persistence: .fact)
        draft.words = words
        enqueue(draft)
    }

    /// The person agreed to the rules of the hearing (no recording, a quiet and closed place; ODR 24, 27).
    func agree(to rules: String, id request: Int64, over connection: SeatConnection) {
        let seat = connection.seat
        if agreed.insert(seat).inserted {
            note(
                .event(
                    .init(
                        name: "rules.agreed", seat: Int(seat.rawValue),
                        detail: ["rules": .string(rules)])))
            publish()
        }
        send(.done(reply: request, version: version), to: connection.id)
    }
}
