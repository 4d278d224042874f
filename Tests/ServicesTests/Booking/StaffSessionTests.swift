import Evidence
import Hearing
import Hummingbird
import Media
import Storage
import Testing

@testable import Services

@Suite("Sessions of staff, and who signed a request (PROTOCOL §8)", .timeLimit(.minutes(1)))
struct StaffSessionTests {
    @Test("a link opens the account for one key: 201 first, 200 again, 409 for another")
    func exchanged() async throws {
        let desk = try await StaffDesk()
        let linked = try await desk.account("陈明", "judge")
        let key = PageKey()
        let first = try await desk.exchange(linked.token, key)
        #expect(first.status == 201)
        #expect(first.headers[.cacheControl] == "no-store")
        #expect(first.body["session"]?.string?.utf8.count == 22)
        #expect(first.body["staff"] == ["id": 1, "name": "陈明", "role": "judge"])
        let now = desk.court.clock.now.wallMicroseconds
        #expect(first.body["time"]?.integer == now)
        #expect(first.body["expires"]?.integer == now + StaffDesk.sessionLifetime)
        let again = try await desk.exchange(linked.token, key)
        #expect(again.status == 200 && again.body == first.body)
        let other = try await desk.exchange(linked.token, PageKey())
        #expect(other.status == 409 && other.code == "staff.taken")
    }

    @Test("two requests of one page at a time open one session")
    func twice() async throws {
        let desk = try await StaffDesk()
        let linked = try await desk.account("陈明", "judge")
        let key = PageKey()
        async let one = desk.exchange(linked.token, key)
        async let two = desk.exchange(linked.token, key)
        let answers = [try await one, try await two]
        #expect(answers.map(\.status).sorted() == [200, 201])
        #expect(answers[0].body == answers[1].body)
    }

