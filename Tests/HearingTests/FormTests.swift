import Hearing
import Testing

/// An order as a client may send it, and the code or member with which it is refused.
struct BadForm: Sendable, CustomTestStringConvertible {
    let name: String
    let values: [String: Member]
    let code: Refusal.Code
    let member: String?

    var testDescription: String { "\(name) \(values.keys.sorted())" }

    private static func protection(alias: String) -> [String: Member] {
        [
            "seat": .number(5), "seats": .numbers([3]), "presence": .flag(true),
            "picture": .flag(true), "voice": .text("clear"), "alias": .text(alias),
        ]
    }

    static let all = [
        BadForm(name: "", values: [:], code: .unknown, member: nil),
        BadForm(name: "Admit", values: ["seat": .number(3)], code: .unknown, member: nil),
        BadForm(name: "admit", values: [:], code: .malformed, member: "seat"),
        BadForm(name: "admit", values: ["seat": .text("3")], code: .malformed, member: "seat"),
        BadForm(name: "admit", values: ["seat": .number(0)], code: .malformed, member: "seat"),
        BadForm(name: "admit", values: ["seat": .number(-1)], code: .malformed, member: "seat"),
        BadForm(name: "admit", values: ["seat": .number(65536)], code: .malformed, member: "seat"),
        BadForm(name: "recess", values: [:], code: .malformed, member: "reason"),
        BadForm(
            name: "recess", values: ["reason": .text("tea")], code: .malformed, member: "reason"),
        BadForm(name: "cancel", values: [:], code: .malformed, member: "reason"),
        BadForm(name: "allow", values: ["seat": .number(3)], code: .malformed, member: "medium"),
        BadForm(
            name: "remove", values: ["seat": .number(3), "reason": .flag(true)],
            code: .malformed, member: "reason"),
        BadForm(
            name: "adjourn", values: ["reason": .text("completed")], code: .malformed,
            member: "reason"),
        BadForm(
            name: "moveOffline", values: ["reason": .text("adjournedForTime")],
            code: .malformed, member: "reason"),
        BadForm(
            name: "adjourn",
            values: ["reason": .text("adjournedForTime"), "until": .number(-1)],
            code: .malformed, member: "until"),
        BadForm(
            name: "consult", values: ["seats": .numbers([])], code: .malformed, member: "seats"),
        BadForm(
            name: "consult", values: ["seats": .numbers([3, 3])], code: .malformed,
            member: "seats"),
        BadForm(
            name: "consult", values: ["seats": .numbers([3]), "minutes": .number(121)],
            code: .malformed, member: "minutes"),
        BadForm(
            name: "grantFloor", values: ["seat": .number(3), "seconds": .number(7201)],
            code: .malformed, member: "seconds"),
        BadForm(
            name: "grantFloor", values: ["seat": .number(3), "seconds": .number(0)],
            code: .malformed, member: "seconds"),
        BadForm(
            name: "acceptInvitation", values: ["room": .number(0)], code: .malformed,
            member: "room"),
        BadForm(
            name: "returnTo",
            values: ["step": .text("Debate"), "reason": .text("newFacts")],
            code: .malformed, member: "step"),
        BadForm(
            name: "complete", values: ["act": .text("")], code: .malformed, member: "act"),
        BadForm(
            name: "rule", values: ["objection": .number(0), "ruling": .text("sustained")],
            code: .malformed, member: "objection"),
        BadForm(
            name: "protect", values: protection(alias: ""), code: .malformed, member: "alias"),
        BadForm(
            name: "protect", values: protection(alias: String(repeating: "甲", count: 41)),
            code: .malformed, member: "alias"),
        BadForm(
            name: "admitDevice", values: ["seat": .number(3), "key": .text("short")],
            code: .malformed, member: "key"),
    ]
}

@Suite("The written form of orders and events")
struct FormTests {
    @Test("an order that is none is refused and the member named", arguments: BadForm.all)
    func bad(_ form: BadForm) {
        do throws(Refusal) {
            _ = try Order(name: form.name, members: Members(form.values))
            Issue.record("accepted")
        } catch {
            #expect(error.code == form.code)
            #expect(error.parameters["member"] == form.member)
        }
    }

    @Test("every order is read as it was written, unknown members ignored")
    func orders() throws {
        let hearing = try Cast.hearing(in: .inSession)
        var chance = Chance(seed: 1, docket: hearing.docket)
        for name in OrderName.allCases {
            // As often as it takes to see every reason and every optional member there and not.
            for _ in 0..<60 {
                let order = chance.order(name, in: hearing)
                #expect(order.name == name)
                var members = order.members
                members.values["extra"] = .flag(true)
                #expect(try Order(name: name.rawValue, members: members) == order)
            }
        }
    }

    @Test("a member that is missing or of another form is named", arguments: OrderName.allCases)
    func mutilated(_ name: OrderName) throws {
        let hearing = try Cast.hearing(in: .inSession)
        var chance = Chance(seed: 2, docket: hearing.docket)
        let optional: Set<String> = [
            "until", "minutes", "seconds", "alias", "side", "companion",
        ]
        for _ in 0..<20 {
            let order = chance.order(name, in: hearing)
            for member in order.members.values.keys where member != "seat" || name != .complete {
                var members = order.members
                members.values[member] = .numbers([])
                #expect(Self.flaw(name, members) == member)
                members.values[member] = nil
                let isOptional = optional.contains(member) && name != .caucus
                let expected = isOptional ? nil : member
                #expect(Self.flaw(name, members) == expected)
            }
        }
    }

    /// The member for which an order is malformed; nil when it can be read.
    private static func flaw(_ name: OrderName, _ members: Members) -> String? {
        do throws(Refusal) {
            _ = try Order(name: name.rawValue, members: members)
            return nil
        } catch {
            return error.parameters["member"] ?? error.code.rawValue
        }
    }

    @Test("an event that does not fit is refused and the member named")
    func badEvents() throws {
        let good: [String: Member] = ["at": .number(5), "by": .number(0), "seat": .number(3)]
        #expect(throws: Never.self) {
            try Hearing.Event(name: "connected", members: Members(good))
        }
        for missing in good.keys {
            var values = good
            values[missing] = nil
            #expect(throws: Refusal.self) {
                try Hearing.Event(name: "connected", members: Members(values))
            }
        }
        for (state, cause) in [("open", "crash"), ("recess", nil), ("suspended", "rest")] {
            var values = good
            values["state"] = .text(state)
            values["cause"] = cause.map(Member.text)
            #expect(throws: Refusal.self) {
                try Hearing.Event(name: "state", members: Members(values))
            }
        }
        #expect(throws: Refusal.self) {
            try Hearing.Event(name: "exploded", members: Members(good))
        }
    }

    @Test("ids and thumbprints keep their form")
    func ids() {
        #expect(HearingID(rawValue: String(repeating: "a", count: 31)) == nil)
        #expect(HearingID(rawValue: String(repeating: "A", count: 32)) == nil)
        #expect(HearingID(rawValue: String(repeating: "é", count: 16)) == nil)
        #expect(HearingID(rawValue: String(repeating: "0f", count: 16)) != nil)
        #expect(Thumbprint(rawValue: String(repeating: "-", count: 43)) != nil)
        #expect(Thumbprint(rawValue: String(repeating: "+", count: 43)) == nil)
        #expect(Thumbprint(rawValue: "") == nil)
    }
}
