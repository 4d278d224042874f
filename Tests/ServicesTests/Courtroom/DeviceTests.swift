import Evidence
import Hearing
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("Links, devices and removed seats", .timeLimit(.minutes(1)))
struct DeviceTests {
    private func refusal(_ server: TestServer, _ seat: Int, _ key: PageKey) async -> Admission
        .Refusal?
    {
        do throws(Admission.Refusal) {
            _ = try await server.exchange(seat, key: key)
            return nil
        } catch {
            return error
        }
    }

    @Test("a link opens its seat for one key; the same key gets the same session again")
    func exchanged() async throws {
        let server = try await TestCourt().start()
        let key = PageKey()
        let first = try await server.exchange(3, key: key)
        #expect(first.isNew && first.seat == 3 && first.role == "party" && first.name == "原告王某")
        let again = try await server.exchange(3, key: key)
        #expect(!again.isNew && again.session == first.session)
        let bound = await server.court.log.entry { $0.isEvent("keyBound") ? $0 : nil }
        #expect(bound.eventsOfLaw.first?["key"]?.string == key.seatKey.thumbprintText)
        #expect(server.court.log.entries.count == 4)
        // The names are behind the commitment, not in the log.
        for entry in server.court.log.state.value.durable {
            let text = String(decoding: try entry.entry.encode(entry.stamp), as: UTF8.self)
            #expect(!text.contains("王某"))
        }
    }

    @Test("a forged link is unknown, an old one expired, and nothing is logged")
    func badLinks() async throws {
        let court = try await TestCourt()
        let server = court.start()
        await #expect(throws: Admission.Refusal.unknown) {
            try await server.admission.exchange(.random(), key: PageKey().seatKey)
        }
        court.clock.advance(milliseconds: 86_400_000)
        #expect(await refusal(server, 3, PageKey()) == .expired)
        #expect(court.log.entries.isEmpty)
    }

    @Test("the same link twice at the same moment with one key gives one session, and no alarm")
    func sameKeyTwice() async throws {
        let server = try await TestCourt().start()
        let key = PageKey()
        async let one = server.exchange(3, key: key)
        async let two = server.exchange(3, key: key)
        async let three = server.exchange(3, key: key)
        let sessions = try await [one, two, three]
        #expect(Set(sessions.map(\.session)).count == 1)
        #expect(sessions.count { $0.isNew } == 1)
        #expect(try await server.hearing().isLogInTrouble == false)
        #expect(server.court.log.entries.count { $0.isEvent("keyBound") } == 1)
    }

    @Test("two keys at the same moment: one gets the seat, the other asks for it")
    func twoKeysAtOnce() async throws {
        let server = try await TestCourt().start()
        // Opening the hearing first makes both requests meet in the hearing itself.
        _ = try await server.hearing()
        async let one = refusal(server, 3, PageKey())
        async let two = refusal(server, 3, PageKey())
        let answers = await [one, two]
        #expect(answers.contains(nil))
        #expect(answers.contains(.taken))
    }

    @Test("a second device asks; the clerk admits it: the old one is told and closed 4003")
    func admitted() async throws {
        let session = try await TestCourt().start().session()
        let key = PageKey()
        #expect(await refusal(session.server, 3, key) == .taken)
        let notice = await session.plaintiff.line.notice("seat.secondDevice")
        #expect(notice["params"]?["key"]?.string == key.seatKey.thumbprintText)
        await session.clerk.until { $0["devices"]?.array?.count == 1 }
        #expect(session.clerk.state["devices"]?.array?.first?["seat"] == 3)
        #expect(session.defendant.state["devices"]?.array?.isEmpty ?? true)
        #expect(await refusal(session.server, 3, key) == .taken)
        let admit: [String: Json] = ["seat": 3, "key": .string(key.seatKey.thumbprintText)]
        // Nobody who may be speaking is cut off: the court mutes first.
        #expect(await session.clerk.order("admitDevice", admit).code == "order.isSpeaking")
        #expect(await session.clerk.order("mute", ["seat": 3]).isDone)
        #expect(await session.clerk.order("admitDevice", admit).isDone)
        _ = await session.plaintiff.line.notice("seat.replaced")
        #expect(await session.plaintiff.line.closed().code == 4003)
        let device = try await session.server.join(3, key: key)
        #expect(device.state["me"]?["room"] == "waiting")
        #expect(await refusal(session.server, 3, session.plaintiff.key) == .taken)
        let old = try await session.server.arrive(
            3, key: session.plaintiff.key, session: session.plaintiff.session)
        #expect(await old.line.answer(to: 1).code == "session.expired")
    }

    @Test("a second device that is refused stays refused, also after a restart")
    func deviceRefused() async throws {
        let session = try await TestCourt().start().session()
        let key = PageKey()
        _ = await refusal(session.server, 3, key)
        await session.judge.order(
            "refuseDevice", ["seat": 3, "key": .string(key.seatKey.thumbprintText)])
        #expect(await refusal(session.server, 3, key) == .deviceRefused)
        #expect(await refusal(session.court.start(), 3, key) == .deviceRefused)
        #expect(session.plaintiff.line.state.value.close == nil)
    }

    @Test("a device that is being refused cannot ask again while the log is slow")
    func refusedWhileWriting() async throws {
        let session = try await TestCourt().start().session()
        let key = PageKey()
        _ = await refusal(session.server, 3, key)
        await session.judge.until { $0["devices"]?.array?.count == 1 }
        session.court.log.stall()
        session.judge.give("refuseDevice", ["seat": 3, "key": .string(key.seatKey.thumbprintText)])
        await session.court.log.wasGiven { $0.isOrder("refuseDevice") }
        #expect(await refusal(session.server, 3, key) == .deviceRefused)
        session.court.log.work()
        await session.judge.until { $0["devices"]?.array?.isEmpty ?? true }
    }

    @Test("a removed seat is told, closed 4010, and its link is dead")
    func removed() async throws {
        let session = try await TestCourt().start().session()
        await session.judge.order("remove", ["seat": 3, "reason": "disorder"])
        let notice = await session.plaintiff.line.notice("seat.removed")
        #expect(notice["params"]?["reason"] == "disorder")
        #expect(await session.plaintiff.line.closed().code == 4010)
        #expect(await refusal(session.server, 3, session.plaintiff.key) == .expired)
        #expect(await refusal(session.server, 3, PageKey()) == .expired)
        let back = try await session.server.rejoin(session.plaintiff)
        #expect(await back.line.answer(to: 1).code == "session.expired")
        let sessions = try await session.court.stores.sessions.sessions(
            of: session.court.booked.booking.hearing)
        #expect(sessions.filter { $0.seat == 3 }.map(\.state) == [.removed])
    }

    @Test("with a log that fails a link is not exchanged, and later it is")
    func unavailable() async throws {
        let server = try await TestCourt().start()
        _ = try await server.hearing()
        server.court.log.fail(times: 1)
        let key = PageKey()
        #expect(await refusal(server, 3, key) == .unavailable)
        server.court.clock.skip(milliseconds: 1_000)
        #expect(await refusal(server, 3, key) == nil)
    }
}
