import Evidence
import Hearing
import Testing

@testable import Services

@Suite("Seats that are added")
struct AddedSeatTests {
    /// Adds a seat as the page does: the name travels beside the signed order.
    private func add(_ page: SeatPage, _ order: Json, name: String?) async -> Json {
        let command = SeatPage.hex32()
        let text = order.canonicalText
        let signed = SignedText.order(
            hearing: page.hearing, seat: UInt16(page.seat), command: command,
            version: page.known.version, order: text)
        var message: [String: Json] = [
            "type": "order", "command": .string(command), "version": .integer(page.known.version),
            "order": .string(text), "signature": .string(page.key.sign(signed)),
        ]
        if let name { message["name"] = .string(name) }
        return await page.line.ask(message)
    }

    @Test(
        "a removed agent is replaced at the door: a new seat, a link told once, a name in no entry")
    func replaced() async throws {
        let session = try await TestCourt().start().session()
        let order: Json = ["name": "addSeat", "role": "agent", "side": "plaintiff"]
        let done = await add(session.clerk, order, name: "新代理人钱某")
        #expect(done["seat"] == 6)
        let token = try #require(done["link"]?.string.flatMap(LinkToken.init(text:)))
        await session.judge.until { $0["seats"]?["6"]?["name"] == "新代理人钱某" }

        let key = PageKey()
        let admitted = try await session.server.admission.exchange(token, key: key.seatKey)
        let agent = try await session.server.join(6, key: key, session: admitted.session)
        #expect(agent.state["me"]?["room"] == "waiting")
        #expect(await session.clerk.order("admit", ["seat": 6]).isDone)
        await agent.until { $0["me"]?["room"] == "courtroom" }

        let texts = session.court.log.entries.map { "\($0)" }
        #expect(!texts.contains { $0.contains("钱某") })
        let server = session.court.start()
        let judge = try await server.rejoin(session.judge)
        #expect(judge.state["seats"]?["6"]?["name"] == "新代理人钱某")
        #expect(judge.state["seats"]?["6"]?["room"] == "courtroom")
    }

    @Test("without a name, or without the duty, nothing is added")
    func refused() async throws {
        let session = try await TestCourt().start().session()
        let order: Json = ["name": "addSeat", "role": "observer"]
        let refusal = await add(session.judge, order, name: nil)
        #expect(refusal.code == "order.malformed" && refusal["params"]?["member"] == "name")
        #expect(await add(session.plaintiff, order, name: "某").code == "order.wrongRole")
        #expect(session.judge.state["seats"]?["6"] == nil)
    }
}
