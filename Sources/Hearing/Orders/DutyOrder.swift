/// Orders about duties of the court.
public enum DutyOrder: Hashable, Sendable {
    case delegate(SeatID, Duty)
    case withdraw(SeatID, Duty)

    var name: OrderName {
        switch self {
        case .delegate: .delegate
        case .withdraw: .withdrawDuty
        }
    }

    var target: SeatID? {
        switch self {
        case .delegate(let seat, _), .withdraw(let seat, _): seat
        }
    }

    var values: [String: Member] {
        switch self {
        case .delegate(_, let duty), .withdraw(_, let duty): ["duty": .word(duty)]
        }
    }

    init(_ name: OrderName, _ members: Members) throws(Refusal) {
        switch name {
        case .delegate: self = .delegate(try members.seat(), try members.word("duty"))
        case .withdrawDuty: self = .withdraw(try members.seat(), try members.word("duty"))
        default: throw Members.malformed("name")
        }
    }
}
