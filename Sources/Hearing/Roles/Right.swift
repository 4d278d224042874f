/// One row of the table of rights: these roles may give this order in these states at these seats.
public struct Right: Hashable, Sendable {
    /// What an order may be aimed at.
    public enum Target: Hashable, Sendable {
        /// The hearing as a whole, or something in it that is no seat.
        case hearing
        /// Only the giver's own seat.
        case itself
        /// A seat with one of these roles.
        case seats(Set<Role>)
    }

    /// What a giver needs besides its role.
    public enum Condition: Hashable, Sendable {
        /// Nothing.
        case none
        /// The duty, as the script or the presiding judge gave it.
        case duty(Duty)
        /// It acts for a presiding judge who is not connected: only what takes away.
        case deputy
    }

    /// The order.
    public let order: OrderName
    /// Who may give it.
    public let givers: Set<Role>
    /// What they need besides.
    public let condition: Condition
    /// In which states of the hearing.
    public let phases: Set<Phase>
    /// At whom.
    public let target: Target

    /// A row in its order of reading: order, givers, states, condition, target.
    public init(
        _ order: OrderName, _ givers: Set<Role>, in phases: Set<Phase>,
        by condition: Condition = .none, at target: Target = .hearing
    ) {
        self.order = order
        self.givers = givers
        self.condition = condition
        self.phases = phases
        self.target = target
    }
}
