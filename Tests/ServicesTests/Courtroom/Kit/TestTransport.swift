import Evidence
import Services
import Signaling

/// A WebSocket as a page has it: what it got, and what it says.
final class TestTransport: SeatTransport {
    /// What came over the socket.
    struct State: Sendable {
        var frames: [Json] = []
        var close: Close?
        var bytesMax = ClientMessage.bytesMax
        var nextID: Int64 = 100
        var ending = SeatEnding.network
    }

    struct Close: Hashable, Sendable {
        let code: UInt16
        let reason: String
    }

    let state = Watched(State())
    let messages: AsyncStream<String>
    private let speech: AsyncStream<String>.Continuation

    init() { (messages, speech) = AsyncStream.makeStream(of: String.self) }

    // MARK: The server's side

    func send(_ text: String) {
        guard let frame = try? Json.parse(text) else {
            preconditionFailure("the server sends JSON")
        }
        state.update { state in
            guard state.close == nil else { return }
            state.frames.append(frame)
        }
    }

    func close(code: UInt16, reason: String) {
        state.update { state in
            if state.close == nil { state.close = Close(code: code, reason: reason) }
        }
        speech.finish()
    }

    var ending: SeatEnding { state.value.ending }

    func allowMessages(upTo bytes: Int) { state.update { $0.bytesMax = bytes } }

    // MARK: The page's side

    func say(_ message: Json) { speech.yield(message.canonicalText) }

    func say(text: String) { speech.yield(text) }

    /// The connection ends.
    func drop(_ ending: SeatEnding = .network) {
        state.update { $0.ending = ending }
        speech.finish()
    }

    func nextID() -> Int64 {
        state.update { state in
            state.nextID += 1
            return state.nextID
        }
    }

    /// Says a request and waits for its answer.
    func ask(_ request: [String: Json]) async -> Json {
        let id = nextID()
        var message = request
        message["id"] = .integer(id)
        say(.object(message))
        return await answer(to: id)
    }

    func answer(to id: Int64) async -> Json {
        await frame { $0["reply"]?.integer == id }
    }

    /// The first frame that fits, now or later.
    func frame(_ fits: @escaping @Sendable (Json) -> Bool) async -> Json {
        await state.first { $0.frames.first(where: fits) }
    }

    func frame(type: String) async -> Json { await frame { $0["type"]?.string == type } }

    func notice(_ code: String) async -> Json {
        await frame { $0["type"] == "notice" && $0["code"]?.string == code }
    }

    func closed() async -> Close { await state.first { $0.close } }

    var frames: [Json] { state.value.frames }

    func frames(type: String) -> [Json] { frames.filter { $0["type"]?.string == type } }
}

extension Sequence where Element == Json {
    /// The state and version that a page has after these frames.
    ///
    /// Nil when a patch does not follow from what was there.
    var known: (state: Json, version: Int64)? {
        var known: (state: Json, version: Int64)?
        for frame in self {
            guard let version = frame["version"]?.integer else { continue }
            switch frame["type"]?.string {
            case "joined", "snapshot": known = (frame["state"] ?? .null, version)
            case "patch":
                guard let before = known, frame["from"]?.integer == before.version,
                    let patch = frame["patch"]
                else { return nil }
                known = (MergePatch.apply(patch, to: before.state), version)
            default: break
            }
        }
        return known
    }
}
