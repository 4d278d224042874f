import Evidence
import Hearing
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("Orders", .timeLimit(.minutes(1)))
struct OrderTests {
    static func seat(_ number: UInt16) -> SeatID { SeatID(rawValue: number) }

    @Test("an order signed by another key is refused and changes nothing")
    func badSignature() async throws {
        let server = try await TestCourt().start()
        let judge = try await server.join(1)
        let before = server.court.log.entries.count
        #expect(await judge.order("open", signedBy: PageKey()).code == "order.badSignature")
        #expect(try await server.hearing().state.state == .scheduled)
        #expect(server.court.log.entries.count == before)
        #expect(await judge.order("open").isDone)
    }

    @Test("the log has the order's text, signature, key, command and version")
    func logged() async throws {
        let server = try await TestCourt().start()
        let judge = try await server.join(1)
        let version = judge.known.version
        await judge.order("open", command: String(repeating: "ab", count: 16))
        let entry = await server.court.log.entry { $0.isOrder("open") ? $0 : nil }
        guard case .order(let order) = entry else { return }
        #expect(order.command?.hex == String(repeating: "ab", count: 16))
        #expect(order.version == Int(version))
        #expect(order.order == #"{"name":"open"}"#)
        #expect(order.key == judge.key.seatKey.thumbprint)
        let text = SignedText.order(
            hearing: judge.hearing, seat: 1, command: String(repeating: "ab", count: 16),
            version: version, order: #"{"name":"open"}"#)
        #expect(judge.key.seatKey.verify(try #require(order.signature), over: text))
    }

    @Test(
        "the same command acts once and is answered alike, also over a new connection and after a restart"
    )
    func repeated() async throws {
        let court = try await TestCourt()
        let server = court.start()
        let judge = try await server.join(1)
        let command = SeatPage.hex32()
        let first = await judge.order("open", command: command)
        let again = await judge.order("open", command: command)
        #expect(first["version"] == again["version"])
        let reloaded = try await server.rejoin(judge)
        #expect(await reloaded.order("open", command: command)["version"] == first["version"])
        let after = try await court.start().rejoin(judge)
        #expect(await after.order("open", command: command).isDone)
        #expect(court.log.entries.count { $0.isOrder("open") } == 1)
    }

    @Test("the same command while the first is being written waits for the same answer")
    func repeatedWhileWriting() async throws {
        let server = try await TestCourt().start()
        let judge = try await server.join(1)
        let command = SeatPage.hex32()
        server.court.log.stall()
        let first = judge.give("open", command: command)
        let second = judge.give("open", command: command)
        await server.court.log.wasGiven { $0.isOrder("open") }
        server.court.log.work()
        #expect(await judge.line.answer(to: first).isDone)
        #expect(await judge.line.answer(to: second).isDone)
        #expect(server.court.log.entries.count { $0.isOrder("open") } == 1)
    }

    @Test("an order that gives on a state that has changed is stale; one that takes away never is")
    func stale() async throws {
        let session = try await TestCourt().start().session()
        let old = session.judge.known.version
        await session.clerk.order("mute", ["seat": 3])
        let allow: [String: Json] = ["seat": 3, "medium": "microphone"]
        #expect(await session.judge.order("allow", allow, version: old).code == "order.stale")
        #expect(await session.clerk.order("sendBack", ["seat": 3], version: old).isDone)
        // Another seat has not changed.
        #expect(
            await session.judge.order(
                "allow", ["seat": 4, "medium": "exhibit"], version: old
            ).isDone)
    }

    @Test(
        "what nobody could see makes no order stale: a link exchanged, a party that came before the bench"
    )
    func unseenChanges() async throws {
        let server = try await TestCourt().start()
        let judge = try await server.join(1)
        _ = try await server.exchange(5)
        #expect(await judge.order("remove", ["seat": 5, "reason": "mistaken"]).isDone)
        #expect(await judge.order("open").isDone)
        judge.line.drop()
        _ = await server.court.log.entry { $0.isEvent("disconnected") ? $0 : nil }
        let party = try await server.join(3)
        #expect(party.state["me"]?["room"] == "waiting")
        let back = try await server.rejoin(judge)
        #expect(await back.order("admit", ["seat": 3]).isDone)
    }

