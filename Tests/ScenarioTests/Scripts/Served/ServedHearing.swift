import Evidence
import Foundation
import Hearing
import Media
import Services
import Signaling
import Storage
import Testing

@testable import Services

/// A hearing on a real server, played by signed pages in virtual time.
///
/// It carries out what a `Proceeding` did before the law alone, and holds the server against it
/// after every command: the same state, the same routes at the relay, and pages that know their
/// part of it and nothing else.
final class ServedHearing {
    let court: TestCourt
    let cast: Cast
    let id: HearingID
    private(set) var server: TestServer
    private(set) var pages: [SeatID: Told] = [:]
    private var tokens: [SeatID: LinkToken]
    /// Begins a server, anew after a crash.
    private let start: (TestCourt) -> TestServer
    /// What goes on while the hearing comes to rest, such as a relay of the test's own.
    var meanwhile: () -> Void = {}

    /// A page with what it was told so far.
    struct Told {
        let page: SeatPage
        var state: Json = .null
        var version: Int64 = -1
        /// How many frames were read.
        var read = 0
    }

    /// Books the cast's hearing in a court of its own.
    init(
        _ cast: Cast, in court: TestCourt? = nil,
        continuing: HearingID? = nil,
        start: @escaping (TestCourt) -> TestServer = { $0.start() }
    ) async throws {
        self.cast = cast
        self.start = start
        let place: TestCourt
        if let court { place = court } else { place = try await TestCourt() }
        self.court = place
        let booker = Booker(bookings: place.stores.bookings, clocks: place.clock.clocks)
        let booked = try await booker.book(
            Booker.Request(
                title: "(2026)浙0106民初2号", court: "某人民法院",
                script: try Cast.library()[cast.script],
                linkLifetime: 86_400_000_000,
                cases: cast.caseCount > 1
                    ? (1...cast.caseCount).map { "(2026)浙01刑更\($0)号" } : [],
                continuing: continuing,
                seats: cast.seats.map {
                    Booker.Seat(
                        role: $0.role.rawValue, side: $0.side?.rawValue, name: Self.name(of: $0.id),
                        companion: $0.companion.map { Int($0.rawValue) },
                        caseNumber: $0.caseNumber)
                }))
        id = try #require(HearingID(rawValue: booked.booking.hearing.hex))
        tokens = Dictionary(
            uniqueKeysWithValues: booked.tokens.enumerated().map {
                (SeatID(rawValue: UInt16($0 + 1)), $1)
            })
        server = start(place)
    }

    static func name(of seat: SeatID) -> String { "name-of-\(seat)." }

    var live: LiveHearing { get async throws { try await server.register.hearing(id) } }

    // MARK: Carrying out

    /// Does what was done before the law, and compares.
    func carry(_ taken: Proceeding.Taken) async throws {
        switch (taken.command, taken.actor) {
        case (.order(let order), .seat(let giver)): try await carry(order, by: giver, taken)
        case (.server(let command), _): try await carry(command, after: taken.after)
        case (.order, .server): Issue.record("the server gives no orders")
        }
        try await rest()
        try await compare(with: taken)
    }

    private func carry(_ order: Order, by giver: SeatID, _ taken: Proceeding.Taken) async throws {
        let told = try #require(pages[giver])
        let answer: Json
        if case .door(.addSeat) = order {
            let new = try #require(taken.after.seats.last?.id)
            answer = await add(order, named: Self.name(of: new), by: told)
            tokens[new] = LinkToken(text: answer["link"]?.string ?? "")
            #expect(answer["seat"]?.integer == Int64(new.rawValue))
        } else {
            answer = await told.page.order(
                order.name.rawValue, order.members.json, version: told.version)
        }
        #expect(answer.isDone, "\(order) by \(giver): \(answer)")
    }

