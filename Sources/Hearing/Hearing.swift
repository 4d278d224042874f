/// The law of one hearing: a value whose state is the fold of its events.
///
/// `decide` says what a command leads to, or refuses it; `evolve` applies what happened; `routes`
/// and `orders` are pure functions of the state. Nothing here reads a clock, a file or a socket.
public struct Hearing: Hashable, Sendable {
    /// Who takes part and by which script, as booked.
    public let docket: Docket
    /// The tables that it follows.
    public private(set) var law: Law
    /// The state of the hearing.
    public internal(set) var state = HearingState.scheduled
    /// When this state began.
    public internal(set) var since: Time
    /// All seats in order of their numbers, removed ones included.
    public internal(set) var seats: [Seat]
    /// How far it is in its script.
    public internal(set) var progress: Progress
    /// Speaking and looking.
    public internal(set) var floor = Floor()
    /// Private rooms that are open, by number.
    public internal(set) var rooms: [RoomNumber: PrivateRoom] = [:]
    /// The number of the last private room.
    public internal(set) var roomCount: UInt16 = 0
    /// Who is protected from whom.
    public internal(set) var protections = Protections()
    /// Whether the public is shut out.
    public internal(set) var isClosed: Bool
    /// Why the judge goes on without a durable record; nil when it is durable or nobody went on.
    public internal(set) var waiver: ContinuationReason?
    /// When the next session of the case is planned.
    public internal(set) var nextSession: Time?

    /// A hearing as it was booked, before any event.
    public init(_ docket: Docket, law: Law = .standard) {
        self.docket = docket
        self.law = law
        since = docket.bookedAt
        seats = docket.seats.map { Seat($0, in: docket) }
        progress = Progress(finished: docket.finishedSteps)
        isClosed = docket.isClosed
    }

    /// The same hearing under other tables.
    public func following(_ law: Law) -> Hearing {
        var hearing = self
        hearing.law = law
        return hearing
    }

    /// The seat with this number, or nil.
    public func seat(_ id: SeatID) -> Seat? {
        index(of: id).map { seats[$0] }
    }

    /// The order of the hearing.
    public var script: Script { docket.script }

    /// The step in which the hearing is, if its script has steps.
    public var step: Step? { progress.step.flatMap(script.step) }

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

/// The tables that a hearing follows; a value, so that a test can change a cell and see who notices.
public struct Law: Hashable, Sendable {
    /// Who may order what, and when.
    public var rights: Rights
    /// What flows in each state.
    public var flows: [Phase: Flow]
    /// What stands still while a recusal is not decided.
    public var stoppedByRecusal: Set<OrderName>

    /// Tables of rights and flows.
    public init(
        rights: Rights, flows: [Phase: Flow], stoppedByRecusal: Set<OrderName>
    ) {
        self.rights = rights
        self.flows = flows
        self.stoppedByRecusal = stoppedByRecusal
    }

    /// The law of Yunting.
    public static let standard = Law(
        rights: .standard, flows: Flow.standard,
        stoppedByRecusal: [
            .begin, .resume, .continueUnrecorded, .closeRecord, .pronounceLater, .advance,
            .returnTo, .skipStep, .complete, .nextCase, .callWitness, .recallWitness, .confront,
            .grantFloor, .caucus, .deliberate,
        ])
}
