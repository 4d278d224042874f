import Evidence
import Foundation
import Hearing
import Logging
import Media
import Storage

@testable import Services

/// A court's disc: a real database and real bundle files in a directory of their own, with one booked hearing.
///
/// Servers are started on it one after another, as after a kill -9.
final class TestCourt: Sendable {
    /// Judge 1, clerk 2, plaintiff 3, defendant 4, witness 5.
    static let trial: [Booker.Seat] = [
        .init(role: "judge", name: "审判长李某"), .init(role: "clerk", name: "书记员周某"),
        .init(role: "party", side: "plaintiff", name: "原告王某"),
        .init(role: "party", side: "defendant", name: "被告赵某"),
        .init(role: "witness", name: "证人孙某"),
    ]

    let folder: URL
    let database: CourtDatabase
    let keys: KeyStore
    let clock = TestClock()
    let log: TestLog
    let stores: CourtStores
    let booked: Booker.Booked
    let segments: SegmentWriter

    init(_ seats: [Booker.Seat] = trial, disk: any Disk = LinuxDisk()) async throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "yunting-court-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let place = folder.path
        database = try CourtDatabase(path: place + "/court.sqlite")
        keys = try KeyStore(disk: LinuxDisk(), directory: place + "/keys")
        segments = SegmentWriter(disk: disk, directory: place + "/bundles", place: "node-1")
        try segments.checkDirectory()
        log = TestLog(SQLiteLogStore(database))
        stores = CourtStores(database: database, logs: log, keys: keys, segments: segments)
        booked = try await Booker(bookings: stores.bookings, clocks: clock.clocks).book(
            title: "(2026)浙0106民初1号", court: "某人民法院", linkLifetime: 86_400_000_000,
            seats: seats)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var id: HearingID {
        guard let id = HearingID(rawValue: booked.booking.hearing.hex) else {
            preconditionFailure("a booked hearing has an id")
        }
        return id
    }

    /// A server on this disc.
    func start(_ adjust: (inout HearingSettings) -> Void = { _ in }) -> TestServer {
        var settings = HearingSettings()
        adjust(&settings)
        let media = TestMedia()
        return TestServer(self, settings, media, relay: media, media.events, media.bundles)
    }

    /// A server on this disc in front of a relay of the test's own.
    func start(
        relay: any MediaPort, events: AsyncStream<[Event]>, bundles: AsyncStream<Media.Bundle>
    ) -> TestServer {
        TestServer(self, HearingSettings(), TestMedia(), relay: relay, events, bundles)
    }

    /// Exports the hearing and verifies the bag with the court's key.
    func verify(allowsOpenRecord: Bool = false) async throws -> VerificationReport {
        let bag = folder.appending(path: "bag-\(UUID().uuidString)").path
        let source = try await StoredHearing(
            booked.booking.hearing, logs: log.base, bodies: stores.bodies, segments: segments)
        try await BagWriter(software: "test").write(source, to: bag)
        let court = try keys.courtKey(name: "court.example")
        let policy = VerificationPolicy(
            courts: [court.verifier], allowsOpenRecord: allowsOpenRecord)
        return try BagVerifier(policy: policy).verify(bag)
    }
}

/// One run of a server on a court's disc.
final class TestServer: Sendable {
    let court: TestCourt
    /// The media plane, unless the test brought one.
    let media: TestMedia
    let register: HearingRegister
    let admission: Admission
    let reception: Reception
    private let work: [Task<Void, Never>]

    init(
        _ court: TestCourt, _ settings: HearingSettings, _ media: TestMedia, relay: any MediaPort,
        _ events: AsyncStream<[Event]>, _ bundles: AsyncStream<Media.Bundle>
    ) {
        self.court = court
        self.media = media
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let clocks = court.clock.clocks
        register = HearingRegister(
            media: relay, stores: court.stores,
            identity: ServerIdentity(
                domain: "court.example", boot: Bytes16(1, 2), build: .hash([3])),
            clocks: clocks, settings: settings, logger: logger)
        admission = Admission(register: register, stores: court.stores, clocks: clocks)
        reception = Reception(
            register: register, stores: court.stores, clocks: clocks, logger: logger)
        let dispatch = MediaDispatch(
            register: register, segments: SegmentQueue(court.segments), logger: logger)
        work = [
            Task { await dispatch.carry(events) },
            Task { await dispatch.write(bundles) },
        ]
    }