    /// `addSeat` has the name beside the signed order.
    private func add(_ order: Order, named name: String, by told: Told) async -> Json {
        let page = told.page
        var members = order.members.json
        members["name"] = .string(order.name.rawValue)
        let text = Json.object(members).canonicalText
        let command = SeatPage.hex32()
        let signed = SignedText.order(
            hearing: page.hearing, seat: UInt16(page.seat), command: command,
            version: told.version, order: text)
        return await page.line.ask([
            "type": "order", "command": .string(command), "version": .integer(told.version),
            "order": .string(text), "signature": .string(page.key.sign(signed)),
            "name": .string(name),
        ])
    }

    private func carry(_ command: ServerCommand, after: Hearing) async throws {
        switch command {
        case .connected(let seat): try await arrive(seat)
        case .disconnected(let seat, let cause):
            pages[seat]?.page.line.drop(cause == .silent ? .silent : .network)
            try await until { $0.seat(seat)?.isConnected == false }
        case .walkedOut(let seat):
            _ = await pages[seat]?.page.line.ask(["type": "leave"])
            try await until { $0.seat(seat)?.room == .outside }
        case .suspend: try await waitForGrace(of: after)
        case .restarted: try await crash()
        default: Issue.record("no page brings \(command) about")
        }
    }

    /// A person opens its link, or comes back.
    private func arrive(_ seat: SeatID) async throws {
        let key: PageKey
        let session: String
        let tab: String
        if let known = pages[seat]?.page {
            (key, session, tab) = (known.key, known.session, known.tab)
        } else {
            key = PageKey()
            let token = try #require(tokens[seat])
            session = try await server.admission.exchange(token, key: key.seatKey).session
            tab = SeatPage.hex32()
        }
        let arrived = try await server.arrive(
            Int(seat.rawValue), key: key, tab: tab, session: session)
        let page = SeatPage(
            key: key, session: session, hearing: id.rawValue, seat: Int(seat.rawValue), tab: tab,
            line: arrived.line)
        let answer = await page.line.answer(to: 1)
        #expect(answer["type"] == "joined", "seat \(seat): \(answer)")
        pages[seat] = Told(page: page)
        let offered = try await page.offer()
        #expect(offered["type"] == "answer", "seat \(seat): \(offered)")
        court.clock.advance(milliseconds: 1_000)
        await (try live).tick()
    }

    /// The grace passes second by second; the server suspends at its end and not before.
    private func waitForGrace(of after: Hearing) async throws {
        let live = try await live
        await live.tick()
        for _ in 1..<after.script.composition.graceSeconds {
            court.clock.advance(milliseconds: 1_000)
            await live.tick()
        }
        let before = await live.current.state
        #expect(before == .inSession)
        court.clock.advance(milliseconds: 1_000)
        await live.tick()
    }

    /// The server stops without warning and comes back; all connections are gone.
    private func crash() async throws {
        server = start(court)
        _ = try await live
    }

    /// Everything is logged, and the relay has answered.
    func rest() async throws {
        let live = try await live
        meanwhile()
        while await !live.isAtRest {
            meanwhile()
            await Task.yield()
        }
    }

    private func until(_ holds: @Sendable (Hearing) -> Bool) async throws {
        let live = try await live
        while await !holds(live.durable) {
            meanwhile()
            await Task.yield()
        }
    }

    /// Ticks until the sealed log's key is gone.
    func sealed() async throws {
        let live = try await live
        while await !live.log.isKeyForgotten {
            meanwhile()
            await live.tick()
            await Task.yield()
        }
    }

    // MARK: Comparing

    /// The server is where the law is; the relay passes what the law permits; each page knows it.
    func compare(with taken: Proceeding.Taken) async throws {
        let live = try await live
        let (current, durable) = (await live.current, await live.durable)
        #expect(current == durable)
        expectSame(durable, taken.after)
        #expect(try await permitted() == taken.after.routes())
        for seat in taken.after.seats where seat.isPresent { try expectTold(seat, taken.after) }
    }

