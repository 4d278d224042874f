/// The table of rights, role × order × state: the one place that says who may order what, and when.
///
/// What is not in the table is refused. `decide` reads it first; whatever else an order needs (a
/// room, a connection, a step of the script) is checked after it. The seat that presides has the
/// rights of the presiding judge, whatever its role (`Docket.presiding`).
public struct Rights: Hashable, Sendable {
    /// Every right that exists.
    public let table: [Right]
    /// The row of each pair of role and order, at `order × roles + role`; -1 for none.
    private let rows: [Int16]

    /// A table of these rows; the first row of a pair of role and order counts.
    public init(_ table: [Right]) {
        self.table = table
        var rows = [Int16](repeating: -1, count: OrderName.allCases.count * Role.allCases.count)
        for (number, right) in table.enumerated().reversed() {
            for giver in right.givers {
                rows[Self.place(right.order, giver)] = Int16(number)
            }
        }
        self.rows = rows
    }

    /// The rights of Yunting: what the docs print and what every hearing has.
    public static let standard = Rights(
        courseRights + procedureRights + doorRights + roomRights + floorRights + sightRights
            + dutyRights + deviceRights)

    /// The row for a role and an order; nil when the role never has this right.
    ///
    /// The table has at most one row for each pair (kept by a test).
    public func right(of role: Role, to order: OrderName) -> Right? {
        let row = rows[Self.place(order, role)]
        return row < 0 ? nil : table[Int(row)]
    }

    /// One cell of the table: what the role needs for this order in this state; nil when it never
    /// may.
    public func cell(_ role: Role, _ order: OrderName, in phase: Phase) -> Right.Condition? {
        guard let right = right(of: role, to: order), right.phases.contains(phase) else {
            return nil
        }
        return right.condition
    }

    private static func place(_ order: OrderName, _ role: Role) -> Int {
        order.position * Role.allCases.count + role.position
    }
}

extension OrderName {
    private static let positions = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    /// The order's place in `allCases`.
    var position: Int { Self.positions[self] ?? 0 }
}

extension Role {
    private static let positions = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    /// The role's place in `allCases`.
    var position: Int { Self.positions[self] ?? 0 }
}
