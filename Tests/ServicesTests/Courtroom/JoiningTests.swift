import Evidence
import Hearing
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("Joining a hearing", .timeLimit(.minutes(1)))
struct JoiningTests {
    @Test("joined brings the snapshot of what the seat may know")
    func joined() async throws {
        let server = try await TestCourt().start()
        let page = try await server.join(3)
        let joined = await page.line.frame(type: "joined")
        #expect(joined["hid"]?.string == server.court.id.rawValue)
        #expect(joined["seat"] == 3)
        let state = try #require(joined["state"])
        #expect(state["me"]?["name"] == "原告王某")
        #expect(state["me"]?["room"] == "outside")
        #expect(state["seats"] == [:])
        #expect(state["hearing"]?["state"] == "scheduled")
        #expect(page.line.state.value.bytesMax == 256 * 1024)
    }

    @Test(
        "a signature of another key, a session that is not there, a first message that is no join: refused and closed 4001"
    )
    func refusals() async throws {
        let server = try await TestCourt().start()
        let session = try await server.exchange(3).session
        let forged = try await server.arrive(3, session: session)
        #expect(await forged.line.answer(to: 1).code == "join.badSignature")
        #expect(await forged.line.closed().code == 4001)
        let unknown = try await server.arrive(3, session: String(repeating: "A", count: 22))
        #expect(await unknown.line.answer(to: 1).code == "session.unknown")
        #expect(await unknown.line.closed().code == 4001)
        let early = server.connect()
        early.say(["type": "resync", "id": 1])
        #expect(await early.frame(type: "refused").code == "join.expected")
        #expect(await early.closed().code == 4001)
    }

    @Test("after a refused join nothing more of the connection is read")
    func nothingAfterRefusal() async throws {
        let server = try await TestCourt().start()
        let key = PageKey()
        let session = try await server.exchange(3, key: key).session
        let line = TestTransport()
        let reception = server.reception
        let reading = Task { await reception.receive(line, messages: line.messages) }
        let nonce = await line.frame(type: "challenge")["nonce"]?.string ?? ""
        let tab = SeatPage.hex32()
        let text = SignedText.join(nonce: nonce, session: session, tab: tab)
        line.say(["type": "resync", "id": 1])
        line.say([
            "type": "join", "id": 2, "session": .string(session), "tab": .string(tab),
            "signature": .string(key.sign(text)),
        ])
        await reading.value
        let hearing = try await server.hearing()
        #expect(await hearing.state.seat(SeatID(rawValue: 3))?.isConnected == false)
        #expect(line.frames(type: "joined").isEmpty)
        #expect(!server.court.log.entries.contains { $0.isEvent("connected") })
    }

    @Test("a page that does not join in 10 s is closed 4001")
    func patience() async throws {
        let court = try await TestCourt()
        let line = court.start().connect()
        _ = await line.frame(type: "challenge")
        await court.clock.isAwaited()
        court.clock.advance(milliseconds: 9_999)
        #expect(line.state.value.close == nil)
        court.clock.advance(milliseconds: 1)
        #expect(await line.closed().code == 4001)
    }

    @Test("a malformed message is refused and the connection stays")
    func malformed() async throws {
        let server = try await TestCourt().start()
        let page = try await server.join(1)
        page.line.say(text: "[1")
        #expect(await page.line.frame(type: "refused").code == "message.malformed")
        #expect(await page.line.ask(["type": "nonsense"]).code == "message.unknownType")
        #expect(await page.line.ask(["type": "resync"])["type"] == "snapshot")
        #expect(page.line.state.value.close == nil)
    }