    deinit { for task in work { task.cancel() } }

    /// The hearing, opened if it is not.
    func hearing() async throws -> LiveHearing { try await register.hearing(court.id) }

    /// Returns when the relay has told all and the log has it.
    func rest() async throws {
        let hearing = try await hearing()
        while await !hearing.isAtRest { await Task.yield() }
    }

    /// Ticks until the sealed log's key is gone.
    func sealed() async throws {
        let hearing = try await hearing()
        while await !hearing.log.isKeyForgotten {
            await hearing.tick()
            await Task.yield()
        }
    }

    // MARK: Pages

    /// Exchanges the link of a seat.
    func exchange(
        _ seat: Int, key: PageKey = PageKey()
    ) async throws(Admission.Refusal) -> Admission.Admitted {
        try await admission.exchange(court.booked.tokens[seat - 1], key: key.seatKey)
    }

    /// Opens a WebSocket.
    func connect() -> TestTransport {
        let line = TestTransport()
        let reception = reception
        Task { await reception.receive(line, messages: line.messages) }
        return line
    }

    /// A page that exchanged the link of its seat and has asked to join.
    func arrive(
        _ seat: Int, key: PageKey = PageKey(), tab: String = SeatPage.hex32(),
        session: String? = nil
    ) async throws -> SeatPage {
        let name: String
        if let session { name = session } else { name = try await exchange(seat, key: key).session }
        let line = connect()
        let nonce = await line.frame(type: "challenge")["nonce"]?.string ?? ""
        let text = SignedText.join(nonce: nonce, session: name, tab: tab)
        line.say([
            "type": "join", "id": 1, "session": .string(name), "tab": .string(tab),
            "signature": .string(key.sign(text)),
        ])
        return SeatPage(
            key: key, session: name, hearing: court.id.rawValue, seat: seat, tab: tab, line: line)
    }

    /// A page on its seat.
    func join(
        _ seat: Int, key: PageKey = PageKey(), tab: String = SeatPage.hex32(),
        session: String? = nil
    ) async throws -> SeatPage {
        let page = try await arrive(seat, key: key, tab: tab, session: session)
        _ = await page.line.answer(to: 1)
        return page
    }

    /// The same page over a new connection, on this server.
    func rejoin(_ page: SeatPage) async throws -> SeatPage {
        try await join(page.seat, key: page.key, tab: page.tab, session: page.session)
    }

    /// Judge, clerk, parties and witness on their seats, with media; the parties admitted, in session.
    func session() async throws -> TestSession {
        var pages: [SeatPage] = []
        for seat in 1...5 {
            let page = try await join(seat)
            pages.append(page)
        }
        for page in pages { _ = try await page.offer() }
        let judge = pages[0]
        await judge.order("open")
        await judge.order("admit", ["seat": 3])
        await judge.order("admit", ["seat": 4])
        await judge.order("begin")
        try await rest()
        return TestSession(server: self, pages: pages)
    }
}

/// A hearing in session with its pages.
struct TestSession: Sendable {
    let server: TestServer
    let pages: [SeatPage]

    var judge: SeatPage { pages[0] }
    var clerk: SeatPage { pages[1] }
    var plaintiff: SeatPage { pages[2] }
    var defendant: SeatPage { pages[3] }
    var witness: SeatPage { pages[4] }
    var court: TestCourt { server.court }

    /// The endpoint of a seat: pages offered in the order of their seats.
    func endpoint(_ seat: Int) -> EndpointID { server.media.endpoints[seat - 1] }
}

extension LiveHearing {
    /// Whether the relay has done what it was told and nothing waits for the log.
    var isAtRest: Bool { relay.isSettled && drafts.isEmpty && !isWriting }
}
