/// The refusals that the law gives in several places.
extension Refusal {
    static func alreadySo(_ detail: String) -> Refusal { Refusal(.alreadySo, detail) }

    static func notConnected(_ id: SeatID) -> Refusal {
        Refusal(
            .notConnected, "seat \(id) is not connected", parameters: ["seat": id.description])
    }

    static func wrongRole(of seat: Seat, for order: OrderName) -> Refusal {
        Refusal(
            .wrongRole, "\(order.rawValue) does not fit seat \(seat.id), a \(seat.role.rawValue)",
            parameters: ["role": seat.role.rawValue])
    }

    static func wrongRoom(_ seat: Seat, needs room: String) -> Refusal {
        Refusal(
            .wrongRoom, "seat \(seat.id) is in \(seat.room.name), not \(room)",
            parameters: ["seat": seat.id.description, "room": seat.room.name])
    }

    static func notWitness(_ seat: Seat) -> Refusal {
        Refusal(
            .notWitness, "seat \(seat.id) is a \(seat.role.rawValue), no witness",
            parameters: ["seat": seat.id.description, "role": seat.role.rawValue])
    }

    static func isWitness(_ seat: Seat) -> Refusal {
        Refusal(
            .isWitness, "seat \(seat.id) is a witness: it is called and released",
            parameters: ["seat": seat.id.description])
    }

    static func wrongState(
        _ state: HearingState, for order: OrderName, needs phases: Set<Phase>
    ) -> Refusal {
        let needed = Phase.allCases.filter(phases.contains).map(\.rawValue)
            .joined(separator: " or ")
        let found = state.phase.rawValue
        return Refusal(
            .wrongState, "\(order.rawValue) needs state \(needed), the hearing is \(found)",
            parameters: ["state": found])
    }

    /// A refusal about a seat.
    static func about(_ seat: SeatID, _ code: Code, _ detail: String) -> Refusal {
        Refusal(code, "\(detail) (seat \(seat))", parameters: ["seat": seat.description])
    }
}