    @Test(
        "another tab is refused and the first one told; the same tab takes over and the old one is closed 4009"
    )
    func tabs() async throws {
        let server = try await TestCourt().start()
        let key = PageKey()
        let first = try await server.join(1, key: key)
        let second = try await server.arrive(1, key: key, session: first.session)
        #expect(await second.line.answer(to: 1).code == "seat.inUse")
        #expect(await second.line.closed().code == 4001)
        _ = await first.line.notice("seat.secondTab")
        #expect(first.line.state.value.close == nil)
        let reloaded = try await server.rejoin(first)
        #expect(await reloaded.line.answer(to: 1)["type"] == "joined")
        #expect(await first.line.closed().code == 4009)
        #expect(await reloaded.order("open").isDone)
        // The seat was connected all the time: one entry says so.
        #expect(server.court.log.entries.count { $0.isEvent("connected") } == 1)
        #expect(!server.court.log.entries.contains { $0.isEvent("disconnected") })
    }

    @Test("who walks out is outside, and the log says so; a broken line keeps the room")
    func leaving() async throws {
        let session = try await TestCourt().start().session()
        let log = session.court.log
        #expect(await session.plaintiff.line.ask(["type": "leave"]).isDone)
        #expect(await session.plaintiff.line.closed().code == 1000)
        session.defendant.line.drop()
        let left = await log.entry { $0.isEvent("walkedOut") ? $0 : nil }
        #expect(left.seat == 3)
        let lost = await log.entry { $0.isEvent("disconnected") ? $0 : nil }
        #expect(lost.seat == 4)
        #expect(lost.eventsOfLaw.first?["cause"] == "network")
        await session.judge.until { $0["seats"]?["4"]?["connected"] == false }
        #expect(session.judge.state["seats"]?["3"]?["room"] == "outside")
        #expect(session.judge.state["seats"]?["4"]?["room"] == "courtroom")
        let back = try await session.server.rejoin(session.defendant)
        #expect(back.state["me"]?["room"] == "courtroom")
    }

    @Test("a join that the log cannot take is refused with log.unavailable and closed 1001")
    func logUnavailable() async throws {
        let server = try await TestCourt().start()
        let key = PageKey()
        let session = try await server.exchange(1, key: key).session
        server.court.log.fail()
        let page = try await server.arrive(1, key: key, session: session)
        #expect(await page.line.answer(to: 1).code == "log.unavailable")
        #expect(await page.line.closed().code == 1001)
        let hearing = try await server.hearing()
        #expect(await hearing.current.seat(SeatID(rawValue: 1))?.isConnected == false)
    }

    @Test("nothing is told before joined, not even to who asks for it")
    func nothingBeforeJoined() async throws {
        let server = try await TestCourt().start()
        let key = PageKey()
        let session = try await server.exchange(1, key: key).session
        server.court.log.stall()
        let page = try await server.arrive(1, key: key, session: session)
        await server.court.log.wasGiven { $0.isEvent("connected") }
        page.line.say(["type": "resync", "id": 2])
        page.line.say(["type": "nonsense", "id": 3])
        _ = await page.line.answer(to: 3)
        #expect(page.line.frames(type: "snapshot").isEmpty)
        server.court.log.work()
        #expect(await page.line.answer(to: 1)["type"] == "joined")
    }

    @Test("a page that comes back tells once what it saw of its drop; the log has both ends")
    func bothEnds() async throws {
        let session = try await TestCourt().start().session()
        session.plaintiff.line.drop(.silent)
        await session.judge.until { $0["seats"]?["3"]?["connected"] == false }
        let back = try await session.server.rejoin(session.plaintiff)
        for code: Int64 in [1_006, 1_001] {
            back.line.say([
                "type": "drop", "cause": "offline", "from": 1_790_000_000_000_000,
                "until": 1_790_000_004_000_000, "code": .integer(code),
            ])
        }
        let told = await session.court.log.entry { $0.isEvent("seat.drop") ? $0 : nil }
        #expect(told.seat == 3 && told.detail["cause"] == "offline")
        #expect(told.detail["code"] == 1_006)
        #expect(await back.order("raiseHand").isDone)
        #expect(session.court.log.entries.count { $0.isEvent("seat.drop") } == 1)
        #expect(
            session.court.log.entries.contains {
                $0.eventsOfLaw.contains { $0["cause"] == "silent" && $0["seat"] == 3 }
            })
    }
}
