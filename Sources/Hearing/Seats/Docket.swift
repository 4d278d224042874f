/// Who takes part in a hearing and by which script, as it was booked: the start of every fold.
///
/// Names are not here: the law needs none, and personal data stays out of it.
public struct Docket: Hashable, Sendable {
    /// The most seats that one hearing has; a bound for every loop over seats.
    public static let seatCountMax = 200
    /// The most cases that one hearing takes, one after another.
    public static let caseCountMax = 100

    /// One booked seat.
    public struct Entry: Hashable, Sendable {
        /// The number of the seat.
        public let id: SeatID
        /// What the person is in the hearing.
        public let role: Role
        /// The side that the person belongs to, if any.
        public let side: Side?
        /// The seat that this one goes with, if any.
        public let companion: SeatID?
        /// The case that the seat belongs to, from 1; nil for all cases.
        public let caseNumber: Int?

        /// Books a seat.
        public init(
            id: SeatID, role: Role, side: Side? = nil, companion: SeatID? = nil,
            caseNumber: Int? = nil
        ) {
            self.id = id
            self.role = role
            self.side = side
            self.companion = companion
            self.caseNumber = caseNumber
        }
    }

    /// Why a list of seats is no docket.
    public enum Flaw: Error, Hashable, Sendable {
        /// Nobody of the roles that may preside by the script.
        case nobodyPresides(needs: [Role])
        /// The script needs so many of these roles.
        case tooFew(of: [Role], needs: Int)
        /// The panel has this size, which the script does not allow.
        case panelSize(Int, allowed: [Int])
        /// Seat numbers start at 1.
        case seatZero
        /// Two entries have this number.
        case duplicate(SeatID)
        /// More than `seatCountMax` seats.
        case tooManySeats
        /// The seat goes with a seat that is not booked, with itself, or with one that goes along
        /// itself; or its role goes along with nobody.
        case badCompanion(SeatID)
        /// The seat belongs to a case that is not booked.
        case unknownCase(SeatID)
        /// More than `caseCountMax` cases, or none.
        case caseCount(Int)
    }

    /// The hearing that the docket belongs to.
    public let hearing: HearingID
    /// When the hearing was booked: the `since` of its first state.
    public let bookedAt: Time
    /// The seats in order of their numbers.
    public let seats: [Entry]
    /// The order of the hearing.
    public let script: Script
    /// How many cases are heard one after another; 1 for most hearings.
    public let caseCount: Int
    /// Whether the hearing is closed to the public from the start.
    public let isClosed: Bool
    /// The session of the same case before this one.
    public let previous: HearingID?
    /// Steps that earlier sessions of the case finished: they stay valid (ODR 5, 21).
    public let finishedSteps: Set<StepID>
    /// The seat that presides.
    public let presiding: SeatID

    /// Checks and keeps the list of seats.
    public init(
        hearing: HearingID, bookedAt: Time, seats: [Entry], script: Script = .free,
        caseCount: Int = 1, isClosed: Bool? = nil, previous: HearingID? = nil,
        finishedSteps: Set<StepID> = []
    ) throws(Flaw) {
        guard seats.count <= Self.seatCountMax else { throw .tooManySeats }
        guard (1...Self.caseCountMax).contains(caseCount) else { throw .caseCount(caseCount) }
        let sorted = seats.sorted { $0.id < $1.id }
        if sorted.first?.id.rawValue == 0 { throw .seatZero }
        for (one, next) in zip(sorted, sorted.dropFirst()) where one.id == next.id {
            throw .duplicate(one.id)
        }
        for seat in sorted {
            if let number = seat.caseNumber, !(1...caseCount).contains(number) {
                throw .unknownCase(seat.id)
            }
            guard let companion = seat.companion else { continue }
            guard let other = sorted.first(where: { $0.id == companion }), other.id != seat.id,
                other.companion == nil, seat.role.mayGoAlong
            else { throw .badCompanion(seat.id) }
        }
        self.hearing = hearing
        self.bookedAt = bookedAt
        self.seats = sorted
        self.script = script
        self.caseCount = caseCount
        self.isClosed = isClosed ?? script.isClosed
        self.previous = previous
        // Who comes is identified, and signs, in every session anew (ODR 7).
        self.finishedSteps = finishedSteps.filter { script.step($0)?.phase == .inSession }
        presiding = try script.composition.presiding(among: sorted)
    }
}
