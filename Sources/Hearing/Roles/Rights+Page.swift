/// The table of rights as a page for people: `RIGHTS.md` beside the law is what this returns.
extension Rights {
    /// The page in Markdown: one table for each order, one line for each row of the table.
    ///
    /// Terms are those of the glossary, Chinese first, with the names of the wire beside them.
    public func page() -> String {
        var page = Self.preface
        for group in OrderName.Group.allCases {
            page += "\n## \(group.chinese) · \(group.rawValue)\n"
            for order in OrderName.allCases where order.group == group {
                page += section(on: order)
            }
        }
        return page
    }

    private func section(on order: OrderName) -> String {
        let phases = Phase.allCases.map { "\($0.chinese) \($0.rawValue)" }
            .joined(separator: " | ")
        let rule = Phase.allCases.map { _ in ":-:" }.joined(separator: "|")
        let rows = table.filter { $0.order == order }.map { Self.line(of: $0) }
        return """

            ### \(order.chinese) `\(order.rawValue)`

            | 谁可以 who | \(phases) | 对谁 at whom |
            |---|\(rule)|---|
            \(rows.joined(separator: "\n"))

            """
    }

    private static func line(of right: Right) -> String {
        let mark =
            switch right.condition {
            case .none: "●"
            case .duty(let duty): "\(duty.chinese) \(duty.rawValue)"
            case .deputy: "代行 deputy"
            }
        let cells = Phase.allCases.map { right.phases.contains($0) ? mark : "–" }
        return "| \(list(right.givers)) | \(cells.joined(separator: " | ")) | "
            + "\(target(of: right)) |"
    }

    private static func target(of right: Right) -> String {
        switch right.target {
        case .hearing: "–"
        case .itself: "本席 itself"
        case .seats(let roles): list(roles)
        }
    }

    /// Roles in their order, every one with its Chinese name and its name on the wire.
    private static func list(_ roles: Set<Role>) -> String {
        Role.allCases.filter(roles.contains).map { "\($0.chinese) `\($0.rawValue)`" }
            .joined(separator: "、")
    }

    private static let preface: String = {
        let states = Phase.allCases.map { "\($0.chinese) `\($0.rawValue)`" }
            .joined(separator: "、")
        let duties = Duty.allCases.map { "\($0.chinese) `\($0.rawValue)`" }
            .joined(separator: "、")
        return """
            # 权限表 · Who may order what, and when

            Printed from the table that the server itself reads (`Roles/Rights+Table.swift`); a test \
            keeps this page and every cell of it true. Whatever is not here is refused.

            - ● may give the order. A duty's name: only who has that duty (\(duties)), from the \
            script or from the presiding judge. 代行 deputy: only while whoever presides is not \
            connected, and only the first judge of the panel who is. – is refused.
            - Whoever presides by the script has the rights of the presiding judge (审判长), whatever \
            the seat's role: a single judge, or the mediator of a mediation.
            - States: \(states).
            - Whatever else an order needs, such as a room, a connection or a step of the script, \
            is checked after this table.

            """
    }()
}
