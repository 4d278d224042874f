public import Evidence

/// A hearing as it was booked.
public struct Booking: Hashable, Sendable {
    /// The hearing's id.
    public let hearing: Bytes16
    /// The title that people see: case number and cause.
    public let title: String
    /// The court's name.
    public let court: String
    /// The kind of hearing, such as `trial`.
    public let kind: String
    /// When it is to begin, in microseconds since 1970.
    public let scheduledMicroseconds: Int64
    /// When it was booked, in microseconds since 1970.
    public let bookedMicroseconds: Int64
    /// The seats in order of their numbers.
    public let seats: [BookedSeat]

    /// Describes a booking.
    public init(
        hearing: Bytes16, title: String, court: String, kind: String,
        scheduledMicroseconds: Int64, bookedMicroseconds: Int64, seats: [BookedSeat]
    ) {
        self.hearing = hearing
        self.title = title
        self.court = court
        self.kind = kind
        self.scheduledMicroseconds = scheduledMicroseconds
        self.bookedMicroseconds = bookedMicroseconds
        self.seats = seats
    }
}

/// A seat as it was booked, with the hash of its personal link.
public struct BookedSeat: Hashable, Sendable {
    /// The number of the seat, from 1.
    public let number: Int
    /// The role's wire name.
    public let role: String
    /// The side's wire name, if any.
    public let side: String?
    /// The person's name.
    ///
    /// Personal data: never in an entry or a server log.
    public let name: String
    /// SHA-256 of the link's 32-byte token; the token itself is kept nowhere.
    public let linkHash: Sha256
    /// When the link ends, in microseconds since 1970.
    public let expiresMicroseconds: Int64

    /// Describes a booked seat.
    public init(
        number: Int, role: String, side: String?, name: String, linkHash: Sha256,
        expiresMicroseconds: Int64
    ) {
        self.number = number
        self.role = role
        self.side = side
        self.name = name
        self.linkHash = linkHash
        self.expiresMicroseconds = expiresMicroseconds
    }
}
