import Foundation
import Hearing
import Testing

@Suite("The table of rights: role × order × state")
struct RightsTableTests {
    /// The page of the docs that is printed from the table.
    static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Hearing/RIGHTS.md")

    @Test("each cell behaves as the law reads", arguments: OrderName.allCases)
    func cells(_ order: OrderName) throws {
        let check = try RightsCheck()
        var count = 0
        for role in Role.allCases {
            for phase in Phase.allCases {
                let flaw = check.flaw(role, order, in: phase)
                #expect(flaw == nil, "\(flaw ?? "")")
                let cell = Rights.standard.cell(role, order, in: phase)
                #expect(cell == RightsReading.cell(role, order, in: phase), "\(role) \(phase)")
                count += 1
            }
        }
        #expect(count == Role.allCases.count * Phase.allCases.count)
    }

    @Test("there are 20 roles, 69 orders and 8 states, so 11,040 cells")
    func count() {
        #expect(Role.allCases.count == 20)
        #expect(OrderName.allCases.count == 69)
        #expect(Phase.allCases.count == 8)
        #expect(Set(OrderName.allCases.map(\.rawValue)).count == 69)
    }

    @Test("each order is aimed only at the roles that the law reads", arguments: OrderName.allCases)
    func targets(_ order: OrderName) throws {
        let check = try RightsCheck()
        for role in Role.allCases {
            for target in Role.allCases {
                let flaw = check.flaw(role, order, at: target)
                #expect(flaw == nil, "\(flaw ?? "")")
            }
        }
    }

    @Test("a recusal stops what the law reads, and nothing else", arguments: OrderName.allCases)
    func recusal(_ order: OrderName) throws {
        let flaw = try RightsCheck().flawInRecusal(order)
        #expect(flaw == nil, "\(flaw ?? "")")
    }

    @Test("the table has at most one row for a role and an order, and none that nobody reads")
    func oneRow() {
        let table = Rights.standard.table
        for order in OrderName.allCases {
            for role in Role.allCases {
                let rows = table.filter { $0.order == order && $0.givers.contains(role) }
                #expect(rows.count <= 1, "\(role) \(order)")
            }
            #expect(table.contains { $0.order == order }, "\(order)")
        }
        #expect(table.allSatisfy { !$0.givers.isEmpty && !$0.phases.isEmpty })
    }

    @Test("nobody ever orders anything after the end, nor recorder and observer at any time")
    func nobody() {
        for right in Rights.standard.table {
            #expect(right.phases.isDisjoint(with: [.sealed, .cancelled]))
            #expect(right.givers.isDisjoint(with: [.recorder, .observer]), "\(right.order)")
        }
    }

    @Test("what a deputy may order only takes away")
    func deputy() {
        for right in Rights.standard.table where right.condition == .deputy {
            #expect(right.order.withdraws, "\(right.order)")
        }
    }

    @Test(
        "orders are named for a seat only if the table gives them to it", arguments: Role.allCases)
    func named(_ role: Role) throws {
        for phase in Phase.allCases {
            let hearing = try Cast.hearing(in: phase)
            for order in hearing.orders(for: Cast.seat(of: role)) {
                #expect(RightsReading.cell(role, order, in: phase) != nil, "\(order) \(phase)")
            }
        }
    }

    /// `YUNTING_WRITE_PAGES=1` writes the page anew.
    @Test("the page of the docs is what the table prints")
    func printed() throws {
        let page = Rights.standard.page()
        if ProcessInfo.processInfo.environment["YUNTING_WRITE_PAGES"] != nil {
            try page.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: Self.page, encoding: .utf8)
        let isTrue = written == page
        #expect(isTrue, "run the tests with YUNTING_WRITE_PAGES=1 and read the page")
        for role in Role.allCases { #expect(page.contains("`\(role.rawValue)`")) }
        for order in OrderName.allCases {
            #expect(page.contains("### \(order.chinese) `\(order.rawValue)`"))
        }
    }

    @Test("codes are those of the protocol")
    func codes() {
        let codes = Refusal.Code.allCases.map(\.rawValue)
        #expect(codes.allSatisfy { $0.hasPrefix("order.") && $0.count <= 32 })
        #expect(Set(codes).count == 40)
    }
}
