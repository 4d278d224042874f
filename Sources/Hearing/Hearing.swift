/// The law of one hearing: a value whose state is the fold of its events.
///
/// `decide` says what a command leads to, or refuses it; `evolve` applies what happened; `routes`
/// and `orders` are pure functions of the state. Nothing here reads a clock, a file or a socket.
public struct Hearing: Hashable, Sendable {
    /// Who takes part, as booked.
    public let docket: Docket
    /// The state of the hearing.
    public internal(set) var state = HearingState.scheduled
    /// When this state began.
    public internal(set) var since: Time
    /// All seats in order of their numbers, removed ones included.
    public internal(set) var seats: [Seat]

    /// A hearing as it was booked, before any event.
    public init(_ docket: Docket) {
        self.docket = docket
        since = docket.bookedAt
        seats = docket.seats.map(Seat.init)
    }

    /// The seat with this number, or nil.
    public func seat(_ id: SeatID) -> Seat? {
        index(of: id).map { seats[$0] }
    }

    /// Whether every judge is connected.
    public var isBenchComplete: Bool { missingJudge == nil }

    /// The first judge who is not connected, if any.
    var missingJudge: SeatID? {
        seats.first { $0.role == .judge && !$0.isConnected }?.id
    }

    /// The position of a seat in `seats`, by binary search: seats are in order of their numbers.
    func index(of id: SeatID) -> Int? {
        var low = 0
        var high = seats.count
        while low < high {
            let middle = (low + high) / 2
            if seats[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < seats.count && seats[low].id == id ? low : nil
    }
}
