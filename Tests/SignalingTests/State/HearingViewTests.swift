import Evidence
import Hearing
import Testing

@testable import Signaling

@Suite("What a seat may know (PROTOCOL §3, ODR 26)")
struct HearingViewTests {
    static let judge = SeatID(rawValue: 1)
    static let plaintiff = SeatID(rawValue: 2)
    static let witness = SeatID(rawValue: 3)

    func hearing() throws -> Hearing {
        let id = try #require(HearingID(rawValue: String(repeating: "ab", count: 16)))
        let docket = try Docket(
            hearing: id, bookedAt: Time(microseconds: 1),
            seats: [
                .init(id: Self.judge, role: .judge),
                .init(id: Self.plaintiff, role: .party, side: .plaintiff),
                .init(id: Self.witness, role: .witness),
            ])
        var hearing = Hearing(docket)
        let commands: [(Hearing.Command, Actor)] = [
            (.server(.connected(Self.judge)), .server), (.order(.course(.open)), .seat(Self.judge)),
            (.server(.connected(Self.plaintiff)), .server),
            (.server(.connected(Self.witness)), .server),
            (.order(.door(.admit(Self.plaintiff))), .seat(Self.judge)),
            (.order(.course(.begin)), .seat(Self.judge)),
        ]
        for (command, actor) in commands {
            for event in try hearing.decide(command, by: actor, at: Time(microseconds: 2)) {
                hearing.evolve(event)
            }
        }
        return hearing
    }

    func view() throws -> HearingView {
        HearingView(
            hearing: try hearing(),
            caption: .init(
                title: "t", court: "c", kind: "trial",
                names: [Self.judge: "法官甲", Self.plaintiff: "王某", Self.witness: "证人乙"]))
    }

    @Test("a waiting witness learns no name and no seat of the courtroom")
    func witness() throws {
        let state = try #require(try view().state(for: Self.witness))
        #expect(state["seats"] == [:])
        #expect(state["me"]?["room"] == "waiting")
        let text = state.canonicalText
        #expect(!text.contains("王某") && !text.contains("法官甲"))
        #expect(text.contains("证人乙"))
    }

    @Test("the bench sees every seat, a party those in the courtroom")
    func roster() throws {
        let view = try view()
        #expect(view.state(for: Self.judge)?["seats"]?.object?.keys.sorted() == ["1", "2", "3"])
        #expect(view.state(for: Self.plaintiff)?["seats"]?.object?.keys.sorted() == ["1", "2"])
        #expect(view.state(for: Self.plaintiff)?["seats"]?["1"]?["equipment"] == nil)
        #expect(view.state(for: Self.judge)?["seats"]?["2"]?["equipment"] != nil)
        #expect(view.state(for: SeatID(rawValue: 9)) == nil)
    }

    @Test("the lamp says running while in session")
    func lamp() throws {
        let state = try #require(try view().state(for: Self.plaintiff))
        #expect(state["record"]?["state"] == "running")
        #expect(state["hearing"]?["state"] == "inSession")
        #expect(state["me"]?["orders"]?.array?.contains("admit") == false)
    }
}
