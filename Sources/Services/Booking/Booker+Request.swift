public import Hearing
public import Storage

extension Booker {
    /// A seat to be booked.
    public struct Seat: Sendable {
        /// The role's wire name.
        public var role: String
        /// The side's wire name, if any.
        public var side: String?
        /// The person's name; of a member of the staff it may be empty.
        public var name: String
        /// The place in the list, from 1, of the seat that this one goes with.
        public var companion: Int?
        /// The case that the seat belongs to, from 1; nil for all.
        public var caseNumber: Int?
        /// The member of the court's staff who has the seat.
        public var staff: StaffMember.ID?

        /// Describes a seat.
        public init(
            role: String, side: String? = nil, name: String = "", companion: Int? = nil,
            caseNumber: Int? = nil, staff: StaffMember.ID? = nil
        ) {
            self.role = role
            self.side = side
            self.name = name
            self.companion = companion
            self.caseNumber = caseNumber
            self.staff = staff
        }
    }

    /// A hearing to be booked.
    public struct Request: Sendable {
        /// Characters of a title and of the number of a case.
        public static let titleMax = 200
        /// Characters of a name.
        public static let nameMax = 100

        /// Case number and cause, as people see them.
        public var title: String
        /// The court's name.
        public var court: String
        /// The order of the hearing; nil for the earlier session's, or for none.
        public var script: Script?
        /// When it is to begin, in microseconds since 1970; nil for now.
        public var scheduled: Int64?
        /// How long links live after the beginning, in microseconds.
        public var linkLifetime: Int64
        /// The numbers of the cases that are heard one after another; empty for one case, or for
        /// those that the earlier session left.
        public var cases: [String]
        /// Whether it is closed to the public; nil as the script, or the earlier session, has it.
        public var isClosed: Bool?
        /// The session of the same case that this one goes on from.
        public var continuing: HearingID?
        /// The seats in order of their numbers.
        public var seats: [Seat]

        /// Describes a hearing.
        public init(
            title: String, court: String, script: Script? = nil, scheduled: Int64? = nil,
            linkLifetime: Int64, cases: [String] = [], isClosed: Bool? = nil,
            continuing: HearingID? = nil, seats: [Seat]
        ) {
            self.title = title
            self.court = court
            self.script = script
            self.scheduled = scheduled
            self.linkLifetime = linkLifetime
            self.cases = cases
            self.isClosed = isClosed
            self.continuing = continuing
            self.seats = seats
        }

        /// Checks what needs no look into the database.
        func check() throws(Flaw) {
            guard !title.isEmpty else { throw .emptyTitle }
            guard title.count <= Self.titleMax else { throw .tooLong(title, max: Self.titleMax) }
            for (index, seat) in seats.enumerated() {
                guard Role(rawValue: seat.role) != nil else { throw .unknownRole(seat.role) }
                if let side = seat.side, Side(rawValue: side) == nil { throw .unknownSide(side) }
                guard !seat.name.isEmpty || seat.staff != nil else {
                    throw .noName(seat: index + 1)
                }
                guard seat.name.count <= Self.nameMax else {
                    throw .tooLong(seat.name, max: Self.nameMax)
                }
            }
            for (index, number) in cases.enumerated() {
                guard (1...Self.titleMax).contains(number.count) else {
                    throw number.isEmpty ? .emptyCase : .tooLong(number, max: Self.titleMax)
                }
                guard !cases[..<index].contains(number) else { throw .sameCase(number) }
            }
        }
    }
}
