import Evidence
public import Hearing

/// A short text that seats wrote to each other, with those who may read it.
public struct TextLine: Equatable, Sendable {
    /// How many a page is shown.
    public static let shownMax = 50

    /// Its number in the hearing, from 1; begins anew with the process.
    public let number: Int64
    public let channel: TextChannel
    public let from: SeatID
    public let body: String
    /// Microseconds since 1970.
    public let at: Int64
    public let readers: Set<SeatID>

    public init(
        number: Int64, channel: TextChannel, from: SeatID, body: String, at: Int64,
        readers: Set<SeatID>
    ) {
        self.number = number
        self.channel = channel
        self.from = from
        self.body = body
        self.at = at
        self.readers = readers
    }

    var json: Json {
        [
            "id": .integer(number), "channel": .string(channel.name), "from": Json(from),
            "to": Json(channel.target), "body": .string(body), "at": .integer(at),
        ]
    }
}

extension TextChannel {
    /// The wire name.
    public var name: String {
        switch self {
        case .court: "court"
        case .seat: "seat"
        case .panel: "panel"
        case .side: "side"
        }
    }

    /// The seat that the text is for, where there is one.
    public var target: SeatID? {
        if case .seat(let seat) = self { seat } else { nil }
    }
}
