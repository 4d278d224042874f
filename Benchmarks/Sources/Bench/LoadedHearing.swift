import Evidence
import Media
import Services
import Storage

/// One hearing in session: judge, clerk, plaintiff and defendant on their seats, their media opened.
final class LoadedHearing: Sendable {
    /// Judge 1, clerk 2, plaintiff 3, defendant 4.
    static let seats: [Booker.Seat] = [
        .init(role: "judge", name: "审判长李某"), .init(role: "clerk", name: "书记员周某"),
        .init(role: "party", side: "plaintiff", name: "原告王某"),
        .init(role: "party", side: "defendant", name: "被告赵某"),
    ]

    /// A person with key, connection and media.
    struct Person: Sendable {
        let key: PersonKey
        let session: String
        let line: SeatLine
        let endpoint: EndpointID
        let peer: MediaPeer
    }

    let id: String
    /// In the order of the seats.
    let people: [Person]

    var judge: Person { people[0] }

    /// Books, opens every link, joins, offers, and brings the hearing into session with both parties admitted.
    init(number: Int, in court: LoadedCourt) async throws {
        let booked = try await court.booker.book(
            title: "(2026)云01民初\(number)号", court: "某人民法院", linkLifetime: 86_400_000_000,
            seats: Self.seats)
        id = booked.booking.hearing.hex
        var people: [Person] = []
        for seat in Self.seats.indices {
            let key = try PersonKey()
            let admitted = try await court.admission.exchange(
                booked.tokens[seat], key: key.seatKey)
            let line = SeatLine()
            court.connect(line)
            let tab = Bytes16(.random(in: 0...(.max)), .random(in: 0...(.max))).hex
            let text = "yunting.join.v1\n\(await line.nonce())\n\(admitted.session)\n\(tab)\n"
            let joined = await line.ask([
                "type": "join", "session": .string(admitted.session), "tab": .string(tab),
                "signature": .string(key.sign(text)),
            ])
            guard joined["type"] == "joined" else { throw BenchError("join: \(joined)") }
            let name = "h\(number)s\(seat + 1)"
            let ssrc = UInt32(0x1000_0000 + number * 8 + seat)
            let answer = await line.ask([
                "type": "offer", "sdp": .string(court.offer.text(ufrag: name, ssrc: ssrc)),
            ])
            guard answer["type"] == "answer", let opened = court.media.opened(name) else {
                throw BenchError("offer: \(answer)")
            }
            let peer = try MediaPeer(of: opened, ssrc: ssrc)
            try peer.keepConsent()
            people.append(
                Person(
                    key: key, session: admitted.session, line: line, endpoint: opened.endpoint,
                    peer: peer))
        }
        self.people = people
        try await beginSession()
        for person in people.dropFirst() { person.line.ignoreAll() }
    }

    private func beginSession() async throws {
        let steps = [
            #"{"name":"open"}"#, #"{"name":"admit","seat":3}"#, #"{"name":"admit","seat":4}"#,
            #"{"name":"begin"}"#,
        ]
        for step in steps {
            let message = message(of: step)
            let answer = await judge.line.ask(message)
            guard answer["type"] == "done" else { throw BenchError("\(step): \(answer)") }
        }
    }

    /// An order of the judge, signed at the version that the judge's page has, as text.
    func order(_ order: LoadedOrder) -> String {
        var message = message(of: order.text)
        message["id"] = .integer(judge.line.nextID())
        return Json.object(message).canonicalText
    }

    private func message(of order: String) -> [String: Json] {
        let command = Bytes16(.random(in: 0...(.max)), .random(in: 0...(.max))).hex
        let version = judge.line.version
        let signed = "yunting.order.v1\n\(id)\n1\n\(command)\n\(version)\n\(order)\n"
        return [
            "type": "order", "command": .string(command), "version": .integer(version),
            "order": .string(order), "signature": .string(judge.key.sign(signed)),
        ]
    }
}