    private func expectSame(_ one: Hearing, _ other: Hearing) {
        #expect(one.state == other.state)
        #expect(one.progress == other.progress)
        #expect(one.missing == other.missing)
        for (left, right) in zip(one.seats, other.seats) {
            let isSame =
                left.room == right.room && left.isConnected == right.isConnected
                && left.isRemoved == right.isRemoved && left.isCalled == right.isCalled
                && left.isReleased == right.isReleased && left.isRecused == right.isRecused
                && left.duties == right.duties && left.microphone == right.microphone
            #expect(isSame, "seat \(left.id): \(left) is not \(right)")
        }
        #expect(one.seats.count == other.seats.count)
    }

    /// What the relay may pass on, in the words of the law.
    func permitted() async throws -> Set<Hearing.Route> {
        let relay = await (try live).relay
        var routes: Set<Hearing.Route> = []
        for route in relay.permitted {
            let source = try #require(relay.seats[route.source])
            let medium = try #require(
                Hearing.Medium.allCases.first { Medium($0) == route.medium })
            let listener: Hearing.Listener
            switch route.sink {
            case .record: listener = .record
            case .endpoint(let endpoint): listener = .seat(try #require(relay.seats[endpoint]))
            }
            routes.insert(Hearing.Route(source: source, medium: medium, listener: listener))
        }
        return routes
    }

    /// Each page knows the step and its own place; who waits is told nobody's name but its own.
    private func expectTold(_ seat: Seat, _ hearing: Hearing) throws {
        let news = try read(seat.id)
        let told = try #require(pages[seat.id])
        #expect(told.state["hearing"]?["state"]?.string == hearing.state.phase.rawValue)
        #expect(told.state["hearing"]?["step"]?.string == hearing.progress.step?.rawValue)
        #expect(told.state["hearing"]?["script"]?["name"]?.string == cast.script)
        #expect(told.state["me"]?["room"]?.string == seat.room.name)
        guard seat.room == .waiting, !seat.office.isBench else { return }
        #expect(told.state["hearing"]?["acts"]?.object?.isEmpty == true)
        for other in hearing.seats where other.id != seat.id {
            let isTold = news.contains { $0.contains(Self.name(of: other.id)) }
            // Who goes along with somebody waits with them.
            let isLinked = other.companion == seat.id || seat.companion == other.id
            #expect(!isTold || isLinked, "seat \(seat.id) was told of seat \(other.id)")
        }
    }

    /// Takes what came since the last time into what the page knows; returns it as text.
    @discardableResult
    private func read(_ seat: SeatID) throws -> [String] {
        var told = try #require(pages[seat])
        let frames = told.page.line.frames[told.read...]
        for frame in frames {
            guard let version = frame["version"]?.integer else { continue }
            switch frame["type"]?.string {
            case "joined", "snapshot": told.state = frame["state"] ?? .null
            case "patch":
                #expect(frame["from"]?.integer == told.version)
                told.state = MergePatch.apply(frame["patch"] ?? .null, to: told.state)
            default: continue
            }
            told.version = version
        }
        told.read += frames.count
        pages[seat] = told
        return frames.map(\.canonicalText)
    }

    /// What a page knows now.
    func told(_ seat: SeatID) throws -> Json {
        try read(seat)
        return try #require(pages[seat]).state
    }

    // MARK: The log

    /// The entries of this hearing.
    var entries: [Entry] { court.log.entries }

    /// Exports the record and verifies the bag with the court's key.
    func verify() async throws -> VerificationReport {
        let bag = court.folder.appending(path: "bag-\(UUID().uuidString)").path
        let source = try await StoredHearing(
            Bytes16(id), logs: court.log.base, bodies: court.stores.bodies,
            segments: court.segments)
        try await BagWriter(software: "test").write(source, to: bag)
        let key = try court.keys.courtKey(name: "court.example")
        return try BagVerifier(policy: VerificationPolicy(courts: [key.verifier])).verify(bag)
    }
}
