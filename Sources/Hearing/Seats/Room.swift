/// Where a seat is.
///
/// A seat is in exactly one room.
public enum Room: Hashable, Sendable {
    /// Not in the hearing: not come yet, walked out, or removed.
    case outside
    /// In the waiting room of this very seat; no two seats share one.
    case waiting
    /// In the courtroom.
    case courtroom
    /// 评议: in the panel's room.
    case deliberation
    /// In this private room.
    case apart(RoomNumber)

    /// The wire name: `outside`, `waiting`, `courtroom`, `deliberation`, or `room-` and a number.
    public var name: String {
        switch self {
        case .outside: "outside"
        case .waiting: "waiting"
        case .courtroom: "courtroom"
        case .deliberation: "deliberation"
        case .apart(let number): "room-\(number)"
        }
    }

    /// The room with this wire name.
    public init?(name: String) {
        switch name {
        case "outside": self = .outside
        case "waiting": self = .waiting
        case "courtroom": self = .courtroom
        case "deliberation": self = .deliberation
        default:
            guard name.hasPrefix("room-"), let number = UInt16(name.dropFirst(5)) else {
                return nil
            }
            self = .apart(RoomNumber(rawValue: number))
        }
    }
}

/// The number of a private room, unique inside one hearing; the first is 1.
public struct RoomNumber: RawRepresentable, Hashable, Comparable, Sendable,
    CustomStringConvertible
{
    /// The number itself, as it stands on the wire and in the log.
    public let rawValue: UInt16

    /// Names the private room with this number.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The number in decimal digits.
    public var description: String { String(rawValue) }

    /// Rooms are ordered by their number.
    public static func < (a: RoomNumber, b: RoomNumber) -> Bool { a.rawValue < b.rawValue }
}
