/// The number of a seat, unique inside one hearing; the first is 1.
public struct SeatID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number itself, as it stands on the wire and in the log.
    public let rawValue: UInt16

    /// Names the seat with this number.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The number in decimal digits.
    public var description: String { String(rawValue) }

    /// Seats are ordered by their number.
    public static func < (a: SeatID, b: SeatID) -> Bool { a.rawValue < b.rawValue }
}