    @Test("a judge who comes back alone after a restart can resume at once")
    func resumeAfterRestart() async throws {
        let court = try await TestCourt()
        let session = try await court.start().session()
        let judge = try await court.start().rejoin(session.judge)
        #expect(judge.line.frames.count == 2, "\(judge.line.frames)")
        #expect(judge.state["hearing"]?["state"] == "suspended")
        #expect(judge.state["hearing"]?["cause"] == "crash")
        #expect(await judge.order("resume").isDone)
    }

    @Test("an order that gives waits for the log: no route, no patch, no done before it is durable")
    func grantWaits() async throws {
        let session = try await TestCourt().start().session()
        let media = session.server.media
        let witness = session.endpoint(5)
        session.court.log.stall()
        let frames = session.clerk.line.frames.count
        let sent = media.commands.count
        let id = session.judge.give("callWitness", ["seat": 5])
        await session.court.log.wasGiven { $0.isOrder("callWitness") }
        #expect(media.commands.count == sent)
        #expect(!media.permitted.contains { $0.source == witness || $0.sink == .endpoint(witness) })
        #expect(session.clerk.line.frames.count == frames)
        #expect(session.witness.state["me"]?["room"] == "waiting")
        #expect(!session.judge.line.frames.contains { $0["reply"]?.integer == id })
        session.court.log.work()
        #expect(await session.judge.line.answer(to: id).isDone)
        #expect(media.permitted.contains { $0.source == witness && $0.sink == .record })
        #expect(
            media.permitted.contains {
                $0.source == witness && $0.sink == .endpoint(session.endpoint(1))
            })
        await session.clerk.until { $0["seats"]?["5"]?["room"] == "courtroom" }
        await session.witness.until { $0["me"]?["called"] == true }
    }

    @Test("an order that withdraws acts at the relay before the log is durable; done comes after")
    func withdrawalActs() async throws {
        let session = try await TestCourt().start().session()
        let media = session.server.media
        let plaintiff = session.endpoint(3)
        #expect(media.permitted.contains { $0.source == plaintiff && $0.medium == .microphone })
        session.court.log.stall()
        let id = session.judge.give("mute", ["seat": 3])
        await session.court.log.wasGiven { $0.isOrder("mute") }
        #expect(!media.permitted.contains { $0.source == plaintiff && $0.medium == .microphone })
        #expect(media.permitted.contains { $0.source == plaintiff && $0.medium == .camera })
        #expect(!session.judge.line.frames.contains { $0["reply"]?.integer == id })
        #expect(session.clerk.state["seats"]?["3"]?["microphone"] == "allowed")
        session.court.log.work()
        #expect(await session.judge.line.answer(to: id).isDone)
        await session.clerk.until { $0["seats"]?["3"]?["microphone"] == "muted" }
    }

    @Test("what gives back what was taken a moment ago waits for the log like any other")
    func grantAfterWithdrawalWaits() async throws {
        let session = try await TestCourt().start().session()
        let media = session.server.media
        let plaintiff = session.endpoint(3)
        session.court.log.stall()
        let mute = session.judge.give("mute", ["seat": 3])
        await session.court.log.wasGiven { $0.isOrder("mute") }
        let allow = session.judge.give("allow", ["seat": 3, "medium": "microphone"])
        _ = await session.judge.line.ask(["type": "nonsense"])
        let hearing = try await session.server.hearing()
        #expect(await hearing.current.seat(Self.seat(3))?.microphone == .allowed)
        #expect(!media.permitted.contains { $0.source == plaintiff && $0.medium == .microphone })
        session.court.log.work()
        #expect(await session.judge.line.answer(to: mute).isDone)
        #expect(await session.judge.line.answer(to: allow).isDone)
        #expect(media.permitted.contains { $0.source == plaintiff && $0.medium == .microphone })
    }

    @Test("with a failing log an order that gives does nothing, and may be given again later")
    func grantFails() async throws {
        let session = try await TestCourt().start().session()
        let routes = session.server.media.permitted
        session.court.log.fail()
        let command = SeatPage.hex32()
        let refused = await session.judge.order("callWitness", ["seat": 5], command: command)
        #expect(refused.code == "log.unavailable")
        _ = await session.judge.line.notice("record.trouble")
        let hearing = try await session.server.hearing()
        #expect(await hearing.current.seat(Self.seat(5))?.isCalled == false)
        #expect(session.server.media.permitted == routes)
        session.court.log.work()
        session.court.clock.skip(milliseconds: 1_000)
        #expect(await session.judge.order("callWitness", ["seat": 5], command: command).isDone)
    }

    @Test(
        "with a failing log an order that withdraws stays in force and is logged when the log works again"
    )
    func withdrawalFails() async throws {
        let session = try await TestCourt().start().session()
        session.court.log.fail()
        let refused = await session.judge.order("mute", ["seat": 3])
        #expect(refused.code == "log.unavailable")
        let plaintiff = session.endpoint(3)
        #expect(
            !session.server.media.permitted.contains {
                $0.source == plaintiff && $0.medium == .microphone
            })
        session.court.log.work()
        session.court.clock.skip(milliseconds: 1_000)
        _ = await session.court.log.entry { $0.isOrder("mute") ? $0 : nil }
        await session.clerk.until { $0["seats"]?["3"]?["microphone"] == "muted" }
    }

    @Test("a withdrawal that stood on a grant which could not be logged is answered too")
    func withdrawalOnLostGrant() async throws {
        let session = try await TestCourt().start().session()
        await session.judge.order("mute", ["seat": 3])
        session.court.log.stall()
        let allow = session.judge.give("allow", ["seat": 3, "medium": "microphone"])
        await session.court.log.wasGiven { $0.isOrder("allow") }
        let command = SeatPage.hex32()
        let mute = session.judge.give("mute", ["seat": 3], version: .max >> 11, command: command)
        _ = await session.judge.line.ask(["type": "nonsense"])
        session.court.log.failHeld()
        #expect(await session.judge.line.answer(to: allow).code == "log.unavailable")
        #expect(await session.judge.line.answer(to: mute).code == "order.alreadySo")
        session.court.log.work()
        session.court.clock.skip(milliseconds: 1_000)
        #expect(
            await session.judge.order("mute", ["seat": 3], command: command).code
                == "order.alreadySo")
    }

    @Test("a queue that is full refuses what gives and keeps what takes away")
    func fullQueue() async throws {
        let session = try await TestCourt().start { $0.draftsMax = 8 }.session()
        session.court.log.stall()
        session.judge.give("mute", ["seat": 3])
        await session.court.log.wasGiven { $0.isOrder("mute") }
        // What the relay tells fills the queue.
        for _ in 0..<20 { session.server.media.emit(.connected(session.endpoint(1), .example)) }
        let hearing = try await session.server.hearing()
        while await hearing.drafts.count < 8 { await Task.yield() }
        #expect(await session.judge.order("callWitness", ["seat": 5]).code == "log.unavailable")
        #expect(await hearing.current.seat(Self.seat(5))?.isCalled == false)
        let lock = session.judge.give("lock", ["seat": 4])
        _ = await session.judge.line.ask(["type": "nonsense"])
        let defendant = session.endpoint(4)
        #expect(
            !session.server.media.permitted.contains {
                $0.source == defendant && $0.medium == .microphone
            })
        session.court.log.work()
        #expect(await session.judge.line.answer(to: lock).isDone)
        #expect(await hearing.current == hearing.durable)
        let overload = await session.court.log.entry { $0.isEvent("log.overload") ? $0 : nil }
        #expect(overload.detail["events"]?.integer ?? 0 > 0)
    }
}

extension TransportSummary {
    static var example: TransportSummary {
        TransportSummary(
            srtpProfile: "SRTP_AEAD_AES_128_GCM", dtlsVersion: "DTLSv1.2",
            remoteAddress: TransportAddress(ipv4: 0x7F00_0001, port: 1), handshakeMilliseconds: 9)
    }
}
