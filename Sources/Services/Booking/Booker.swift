import Evidence
import Hearing
public import Storage

/// Books hearings and makes their personal links.
public struct Booker: Sendable {
    /// A seat to be booked.
    public struct Seat: Sendable {
        public let role: String
        public let side: String?
        public let name: String

        public init(role: String, side: String? = nil, name: String) {
            self.role = role
            self.side = side
            self.name = name
        }
    }

    /// What was booked: tokens are handed out once and kept nowhere.
    public struct Booked: Sendable {
        public let booking: Booking
        /// The tokens of the seats' links, in order of the seats.
        public let tokens: [LinkToken]
    }

    /// Why a hearing cannot be booked.
    public enum Flaw: Error, Equatable, CustomStringConvertible {
        case unknownRole(String)
        case unknownSide(String)
        case noJudge
        case emptyTitle
        case tooManySeats(Int)

        public var description: String {
            switch self {
            case .unknownRole(let role):
                "there is no role \(role): \(Role.allCases.map(\.rawValue).joined(separator: ", "))"
            case .unknownSide(let side):
                "there is no side \(side): \(Side.allCases.map(\.rawValue).joined(separator: ", "))"
            case .noJudge: "a hearing needs a judge"
            case .emptyTitle: "a hearing needs a title"
            case .tooManySeats(let count):
                "a hearing has at most \(Docket.seatCountMax) seats, not \(count)"
            }
        }
    }

    private let bookings: Bookings
    private let clocks: Clocks

    /// A booker over the court's bookings.
    public init(bookings: Bookings, clocks: Clocks) {
        self.bookings = bookings
        self.clocks = clocks
    }

    /// Books a hearing; `scheduled` and `linkLifetime` in microseconds.
    public func book(
        title: String, court: String, kind: String = "trial", scheduled: Int64? = nil,
        linkLifetime: Int64, seats: [Seat]
    ) async throws -> Booked {
        try check(title, seats)
        let now = clocks.now().wallMicroseconds
        let begins = scheduled ?? now
        let tokens = seats.map { _ in LinkToken.random() }
        var generator = SystemRandomNumberGenerator()
        let booking = Booking(
            hearing: Bytes16(generator.next(), generator.next()), title: title, court: court,
            kind: kind, scheduledMicroseconds: begins, bookedMicroseconds: now,
            seats: zip(seats, tokens).enumerated().map { index, pair in
                BookedSeat(
                    number: index + 1, role: pair.0.role, side: pair.0.side, name: pair.0.name,
                    linkHash: pair.1.digest, expiresMicroseconds: begins + linkLifetime)
            })
        try await bookings.book(booking)
        return Booked(booking: booking, tokens: tokens)
    }

    private func check(_ title: String, _ seats: [Seat]) throws(Flaw) {
        guard !title.isEmpty else { throw .emptyTitle }
        guard seats.contains(where: { $0.role == Role.judge.rawValue }) else { throw .noJudge }
        guard seats.count <= Docket.seatCountMax else { throw .tooManySeats(seats.count) }
        for seat in seats {
            guard Role(rawValue: seat.role) != nil else { throw .unknownRole(seat.role) }
            if let side = seat.side, Side(rawValue: side) == nil { throw .unknownSide(side) }
        }
    }
}
