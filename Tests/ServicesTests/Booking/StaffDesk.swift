import Evidence
import Hearing
import Hummingbird
import Logging
import Media
import Storage

@testable import Services

/// A server with the API of the staff, and hearings booked for some of them.
struct StaffDesk: Sendable {
    /// The day of the test clock: 2026-09-21 in Shanghai.
    static let day = "2026-09-21"
    /// How long sessions of staff live, in microseconds.
    static let sessionLifetime: Int64 = 30 * 86_400_000_000

    let court: TestCourt
    let server: TestServer
    let accounts: StaffAccounts
    let api: TestApi

    init(burst: Int = 1_000) async throws {
        court = try await TestCourt()
        server = court.start()
        let (court, server) = (court, server)
        let clocks = court.clock.clocks
        accounts = StaffAccounts(staff: court.stores.bookings.staff, clocks: clocks)
        guard let calendar = CourtCalendar(timeZone: "Asia/Shanghai") else {
            preconditionFailure("Shanghai has a time zone")
        }
        let limiter = { RateLimiter(burst: burst, perSecond: 0.1) { court.clock.now.instant } }
        let routes = StaffRoutes(
            admission: StaffAdmission(
                staff: court.stores.bookings.staff, clocks: clocks,
                sessionLifetime: Self.sessionLifetime),
            days: DayList(
                register: server.register, stores: court.stores, clocks: clocks,
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })),
            calendar: calendar, clocks: clocks, attempts: limiter(), requests: limiter())
        api = TestApi { routes.add(to: $0) }
    }

    // MARK: Staff

    /// An account whose link was not exchanged yet.
    func account(_ name: String, _ role: String) async throws -> StaffAccounts.Linked {
        try await accounts.add(name: name, role: role, linkLifetime: 3_600_000_000)
    }

    /// Exchanges a link.
    func exchange(_ token: LinkToken, _ key: PageKey) async throws -> TestApi.Answer {
        try await api.send(
            .post, "/api/v1/staff/sessions",
            body: Json.object(["token": .string(token.text), "key": key.jwk]).canonicalText)
    }

    /// A person with an open day list.
    func person(_ name: String, _ role: String) async throws -> StaffPage {
        let linked = try await account(name, role)
        let key = PageKey()
        let answer = try await exchange(linked.token, key)
        return StaffPage(
            member: linked.member, token: linked.token, key: key,
            session: answer.body["session"]?.string ?? "", desk: self)
    }

    // MARK: Hearings

    /// Books a hearing with these seats on the day, so many minutes after the clock's time.
    func book(
        _ title: String, minutes: Int64 = 0, script: Script? = nil, _ seats: [Booker.Seat]
    ) async throws -> Booker.Booked {
        try await court.booker.book(
            Booker.Request(
                title: title, court: "c", script: script,
                scheduled: court.clock.now.wallMicroseconds + minutes * 60_000_000,
                linkLifetime: 86_400_000_000, seats: seats))
    }
}

/// The page of a member of the staff.
struct StaffPage: Sendable {
    let member: StaffMember
    let token: LinkToken
    let key: PageKey
    let session: String
    let desk: StaffDesk

    /// The `Authorization` of a request.
    func authorization(
        _ method: String, _ path: String, body: String = "", after: Int64 = 0,
        key other: PageKey? = nil
    ) -> String {
        let time = desk.court.clock.now.wallMicroseconds + after
        let text = SignedRequest.text(
            session: session, time: time, method: method, path: path, body: Array(body.utf8))
        return "Yunting \(session).\(time).\((other ?? key).sign(text))"
    }

    /// Asks for a day.
    func day(_ query: String = "?date=\(StaffDesk.day)") async throws -> TestApi.Answer {
        let path = "/api/v1/day\(query)"
        return try await desk.api.send(
            .get, path, authorization: authorization("GET", path))
    }

    /// The titles on the list.
    func titles() async throws -> [String] {
        try await day().body["hearings"]?.array?.compactMap { $0["title"]?.string } ?? []
    }

    /// Asks for the way into a hearing.
    func enter(_ hid: String) async throws -> TestApi.Answer {
        let body = Json.object(["hid": .string(hid)]).canonicalText
        return try await desk.api.send(
            .post, "/api/v1/day/enter",
            authorization: authorization("POST", "/api/v1/day/enter", body: body), body: body)
    }
}
