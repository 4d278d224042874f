/// Who takes part in a hearing, as it was booked: the start of every fold.
///
/// Names are not here: the law needs none, and personal data stays out of it.
public struct Docket: Hashable, Sendable {
    /// The most seats that one hearing has; a bound for every loop over seats.
    public static let seatCountMax = 200

    /// One booked seat.
    public struct Entry: Hashable, Sendable {
        /// The number of the seat.
        public let id: SeatID
        /// What the person is in the hearing.
        public let role: Role
        /// The side that the person belongs to, if any.
        public let side: Side?

        /// Books a seat.
        public init(id: SeatID, role: Role, side: Side? = nil) {
            self.id = id
            self.role = role
            self.side = side
        }
    }

    /// Why a list of seats is no docket.
    public enum Flaw: Error, Hashable, Sendable {
        /// A hearing needs at least one judge.
        case noJudge
        /// Seat numbers start at 1.
        case seatZero
        /// Two entries have this number.
        case duplicate(SeatID)
        /// More than `seatCountMax` seats.
        case tooManySeats
    }

    /// The hearing that the docket belongs to.
    public let hearing: HearingID
    /// When the hearing was booked: the `since` of its first state.
    public let bookedAt: Time
    /// The seats in order of their numbers.
    public let seats: [Entry]

    /// Checks and keeps the list of seats.
    public init(hearing: HearingID, bookedAt: Time, seats: [Entry]) throws(Flaw) {
        guard seats.count <= Self.seatCountMax else { throw .tooManySeats }
        guard seats.contains(where: { $0.role == .judge }) else { throw .noJudge }
        let sorted = seats.sorted { $0.id < $1.id }
        if sorted.first?.id.rawValue == 0 { throw .seatZero }
        for (one, next) in zip(sorted, sorted.dropFirst()) where one.id == next.id {
            throw .duplicate(one.id)
        }
        self.hearing = hearing
        self.bookedAt = bookedAt
        self.seats = sorted
    }
}