    @Test("404, 410, 400, 429: each with its code")
    func refused() async throws {
        let desk = try await StaffDesk()
        let unknown = try await desk.exchange(.random(), PageKey())
        #expect(unknown.status == 404 && unknown.code == "link.unknown")
        // The link of a seat is none of a person's, nor the other way round.
        let seat = try await desk.exchange(desk.court.booked.tokens[0], PageKey())
        #expect(seat.status == 404)
        let linked = try await desk.account("陈明", "judge")
        await #expect(throws: Admission.Refusal.unknown) {
            try await desk.server.admission.exchange(linked.token, key: PageKey().seatKey)
        }
        desk.court.clock.advance(milliseconds: 3_600_000)
        let expired = try await desk.exchange(linked.token, PageKey())
        #expect(expired.status == 410 && expired.code == "link.expired")
        let malformed = try await desk.api.send(.post, "/api/v1/staff/sessions", body: "{}")
        #expect(malformed.status == 400 && malformed.code == "request.malformed")
        let few = try await StaffDesk(burst: 1)
        _ = try await few.exchange(.random(), PageKey())
        let limited = try await few.exchange(.random(), PageKey())
        #expect(limited.status == 429 && limited.code == "rate.limited")
        #expect(limited.headers[.retryAfter] == "10")
    }

    @Test("a renewed link ends the session; the new one opens the account for another key")
    func renewed() async throws {
        let desk = try await StaffDesk()
        let judge = try await desk.person("陈明", "judge")
        #expect(try await judge.day().status == 200)
        let linked = try await desk.accounts.renew(judge.member.id, linkLifetime: 1_000_000)
        let denied = try await judge.day()
        #expect(denied.status == 401 && denied.code == "session.unknown")
        #expect(try await desk.exchange(judge.token, judge.key).status == 404)
        #expect(try await desk.exchange(linked.token, PageKey()).status == 201)
        await #expect(throws: StaffAccounts.Flaw.unknownMember(99)) {
            try await desk.accounts.renew(99, linkLifetime: 1)
        }
    }

    @Test("an account needs a role of the court and a name")
    func flaws() async throws {
        let desk = try await StaffDesk()
        await #expect(throws: StaffAccounts.Flaw.unknownRole("party")) {
            try await desk.account("a", "party")
        }
        await #expect(throws: StaffAccounts.Flaw.noName) { try await desk.account("", "judge") }
        let long = String(repeating: "长", count: 101)
        await #expect(throws: StaffAccounts.Flaw.tooLong(long)) {
            try await desk.account(long, "judge")
        }
        #expect("\(StaffAccounts.Flaw.unknownRole("party"))".contains("judge, assessor"))
    }

    @Test(
        "a request counts within 60 s of the server's clock, before and after",
        arguments: [
            (-60_000_000, 200), (60_000_000, 200), (-60_000_001, 401), (60_000_001, 401),
        ] as [(Int64, Int)])
    func window(after: Int64, status: Int) async throws {
        let desk = try await StaffDesk()
        let judge = try await desk.person("陈明", "judge")
        let path = "/api/v1/day"
        let field = judge.authorization("GET", path, after: after)
        let answer = try await desk.api.send(.get, path, authorization: field)
        #expect(answer.status == status)
        guard status == 401 else { return }
        #expect(answer.code == "auth.badTime")
        #expect(answer.headers[.wwwAuthenticate] == "Yunting")
        #expect(answer.body["time"]?.integer == desk.court.clock.now.wallMicroseconds)
    }

    @Test("a request that somebody copied is worth nothing a minute later")
    func replayed() async throws {
        let desk = try await StaffDesk()
        let judge = try await desk.person("陈明", "judge")
        let path = "/api/v1/day"
        let field = judge.authorization("GET", path)
        #expect(try await desk.api.send(.get, path, authorization: field).status == 200)
        desk.court.clock.advance(milliseconds: 60_001)
        let late = try await desk.api.send(.get, path, authorization: field)
        #expect(late.status == 401 && late.code == "auth.badTime")
    }

    @Test("a signature covers method, path, query, time and body, and is of the account's key")
    func covered() async throws {
        let desk = try await StaffDesk()
        let judge = try await desk.person("陈明", "judge")
        let enter = "/api/v1/day/enter"
        func status(_ method: HTTPRequest.Method, _ path: String, _ field: String, _ body: String)
            async throws -> String?
        {
            try await desk.api.send(method, path, authorization: field, body: body).code
        }
        let day = judge.authorization("GET", "/api/v1/day?date=2026-09-21")
        #expect(
            try await status(.get, "/api/v1/day?date=2026-09-22", day, "")
                == "auth.badSignature")
        #expect(try await status(.get, "/api/v1/day", day, "") == "auth.badSignature")
        let get = judge.authorization("GET", enter, body: "{}")
        #expect(try await status(.post, enter, get, "{}") == "auth.badSignature")
        let post = judge.authorization("POST", enter, body: "{}")
        #expect(try await status(.post, enter, post, "{} ") == "auth.badSignature")
        #expect(try await status(.post, enter, post, "{}") == "request.malformed")
        let foreign = judge.authorization("POST", enter, body: "{}", key: PageKey())
        #expect(try await status(.post, enter, foreign, "{}") == "auth.badSignature")
        // The same signature with another time.
        let parts = post.split(separator: ".")
        let time = desk.court.clock.now.wallMicroseconds + 1
        let moved = "\(parts[0]).\(time).\(parts[2])"
        #expect(try await status(.post, enter, moved, "{}") == "auth.badSignature")
        let clerk = try await desk.person("李静", "clerk")
        let other = clerk.authorization("POST", enter, body: "{}").split(separator: ".")
        #expect(
            try await status(.post, enter, "\(parts[0]).\(other[1]).\(other[2])", "{}")
                == "auth.badSignature")
    }

    @Test("Authorization that is none, or of another form, or of nobody")
    func malformed() async throws {
        let desk = try await StaffDesk()
        let judge = try await desk.person("陈明", "judge")
        let path = "/api/v1/day"
        let good = judge.authorization("GET", path)
        let missing = try await desk.api.send(.get, path)
        #expect(missing.status == 401 && missing.code == "auth.missing")
        let bad = [
            "", "Yunting", "Yunting ", "Bearer abc", good.replacing("Yunting", with: "Basic"),
            good + ".x", good.replacing("Yunting ", with: "Yunting"), String(good.dropLast()),
            good + "A", good.replacing(judge.session, with: String(judge.session.dropLast())),
            "Yunting \(judge.session).-5.\(good.suffix(86))",
            "Yunting \(judge.session)..\(good.suffix(86))",
            "Yunting \(judge.session).99999999999999999.\(good.suffix(86))",
            "Yunting \(judge.session).１７９.\(good.suffix(86))",
        ]
        for field in bad {
            let answer = try await desk.api.send(.get, path, authorization: field)
            #expect(answer.status == 401 && answer.code == "auth.malformed", "\(field)")
        }
        let lower = good.replacing("Yunting", with: "yunting")
        #expect(try await desk.api.send(.get, path, authorization: lower).status == 200)
        let nobody = good.replacing(judge.session, with: String(repeating: "A", count: 22))
        let unknown = try await desk.api.send(.get, path, authorization: nobody)
        #expect(unknown.status == 401 && unknown.code == "session.unknown")
    }

    @Test("a session ends when its time is over")
    func expired() async throws {
        let desk = try await StaffDesk()
        let judge = try await desk.person("陈明", "judge")
        desk.court.clock.advance(milliseconds: StaffDesk.sessionLifetime / 1_000)
        let answer = try await judge.day()
        #expect(answer.status == 401 && answer.code == "session.expired")
    }
}
