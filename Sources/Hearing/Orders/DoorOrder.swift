/// Orders about who is in the courtroom.
public enum DoorOrder: Hashable, Sendable {
    case admit(SeatID)
    case sendBack(SeatID)
    /// A summoned person (witness, expert, specialist) comes for the first time.
    case callWitness(SeatID)
    /// A released one comes again.
    case recallWitness(SeatID, RecallReason)
    /// 对质: one comes while another is called.
    case confront(SeatID)
    case releaseWitness(SeatID)
    /// The giver watches a summoned person in its waiting room.
    case watch(SeatID)
    case unwatch(SeatID)
    case remove(SeatID, RemovalReason)
    /// A person who was not booked gets a seat and a personal link.
    case addSeat(NewSeat)
    case closeToPublic(ClosureReason)
    case openToPublic

    /// A seat that is added during the hearing.
    public struct NewSeat: Hashable, Sendable {
        /// What the person is.
        public let role: Role
        /// The side that the person belongs to, if any.
        public let side: Side?
        /// The seat that this one goes with, if any.
        public let companion: SeatID?

        /// Describes a seat.
        public init(role: Role, side: Side? = nil, companion: SeatID? = nil) {
            self.role = role
            self.side = side
            self.companion = companion
        }
    }

    var name: OrderName {
        switch self {
        case .admit: .admit
        case .sendBack: .sendBack
        case .callWitness: .callWitness
        case .recallWitness: .recallWitness
        case .confront: .confront
        case .releaseWitness: .releaseWitness
        case .watch: .watch
        case .unwatch: .unwatch
        case .remove: .remove
        case .addSeat: .addSeat
        case .closeToPublic: .closeToPublic
        case .openToPublic: .openToPublic
        }
    }

    var target: SeatID? {
        switch self {
        case .admit(let seat), .sendBack(let seat), .callWitness(let seat),
            .recallWitness(let seat, _), .confront(let seat), .releaseWitness(let seat),
            .watch(let seat), .unwatch(let seat), .remove(let seat, _):
            seat
        case .addSeat, .closeToPublic, .openToPublic: nil
        }
    }

    var values: [String: Member] {
        switch self {
        case .recallWitness(_, let reason): ["reason": .word(reason)]
        case .remove(_, let reason): ["reason": .word(reason)]
        case .closeToPublic(let reason): ["reason": .word(reason)]
        case .addSeat(let seat): seat.values
        default: [:]
        }
    }

    init(_ name: OrderName, _ members: Members) throws(Refusal) {
        switch name {
        case .admit: self = .admit(try members.seat())
        case .sendBack: self = .sendBack(try members.seat())
        case .callWitness: self = .callWitness(try members.seat())
        case .recallWitness:
            self = .recallWitness(try members.seat(), try members.word("reason"))
        case .confront: self = .confront(try members.seat())
        case .releaseWitness: self = .releaseWitness(try members.seat())
        case .watch: self = .watch(try members.seat())
        case .unwatch: self = .unwatch(try members.seat())
        case .remove: self = .remove(try members.seat(), try members.word("reason"))
        case .addSeat: self = .addSeat(try NewSeat(members))
        case .closeToPublic: self = .closeToPublic(try members.word("reason"))
        case .openToPublic: self = .openToPublic
        default: throw Members.malformed("name")
        }
    }
}

extension DoorOrder.NewSeat {
    var values: [String: Member] {
        var values: [String: Member] = ["role": .word(role)]
        if let side { values["side"] = .word(side) }
        if let companion { values["companion"] = .seat(companion) }
        return values
    }

    init(_ members: Members) throws(Refusal) {
        let side: Side? = members.values["side"] == nil ? nil : try members.word("side")
        let companion: SeatID? =
            members.values["companion"] == nil ? nil : try members.seat("companion")
        self.init(role: try members.word("role"), side: side, companion: companion)
    }
}
