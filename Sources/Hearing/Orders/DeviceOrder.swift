/// Orders about second devices on a taken seat.
public enum DeviceOrder: Hashable, Sendable {
    case admit(SeatID, Thumbprint)
    case refuse(SeatID, Thumbprint)

    var name: OrderName {
        switch self {
        case .admit: .admitDevice
        case .refuse: .refuseDevice
        }
    }

    var target: SeatID? {
        switch self {
        case .admit(let seat, _), .refuse(let seat, _): seat
        }
    }

    var values: [String: Member] {
        switch self {
        case .admit(_, let key), .refuse(_, let key): ["key": .word(key)]
        }
    }

    init(_ name: OrderName, _ members: Members) throws(Refusal) {
        switch name {
        case .admitDevice: self = .admit(try members.seat(), try members.word("key"))
        case .refuseDevice: self = .refuse(try members.seat(), try members.word("key"))
        default: throw Members.malformed("name")
        }
    }
}
