public import Evidence
public import Hearing

/// An order as it came: its exact text, the seat key's signature over it, and what it means.
public struct SignedOrder: Equatable, Sendable {
    /// The client's own id of the command, 32 hex digits: the same command acts once.
    public let command: String
    /// The state version that the person saw.
    public let version: Int64
    /// The order's JSON exactly as it was signed.
    public let text: String
    /// ECDSA P-256, r‖s, 64 bytes; not checked here.
    public let signature: [UInt8]
    /// The order that `text` gives.
    public let order: Order
    /// With `addSeat`: the name of the person, which stands in no entry and is therefore not in the signed text.
    public let name: String?

    /// Names have at most so many bytes.
    static let nameBytesMax = 200

    /// An order is a name, a seat, some words and at most 200 numbers of seats.
    static let textBytesMax = 2048

    init(_ members: MessageMembers) throws(MessageError) {
        command = try members.hex("command", digits: 32)
        version = try members.integer("version")
        text = try members.text("order", lengths: 2...Self.textBytesMax)
        signature = try members.binary("signature", bytes: 64)
        name =
            members.json["name"] == nil
            ? nil : try members.text("name", lengths: 1...Self.nameBytesMax)
        do {
            order = try Order(json: text)
        } catch {
            throw MessageError(
                code: error.code.rawValue, detail: error.detail, reply: members.json["id"]?.integer,
                parameters: error.parameters.mapValues(Json.string))
        }
    }
}

extension Order {
    /// Reads an order from its JSON text.
    ///
    /// - Throws: `Refusal` with `order.malformed` or `order.unknown`, naming the member.
    public init(json text: String) throws(Refusal) {
        guard let json = try? Json.parse(text), let object = json.object,
            let name = json["name"]?.string
        else { throw Refusal(.malformed, "the order is no JSON object with a name") }
        try self.init(name: name, members: Members(object))
    }
}

extension Members {
    /// Members of an order or event from JSON; values of other kinds are left out.
    public init(_ object: [String: Json]) {
        self.init(
            object.compactMapValues { value in
                switch value {
                case .string(let text): .text(text)
                case .integer(let number): .number(number)
                case .bool(let flag): .flag(flag)
                case .array(let values): Member(values)
                case .null, .object: nil
                }
            })
    }

    /// The members as JSON.
    public var json: [String: Json] {
        values.mapValues { value in
            switch value {
            case .text(let text): .string(text)
            case .number(let number): .integer(number)
            case .flag(let flag): .bool(flag)
            case .numbers(let numbers): .array(numbers.map(Json.integer))
            }
        }
    }
}

extension Member {
    /// An array of numbers; nil for an array of anything else.
    fileprivate init?(_ values: [Json]) {
        var numbers: [Int64] = []
        for value in values {
            guard case .integer(let number) = value else { return nil }
            numbers.append(number)
        }
        self = .numbers(numbers)
    }
}
