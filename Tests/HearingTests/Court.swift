import Hearing
import Testing

/// A hearing driven by commands, for tests: keeps the events and a clock that steps one second.
struct Court {
    private(set) var hearing: Hearing
    private(set) var events: [Hearing.Event] = []
    /// The clock: every command comes one second after the last.
    private(set) var now = Time(microseconds: 1_790_000_000_000_000)

    init(_ docket: Docket, law: Law = .standard) {
        hearing = Hearing(docket, law: law)
    }

    /// Goes on with a hearing as it is.
    init(continuing hearing: Hearing) {
        self.hearing = hearing
    }

    /// Nothing happens for a while.
    mutating func wait(seconds: Int64) {
        now = Time(microseconds: now.microseconds + seconds * 1_000_000)
    }

    /// A seat gives an order; the events are applied.
    @discardableResult
    mutating func order(_ order: Order, by giver: SeatID) throws(Refusal) -> [Hearing.Event] {
        try give(.order(order), by: .seat(giver))
    }

    /// The server tells something; the events are applied.
    @discardableResult
    mutating func server(_ command: ServerCommand) throws(Refusal) -> [Hearing.Event] {
        try give(.server(command), by: .server)
    }

    @discardableResult
    mutating func give(
        _ command: Hearing.Command, by actor: Actor
    ) throws(Refusal) -> [Hearing.Event] {
        now = Time(microseconds: now.microseconds + 1_000_000)
        let events = try hearing.decide(command, by: actor, at: now)
        for event in events { hearing.evolve(event) }
        self.events += events
        return events
    }

    /// Applies a fact without asking the law, to bring about a situation.
    mutating func assume(_ fact: Hearing.Fact) {
        let event = Hearing.Event(at: now, by: .server, fact: fact)
        hearing.evolve(event)
        events.append(event)
    }

    /// The code with which the law refuses an order; nil when it allows it.
    ///
    /// Nothing is applied.
    func refusal(of order: Order, by giver: SeatID) -> Refusal.Code? {
        do {
            _ = try hearing.decide(.order(order), by: .seat(giver), at: now)
            return nil
        } catch {
            return error.code
        }
    }

    /// Whether the seat is in this room.
    func isIn(_ room: Room, _ ids: SeatID...) -> Bool {
        ids.allSatisfy { hearing.seat($0)?.room == room }
    }

    /// The code with which the law refuses a server command; nil when it allows it.
    func refusal(of command: ServerCommand) -> Refusal.Code? {
        do {
            _ = try hearing.decide(.server(command), by: .server, at: now)
            return nil
        } catch {
            return error.code
        }
    }
}

/// The people of the tests.
extension SeatID {
    static let judge = SeatID(rawValue: 1)
    static let clerk = SeatID(rawValue: 2)
    static let plaintiff = SeatID(rawValue: 3)
    static let lawyer = SeatID(rawValue: 4)
    static let witness = SeatID(rawValue: 5)
    static let observer = SeatID(rawValue: 6)
    static let defendant = SeatID(rawValue: 7)
    static let otherWitness = SeatID(rawValue: 8)
    static let nobody = SeatID(rawValue: 99)
}

extension Docket {
    /// One of each role, a second party and a second witness.
    static func trial(moreJudges: Int = 0) throws -> Docket {
        let panel = (0..<moreJudges).map {
            Entry(id: SeatID(rawValue: UInt16(20 + $0)), role: .judge)
        }
        return try Docket(
            hearing: #require(HearingID(rawValue: "00112233445566778899aabbccddeeff")),
            bookedAt: Time(microseconds: 1_789_000_000_000_000),
            seats: [
                Entry(id: .judge, role: .judge), Entry(id: .clerk, role: .clerk),
                Entry(id: .plaintiff, role: .party, side: .plaintiff),
                Entry(id: .lawyer, role: .agent, side: .plaintiff),
                Entry(id: .witness, role: .witness, side: .plaintiff),
                Entry(id: .observer, role: .observer),
                Entry(id: .defendant, role: .party, side: .defendant),
                Entry(id: .otherWitness, role: .witness, side: .defendant),
            ] + panel)
    }
}

extension Court {
    /// Everybody is connected, the hearing is open, nobody was admitted yet.
    static func opened() throws -> Court {
        var court = Court(try .trial())
        for seat in court.hearing.seats { try court.server(.connected(seat.id)) }
        try court.order(.course(.open), by: .judge)
        return court
    }

    /// In session, with parties, lawyer and observer in the courtroom and witnesses waiting.
    static func inSession() throws -> Court {
        var court = try opened()
        for id in [SeatID.plaintiff, .defendant, .lawyer, .observer] {
            try court.order(.door(.admit(id)), by: .clerk)
        }
        try court.order(.course(.begin), by: .judge)
        return court
    }
}

/// A key of the tests: 43 times the same letter.
func key(_ letter: Character) throws -> Thumbprint {
    try #require(Thumbprint(rawValue: String(repeating: letter, count: 43)))
}
