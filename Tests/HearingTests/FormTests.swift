import Hearing
import Testing

/// An order as a client may send it, and the code or member with which it is refused.
struct BadForm: Sendable, CustomTestStringConvertible {
    let name: String
    let values: [String: Member]
    let code: Refusal.Code
    let member: String?

    var testDescription: String { "\(name) \(values.keys.sorted())" }

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
        let all: [Order] =
            [
                .open, .begin, .resume, .closeRecord, .seal, .unmute, .admit(.plaintiff),
                .sendBack(.plaintiff), .callWitness(.witness), .releaseWitness(.witness),
                .mute(.plaintiff), .lock(.plaintiff), .stopVideo(.plaintiff),
                .stopExhibit(.plaintiff), .admitDevice(.plaintiff, try key("a")),
                .refuseDevice(.plaintiff, try key("b")),
            ] + RecessReason.allCases.map(Order.recess)
            + CancellationReason.allCases.map(Order.cancel)
            + Hearing.Medium.allCases.map { .allow(.plaintiff, $0) }
            + RemovalReason.allCases.map { .remove(.plaintiff, $0) }
        #expect(Set(all.map(\.name)) == Set(OrderName.allCases))
        for order in all {
            var members = order.members
            members.values["extra"] = .flag(true)
            #expect(try Order(name: order.name.rawValue, members: members) == order)
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
