public import Evidence

/// What the server says over the WebSocket (PROTOCOL §2–6).
public enum ServerMessage: Equatable, Sendable {
    /// The first message: sign this nonce.
    case challenge(nonce: String, microseconds: Int64)
    case joined(
        reply: Int64, hid: String, seat: Int64, version: Int64, microseconds: Int64, state: Json)
    case snapshot(reply: Int64, version: Int64, state: Json)
    case patch(from: Int64, version: Int64, patch: Json)
    case answer(reply: Int64, sdp: String, slots: Json, exhibit: String)
    case slots(slots: [Json], exhibit: Int64?)
    /// `link` is the token of a seat that was added by the order.
    case done(reply: Int64, version: Int64, link: AddedSeat? = nil)
    case refused(reply: Int64?, code: String, detail: String, parameters: [String: Json])
    case checkpoint(size: Int64, value: String, microseconds: Int64, note: String)
    case notice(code: String, parameters: [String: Json])

    /// A seat that an order added, and the token of its personal link: told once and kept nowhere.
    public struct AddedSeat: Equatable, Sendable {
        public let seat: Int64
        public let token: String

        public init(seat: Int64, token: String) {
            self.seat = seat
            self.token = token
        }
    }

    /// The refusal that answers a message which was not understood.
    public init(_ error: MessageError) {
        self = .refused(
            reply: error.reply, code: error.code, detail: error.detail, parameters: error.parameters
        )
    }

    /// The text frame.
    public var text: String { json.canonicalText }

    var json: Json {
        switch self {
        case .challenge(let nonce, let time):
            ["type": "challenge", "nonce": .string(nonce), "time": .integer(time)]
        case .joined(let reply, let hid, let seat, let version, let time, let state):
            [
                "type": "joined", "reply": .integer(reply), "hid": .string(hid),
                "seat": .integer(seat), "version": .integer(version), "time": .integer(time),
                "state": state,
            ]
        case .snapshot(let reply, let version, let state):
            [
                "type": "snapshot", "reply": .integer(reply), "version": .integer(version),
                "state": state,
            ]
        case .patch(let from, let version, let patch):
            [
                "type": "patch", "from": .integer(from), "version": .integer(version),
                "patch": patch,
            ]
        case .answer(let reply, let sdp, let slots, let exhibit):
            [
                "type": "answer", "reply": .integer(reply), "sdp": .string(sdp), "slots": slots,
                "exhibit": .string(exhibit),
            ]
        case .slots(let slots, let exhibit):
            [
                "type": "slots", "slots": .array(slots),
                "exhibit": exhibit.map(Json.integer) ?? .null,
            ]
        case .done(let reply, let version, let added):
            Self.done(reply, version, added)
        case .refused(let reply, let code, let detail, let parameters):
            Self.refusal(reply, code, detail, parameters)
        case .checkpoint(let size, let value, let time, let note):
            [
                "type": "checkpoint", "size": .integer(size), "value": .string(value),
                "time": .integer(time), "note": .string(note),
            ]
        case .notice(let code, let parameters):
            ["type": "notice", "code": .string(code), "params": .object(parameters)]
        }
    }

    private static func done(_ reply: Int64, _ version: Int64, _ added: AddedSeat?) -> Json {
        var members: [String: Json] = [
            "type": "done", "reply": .integer(reply), "version": .integer(version),
        ]
        if let added {
            members["seat"] = .integer(added.seat)
            members["link"] = .string(added.token)
        }
        return .object(members)
    }

    private static func refusal(
        _ reply: Int64?, _ code: String, _ detail: String, _ parameters: [String: Json]
    ) -> Json {
        var members: [String: Json] = [
            "type": "refused", "code": .string(code), "detail": .string(detail),
            "params": .object(parameters),
        ]
        if let reply { members["reply"] = .integer(reply) }
        return .object(members)
    }
}
