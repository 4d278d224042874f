import Evidence
import Hearing
import Services

@testable import Services

/// A browser page on its seat: a key, a session, a tab and a connection.
struct SeatPage: Sendable {
    let key: PageKey
    let session: String
    let hearing: String
    let seat: Int
    let tab: String
    let line: TestTransport

    static func hex32() -> String { Bytes16(.random(in: 0...(.max)), .random(in: 0...(.max))).hex }

    // MARK: What it knows

    var known: (state: Json, version: Int64) { line.frames.known ?? (.null, -1) }

    var state: Json { known.state }

    /// Waits until the state that the page has fits.
    func until(_ fits: @escaping @Sendable (Json) -> Bool) async {
        await line.state.until { state in state.frames.known.map { fits($0.state) } ?? false }
    }

    func until(state name: String) async {
        await until { $0["hearing"]?["state"]?.string == name }
    }

    // MARK: What it says

    /// Gives an order and waits for the answer.
    @discardableResult
    func order(
        _ name: String, _ members: [String: Json] = [:], version: Int64? = nil,
        command: String = hex32(), signedBy other: PageKey? = nil
    ) async -> Json {
        let id = give(name, members, version: version, command: command, signedBy: other)
        return await line.answer(to: id)
    }

    /// Gives an order; returns its request id at once.
    @discardableResult
    func give(
        _ name: String, _ members: [String: Json] = [:], version: Int64? = nil,
        command: String = hex32(), signedBy other: PageKey? = nil
    ) -> Int64 {
        var order = members
        order["name"] = .string(name)
        let text = Json.object(order).canonicalText
        let version = version ?? known.version
        let signed = SignedText.order(
            hearing: hearing, seat: UInt16(seat), command: command, version: version, order: text)
        let id = line.nextID()
        line.say([
            "type": "order", "id": .integer(id), "command": .string(command),
            "version": .integer(version), "order": .string(text),
            "signature": .string((other ?? key).sign(signed)),
        ])
        return id
    }

    /// Offers what Chromium offers.
    func offer() async throws -> Json {
        await line.ask(["type": "offer", "sdp": .string(try BrowserOffer.chromium())])
    }
}

extension Json {
    var isDone: Bool { self["type"] == "done" }

    /// The code of a refusal.
    var code: String? { self["code"]?.string }
}
