import Evidence
import Hearing
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("Who learns what", .timeLimit(.minutes(1)))
struct KnowingTests {
    @Test(
        "a waiting witness learns nothing of the courtroom: no name, no seat, no patch of what happens there"
    )
    func waitingWitness() async throws {
        let session = try await TestCourt().start().session()
        let judge = session.judge
        await judge.order("mute", ["seat": 3])
        await judge.order("allow", ["seat": 4, "medium": "exhibit"])
        await judge.order("stopVideo", ["seat": 4])
        session.plaintiff.line.say(["type": "devices", "microphone": "on", "camera": "on"])
        await judge.until { $0["seats"]?["3"]?["devices"]?["camera"] == "on" }
        await judge.order("sendBack", ["seat": 4])
        // An order that the witness does see closes the list of frames.
        await judge.order("recess", ["reason": "rest"])
        await session.witness.until(state: "recess")
        let heard = session.witness.line.frames.filter { $0["type"] != "answer" }
        for frame in heard {
            let text = frame.canonicalText
            for name in ["李某", "周某", "王某", "赵某"] { #expect(!text.contains(name), "\(text)") }
            #expect(frame["state"]?["seats"] ?? [:] == [:])
            #expect(frame["patch"]?["seats"] == nil)
            #expect(frame["patch"]?["devices"] == nil)
        }
        #expect(session.witness.state["seats"] == [:])
        #expect(heard.count { $0["type"] == "slots" } == 0)
    }

    @Test("patches lead every page to what a new snapshot says")
    func patches() async throws {
        let session = try await TestCourt().start().session()
        let judge = session.judge
        await judge.order("callWitness", ["seat": 5])
        await judge.order("lock", ["seat": 3])
        session.witness.line.say(["type": "equipment", "microphone": "good", "camera": "bad"])
        await judge.until { $0["seats"]?["5"]?["equipment"]?["camera"] == "bad" }
        await judge.order("releaseWitness", ["seat": 5])
        await judge.order("recess", ["reason": "mediation_in_trial"])
        for page in session.pages {
            await page.until(state: "recess")
            let patched = page.state
            let snapshot = await page.line.ask(["type": "resync"])
            #expect(snapshot["state"]?.withoutNulls == patched.withoutNulls, "seat \(page.seat)")
        }
    }

    @Test("a patch goes only to whom it concerns")
    func onlyWhomItConcerns() async throws {
        let session = try await TestCourt().start().session()
        let counts = session.pages.map { $0.line.frames(type: "patch").count }
        session.witness.line.say(["type": "equipment", "microphone": "good", "camera": "good"])
        await session.clerk.until { $0["seats"]?["5"]?["equipment"]?["camera"] == "good" }
        _ = await session.plaintiff.line.ask(["type": "nonsense"])
        let more = zip(session.pages, counts).map { $0.line.frames(type: "patch").count - $1 }
        #expect(more == [1, 1, 0, 0, 0])
    }

    @Test("a called witness sees the courtroom, a released one is blind again")
    func calledWitness() async throws {
        let session = try await TestCourt().start().session()
        await session.judge.order("callWitness", ["seat": 5])
        await session.witness.until { $0["seats"]?["1"]?["name"] == "审判长李某" }
        await session.judge.order("releaseWitness", ["seat": 5])
        await session.witness.until { $0["me"]?["room"] == "waiting" }
        #expect(session.witness.state["seats"] == nil || session.witness.state["seats"] == [:])
        let witness = session.endpoint(5)
        #expect(
            !session.server.media.permitted.contains {
                $0.source == witness || $0.sink == .endpoint(witness)
            })
    }
}

extension Json {
    /// A member that is null and one that is not there mean the same to a page (RFC 7396 §1).
    fileprivate var withoutNulls: Json {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { !$0.value.isNull }.mapValues(\.withoutNulls))
    }
}
