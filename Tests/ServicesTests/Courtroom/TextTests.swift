import Evidence
import Storage
import Testing

@testable import Services

@Suite("Texts and consent")
struct TextTests {
    private func write(
        _ page: SeatPage, _ channel: String, _ body: String, to seat: Int64? = nil
    ) async -> Json {
        var message: [String: Json] = [
            "type": "text", "channel": .string(channel), "body": .string(body),
        ]
        if let seat { message["to"] = .integer(seat) }
        return await page.line.ask(message)
    }

    private func bodies(_ page: SeatPage) -> [String] {
        page.state["texts"]?.array?.compactMap { $0["body"]?.string } ?? []
    }

    @Test("the court writes to a person who waits and is answered; nobody else reads it")
    func toWaiting() async throws {
        let session = try await TestCourt().start().session()
        #expect(await write(session.clerk, "seat", "您是下一位证人。", to: 5).isDone)
        await session.witness.until { $0["texts"]?.array?.count == 1 }
        #expect(await write(session.witness, "court", "好的。").isDone)
        await session.judge.until { $0["texts"]?.array?.count == 2 }
        #expect(bodies(session.witness) == ["您是下一位证人。", "好的。"])
        #expect(bodies(session.plaintiff).isEmpty)
        #expect(await write(session.plaintiff, "seat", "x", to: 5).code == "order.wrongRole")
        #expect(await write(session.plaintiff, "panel", "x").code == "order.wrongRole")
    }

    @Test("the log has who wrote to whom and a commitment; the words are a body of their own")
    func logged() async throws {
        let session = try await TestCourt().start().session()
        let words = "请证人稍候。"
        #expect(await write(session.judge, "seat", words, to: 5).isDone)
        let entry = await session.court.log.entry { $0.isEvent("text") ? $0 : nil }
        #expect(entry.detail["to"] == 5)
        let digest = try #require(entry.detail["commit"]?["sha256"]?.string)
        let sequence = try #require(
            session.court.log.entries.firstIndex { $0.isEvent("text") })
        let hearing = session.court.booked.booking.hearing
        let body = try #require(
            try await session.court.stores.bodies.bodies(of: hearing).first {
                $0.sequence == sequence
            })
        #expect(body.bytes == Array(words.utf8))
        #expect(Sha256.hash(body.salt + body.bytes).hex == digest)
    }

    @Test("what is not durable is not shown, and refused when the log fails")
    func notDurable() async throws {
        let session = try await TestCourt().start().session()
        session.court.log.fail()
        #expect(await write(session.clerk, "seat", "等等", to: 5).code == "log.unavailable")
        #expect(bodies(session.witness).isEmpty)
    }

    @Test("a side's silent text reaches its agent alone and stands in no log")
    func silent() async throws {
        let court = try await TestCourt([
            .init(role: "judge", name: "李"), .init(role: "clerk", name: "周"),
            .init(role: "party", side: "plaintiff", name: "王"),
            .init(role: "party", side: "defendant", name: "赵"),
            .init(role: "agent", side: "plaintiff", name: "孙"),
        ])
        let session = try await court.start().session()
        let agent = session.pages[4]
        #expect(await write(session.plaintiff, "side", "不要答应").isDone)
        await agent.until { $0["texts"]?.array?.count == 1 }
        #expect(bodies(session.defendant).isEmpty && bodies(session.judge).isEmpty)
        try await session.server.rest()
        #expect(!court.log.entries.contains { $0.isEvent("text") })
    }

    @Test("a consent to the rules is logged once and known to the court, also after a restart")
    func consent() async throws {
        let session = try await TestCourt().start().session()
        let rules = String(repeating: "ab", count: 32)
        let message: [String: Json] = ["type": "consent", "rules": .string(rules)]
        #expect(await session.plaintiff.line.ask(message).isDone)
        #expect(await session.plaintiff.line.ask(message).isDone)
        await session.judge.until { $0["seats"]?["3"]?["agreed"] == true }
        #expect(session.court.log.entries.count { $0.isEvent("rules.agreed") } == 1)
        let server = session.court.start()
        let judge = try await server.rejoin(session.judge)
        #expect(judge.state["seats"]?["3"]?["agreed"] == true)
        #expect(judge.state["seats"]?["4"]?["agreed"] == false)
    }
}
