import Evidence
import Services
import Synchronization

/// A WebSocket without network: what the server sends is read, what the page says goes to `Reception`.
final class SeatLine: SeatTransport {
    private struct State {
        /// What came before anybody asked for it, by the request that it answers; 0: the challenge.
        var answers: [Int64: Json] = [:]
        var waiting: [Int64: CheckedContinuation<Json, Never>] = [:]
        var nextID: Int64 = 0
        var version: Int64 = -1
        var refusals: [String: Int] = [:]
        var ignoresAll = false
    }

    private static let challenge: Int64 = 0

    /// What the page says.
    let messages: AsyncStream<String>
    private let speech: AsyncStream<String>.Continuation
    private let state = Mutex(State())

    init() { (messages, speech) = AsyncStream.makeStream(of: String.self) }

    // MARK: The server's side

    func send(_ text: String) {
        guard !state.withLock(\.ignoresAll), let frame = try? Json.parse(text) else { return }
        let (waiter, answer) = state.withLock { state in Self.take(frame, into: &state) }
        if let waiter, let answer { waiter.resume(returning: answer) }
    }

    func close(code: UInt16, reason: String) { speech.finish() }

    func allowMessages(upTo bytes: Int) {}

    var ending: SeatEnding { .network }

    // MARK: The page's side

    /// The version that the page has.
    var version: Int64 { state.withLock(\.version) }

    /// Orders that were refused since the beginning, by code.
    var refusals: [String: Int] { state.withLock(\.refusals) }

    /// From now on nothing that comes is looked at: the page of somebody who gives no orders.
    func ignoreAll() { state.withLock { $0.ignoresAll = true } }

    func say(_ text: String) { speech.yield(text) }

    func nextID() -> Int64 {
        state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
    }

    /// The nonce that the server wants signed.
    func nonce() async -> String { await answer(to: Self.challenge)["nonce"]?.string ?? "" }

    /// Says a request and waits for its answer.
    func ask(_ request: [String: Json]) async -> Json {
        let id = nextID()
        var message = request
        message["id"] = .integer(id)
        say(Json.object(message).canonicalText)
        return await answer(to: id)
    }

    private func answer(to id: Int64) async -> Json {
        await withCheckedContinuation { continuation in
            let there = state.withLock { state -> Json? in
                if let there = state.answers.removeValue(forKey: id) { return there }
                state.waiting[id] = continuation
                return nil
            }
            if let there { continuation.resume(returning: there) }
        }
    }

    private static func take(
        _ frame: Json, into state: inout State
    ) -> (CheckedContinuation<Json, Never>?, Json?) {
        let type = frame["type"]?.string
        if type != "done", let version = frame["version"]?.integer { state.version = version }
        let isChallenge = type == "challenge"
        guard let id = isChallenge ? challenge : frame["reply"]?.integer else { return (nil, nil) }
        if let waiter = state.waiting.removeValue(forKey: id) { return (waiter, frame) }
        if type == "refused" {
            state.refusals[frame["code"]?.string ?? "?", default: 0] += 1
        }
        // Orders of the open loop are answered by nobody's wish: only the last few are kept.
        if state.answers.count < 4 { state.answers[id] = frame }
        return (nil, nil)
    }
}
