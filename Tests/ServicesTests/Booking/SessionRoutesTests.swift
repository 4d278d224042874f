import Evidence
import Hearing
import Hummingbird
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("POST /api/v1/sessions (PROTOCOL §1)", .timeLimit(.minutes(1)))
struct SessionRoutesTests {
    private func api(_ server: TestServer, burst: Int = 100) -> TestApi {
        let attempts = RateLimiter(burst: burst, perSecond: 0.1) { server.court.clock.now.instant }
        return TestApi { router in
            SessionRoutes(admission: server.admission, attempts: attempts).add(to: router)
        }
    }

    private func post(_ body: String, to api: TestApi) async throws -> TestApi.Answer {
        try await api.send(.post, "/api/v1/sessions", body: body)
    }

    private func body(_ token: LinkToken, _ key: PageKey) -> String {
        Json.object(["token": .string(token.text), "key": key.jwk]).canonicalText
    }

    @Test("201 the first time, 200 when the same key comes again")
    func exchanged() async throws {
        let server = try await TestCourt().start()
        let responder = api(server)
        let key = PageKey()
        let first = try await post(body(server.court.booked.tokens[2], key), to: responder)
        #expect(first.status == 201)
        #expect(first.headers[.contentType] == "application/json")
        #expect(first.headers[.cacheControl] == "no-store")
        #expect(first.body["session"]?.string?.utf8.count == 22)
        #expect(first.body["hid"]?.string == server.court.id.rawValue)
        #expect(first.body["seat"] == 3 && first.body["role"] == "party")
        #expect(first.body["name"] == "原告王某" && first.body["title"] == "(2026)浙0106民初1号")
        #expect(
            first.body["expires"]?.integer
                == server.court.booked.booking.seats[2].expiresMicroseconds)
        let again = try await post(body(server.court.booked.tokens[2], key), to: responder)
        #expect(again.status == 200)
        #expect(again.body == first.body)
    }

    @Test("400 request.malformed names what is wrong")
    func malformed() async throws {
        let server = try await TestCourt().start()
        let responder = api(server)
        let token = server.court.booked.tokens[0].text
        let jwk = PageKey().jwk.canonicalText
        let off =
            #"{"kty":"EC","crv":"P-256","x":"\#(String(repeating: "A", count: 43))","y":"\#(String(repeating: "A", count: 43))"}"#
        let bad: [(String, String)] = [
            ("", "JSON"), ("[]", "token"), ("{}", "token"), (#"{"token":"\#(token)"}"#, "key"),
            (#"{"token":7,"key":\#(jwk)}"#, "token"),
            (#"{"token":"short","key":\#(jwk)}"#, "token"),
            (#"{"token":"\#(token)","key":{}}"#, "key"),
            (#"{"token":"\#(token)","key":\#(off)}"#, "key"),
            (#"{"token":"\#(token)","key":\#(jwk.replacing("P-256", with: "P-384"))}"#, "key"),
        ]
        for (text, word) in bad {
            let answer = try await post(text, to: responder)
            #expect(answer.status == 400 && answer.code == "request.malformed", "\(text)")
            #expect(answer.detail?.contains(word) == true, "\(text)")
        }
        #expect(server.court.log.entries.isEmpty)
    }

    @Test("413 for a body beyond 4 KiB")
    func tooLarge() async throws {
        let server = try await TestCourt().start()
        let big = #"{"token":"\#(String(repeating: "a", count: 5_000))"}"#
        do {
            let answer = try await post(big, to: api(server))
            #expect(answer.status == 413)
        } catch let error as any HTTPResponseError {
            #expect(error.status == .contentTooLarge)
        }
    }

    @Test("404, 410, 409, 403, 503, 429: each with its code")
    func refused() async throws {
        let court = try await TestCourt()
        let server = court.start()
        let responder = api(server)
        let unknown = try await post(body(.random(), PageKey()), to: responder)
        #expect(unknown.status == 404 && unknown.code == "link.unknown")
        let judge = try await server.join(1)
        _ = try await post(body(court.booked.tokens[2], PageKey()), to: responder)
        let key = PageKey()
        let taken = try await post(body(court.booked.tokens[2], key), to: responder)
        #expect(taken.status == 409 && taken.code == "seat.taken")
        await judge.until { $0["devices"]?.array?.count == 1 }
        await judge.order("refuseDevice", ["seat": 3, "key": .string(key.seatKey.thumbprintText)])
        let turnedAway = try await post(body(court.booked.tokens[2], key), to: responder)
        #expect(turnedAway.status == 403 && turnedAway.code == "device.refused")
        court.log.fail(times: 1)
        let unavailable = try await post(body(court.booked.tokens[3], PageKey()), to: responder)
        #expect(unavailable.status == 503 && unavailable.code == "log.unavailable")
        court.clock.advance(milliseconds: 86_400_000)
        let expired = try await post(body(court.booked.tokens[4], PageKey()), to: responder)
        #expect(expired.status == 410 && expired.code == "link.expired")
        let few = api(server, burst: 2)
        for _ in 0..<2 { _ = try await post("{}", to: few) }
        let limited = try await post("{}", to: few)
        #expect(limited.status == 429 && limited.code == "rate.limited")
        #expect(limited.headers[.retryAfter] == "10")
    }
}
