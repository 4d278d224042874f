import Evidence
import Hearing
import Signaling
import Storage

/// How the law's events stand in the log: in `detail.events` of the entry of their order or cause.
enum EventCoding {
    private static let key = "events"

    /// The member that holds events.
    static func detail(_ events: [Hearing.Event]) -> [String: Json] {
        [key: .array(events.map(json))]
    }

    /// The events that an entry holds, in order; none for entries that change no state.
    ///
    /// - Throws: `Refusal` naming the member that does not fit.
    static func events(of entry: Entry) throws(Refusal) -> [Hearing.Event] {
        let detail: [String: Json]
        switch entry {
        case .order(let order): detail = order.detail
        case .event(let event): detail = event.detail
        default: return []
        }
        var events: [Hearing.Event] = []
        for value in detail[key]?.array ?? [] {
            let name = value["name"]?.string ?? ""
            events.append(try Hearing.Event(name: name, members: Members(value.object ?? [:])))
        }
        return events
    }

    private static func json(_ event: Hearing.Event) -> Json {
        var members = event.members.json
        members["name"] = .string(event.name)
        return .object(members)
    }
}

extension Draft {
    /// The entries that this draft becomes, given all that the log holds before them.
    func entries(after log: HearingLog, _ record: RecordProgress) -> [Entry] {
        switch subject {
        case .evidence(let entry): [entry]
        case .order(let signed, let seat, let key): [.order(orderEntry(signed, seat, key))]
        case .server(let command): [.event(eventEntry(command))]
        case .recordClose(let by): closeEntries(by, log, record)
        case .seal(let by):
            [.seal(.init(by: by, cause: "order", counts: log.countsSinceClose))]
        }
    }

    private func closeEntries(
        _ by: Int?, _ log: HearingLog, _ record: RecordProgress
    ) -> [Entry] {
        let tracks = record.closeTracks
        let parts = max(
            1, (tracks.count + Entry.RecordClose.tracksMax - 1) / Entry.RecordClose.tracksMax)
        return (1...parts).map { part in
            let share = tracks.dropFirst((part - 1) * Entry.RecordClose.tracksMax)
                .prefix(Entry.RecordClose.tracksMax)
            return .recordClose(
                .init(
                    part: part, parts: parts,
                    timeMicroseconds: max(
                        record.presentation(at: at.instant), record.recordedUntil),
                    by: by, bundles: record.bundles.count, counts: log.counts, tracks: Array(share))
            )
        }
    }

    private func orderEntry(
        _ signed: SignedOrder, _ seat: SeatID, _ key: Thumbprint
    ) -> Entry.Order {
        Entry.Order(
            name: signed.order.name.rawValue, by: Int(seat.rawValue),
            target: signed.order.target.map { Int($0.rawValue) },
            command: Bytes16(hex: signed.command), version: Int(signed.version),
            order: signed.text, key: Base64.url.decode(key.rawValue).flatMap(Sha256.init(bytes:)),
            signature: signed.signature,
            detail: EventCoding.detail(events).merging(
                words.map { ["commit": $0.commit] } ?? [:]
            ) { events, _ in events })
    }

    private func eventEntry(_ command: ServerCommand) -> Entry.Event {
        let (name, seat): (String, SeatID?) =
            switch command {
            case .connected(let seat): ("connected", seat)
            case .disconnected(let seat, _): ("disconnected", seat)
            case .walkedOut(let seat): ("walkedOut", seat)
            case .suspend: ("suspended", nil)
            case .speechTimeUp: ("speech.timeUp", nil)
            case .roomTimeUp: ("room.timeUp", nil)
            case .restarted: ("restarted", nil)
            case .keyBound(let seat, _): ("keyBound", seat)
            case .deviceRequested(let seat, _): ("deviceRequested", seat)
            }
        // The public half of the seat's key: with it anyone checks the signatures of its orders.
        let key: [String: Json] = session.map(\.keyMembers) ?? [:]
        return Entry.Event(
            name: name, seat: seat.map { Int($0.rawValue) },
            detail: EventCoding.detail(events).merging(key) { events, _ in events })
    }
}

extension Session {
    /// The public key's coordinates as `key_x` and `key_y`, base64url.
    var keyMembers: [String: Json] {
        ["key_x": .string(Base64.url.encode(keyX)), "key_y": .string(Base64.url.encode(keyY))]
    }
}
