import Evidence
public import Hearing

/// What a page may say over the WebSocket (PROTOCOL §2–6).
public enum ClientMessage: Equatable, Sendable {
    case join(id: Int64, Join)
    case offer(id: Int64, sdp: String)
    case order(id: Int64, SignedOrder)
    case devices(DeviceStates)
    case equipment(EquipmentStates)
    case text(id: Int64, TextChannel, body: String)
    case consent(id: Int64, rules: String)
    case drop(DropReport)
    case resync(id: Int64)
    case leave(id: Int64)

    /// A request to take a seat over this connection.
    public struct Join: Equatable, Sendable {
        /// The session of `POST /api/v1/sessions`, 22 base64url characters.
        public let session: String
        /// 128 random bits of the browser tab, 32 hex digits.
        public let tab: String
        /// ECDSA P-256, r‖s, 64 bytes.
        public let signature: [UInt8]
    }

    /// The request's id; messages that want no answer have none.
    public var id: Int64? {
        switch self {
        case .join(let id, _), .offer(let id, _), .order(let id, _), .resync(let id),
            .leave(let id), .text(let id, _, _), .consent(let id, _):
            id
        case .devices, .equipment, .drop:
            nil
        }
    }

    /// All messages but an offer: 16 KiB (PROTOCOL §2).
    public static let bytesMax = 16 * 1024
    /// An offer: 256 KiB.
    public static let offerBytesMax = SessionDescription.bytesMax

    /// Reads one text frame.
    ///
    /// - Throws: `MessageError`, with the request's id where there is one.
    public init(_ text: String) throws(MessageError) {
        let json: Json
        do {
            json = try Json.parse(text)
        } catch {
            throw .malformed("not JSON as it must be: \(error)")
        }
        guard json.object != nil else { throw .malformed("a message is a JSON object") }
        let members = MessageMembers(json)
        guard let type = json["type"]?.string else { throw .malformed("type is missing") }
        if type != "offer", text.utf8.count > Self.bytesMax {
            throw MessageError(
                code: "message.tooLarge", detail: "\(type) is larger than \(Self.bytesMax) bytes",
                reply: json["id"]?.integer)
        }
        self = try Self.read(type, members)
    }

    private static func read(
        _ type: String, _ members: MessageMembers
    ) throws(MessageError) -> ClientMessage {
        switch type {
        case "join": .join(id: try members.id(), try Join(members))
        case "offer": .offer(id: try members.id(), sdp: try members.text("sdp"))
        case "order": .order(id: try members.id(), try SignedOrder(members))
        case "devices": .devices(try DeviceStates(members))
        case "equipment": .equipment(try EquipmentStates(members))
        case "text": try text(members)
        case "consent": .consent(id: try members.id(), rules: try members.hex("rules", digits: 64))
        case "drop": .drop(try DropReport(members))
        case "resync": .resync(id: try members.id())
        case "leave": .leave(id: try members.id())
        default:
            throw MessageError(
                code: "message.unknownType", detail: "there is no message type \(type.prefix(40))",
                reply: members.json["id"]?.integer)
        }
    }

    private static func text(_ members: MessageMembers) throws(MessageError) -> ClientMessage {
        let channel: TextChannel
        switch try members.text("channel", lengths: 1...8) {
        case "court": channel = .court
        case "panel": channel = .panel
        case "side": channel = .side
        case "seat":
            guard let seat = UInt16(exactly: try members.integer("to")) else {
                throw members.malformed("to")
            }
            channel = .seat(SeatID(rawValue: seat))
        default: throw members.malformed("channel")
        }
        let body = try members.text("body", lengths: 1...Hearing.textMax * 4)
        guard body.count <= Hearing.textMax else { throw members.malformed("body") }
        return .text(id: try members.id(), channel, body: body)
    }
}

extension ClientMessage.Join {
    init(_ members: MessageMembers) throws(MessageError) {
        session = try members.text("session", lengths: 22...22)
        tab = try members.hex("tab", digits: 32)
        signature = try members.binary("signature", bytes: 64)
    }
}
