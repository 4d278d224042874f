import Foundation
import Hearing
import TestKit
import Testing

@Suite("Properties over random commands")
struct PropertyTests {
    static let isLong = ProcessInfo.processInfo.environment["YUNTING_TEST_LONG"] != nil
    /// Orders of each kind; `make test-long` runs the full count.
    static let orderCount = isLong ? 100_000 : 10_000
    /// Commands after which a hearing is replaced by another.
    private static let lifeMax = 250

    /// One kind of orders with a seed that is new on every run.
    struct Run: Sendable, CustomTestStringConvertible {
        let group: OrderName.Group
        let seed: UInt64

        var testDescription: String { "\(group.rawValue), seed \(seed)" }
        var names: [OrderName] { OrderName.allCases.filter { $0.group == group } }
    }

    static let runs = OrderName.Group.allCases.map { Run(group: $0, seed: .random(in: 0 ... .max)) }

    @Test("the rules of the courtroom hold after every command", arguments: runs)
    func rules(_ run: Run) throws {
        var chance = Chance(seed: run.seed, docket: try Cast.docket())
        var (ordered, accepted) = (0, 0)
        while ordered < Self.orderCount {
            let docket = try RandomDocket.draw(&chance)
            chance.ids = docket.seats.map(\.id) + [.nobody]
            chance.bench = docket.seats.filter { $0.role.isBench }.map(\.id)
            var life = Life(court: .random(docket), run: run)
            for _ in 0..<Self.lifeMax where !life.court.hearing.state.phase.isFinal {
                let isServer = chance.isOne(in: 6)
                let name = chance.isOne(in: 4) ? chance.one(OrderName.self) : chance.one(run.names)
                if !isServer, isLast(name), !chance.isOne(in: 20) { continue }
                if !isServer, name.group == run.group { ordered += 1 }
                accepted += try life.step(isServer ? nil : name, &chance) ? 1 : 0
            }
            try life.checkReplay()
        }
        #expect(accepted > Self.orderCount / 20, "\(run.testDescription): too few were accepted")
    }

    /// What ends a hearing comes seldom, so that hearings live long enough to be interesting.
    private func isLast(_ name: OrderName) -> Bool {
        switch name {
        case .closeRecord, .adjourn, .pronounceLater, .moveOffline, .seal, .cancel, .remove: true
        default: false
        }
    }

    @Test("an order that would not be refused is always named for its giver")
    func orderNames() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var chance = Chance(seed: seed, docket: try Cast.docket())
        for round in 0..<12 {
            let docket = try RandomDocket.draw(&chance)
            chance.ids = docket.seats.map(\.id) + [.nobody]
            var court = Court.random(docket)
            for step in 0..<150 {
                let order = chance.order(chance.one(OrderName.self), in: court.hearing)
                let giver = chance.giver(in: court.hearing)
                if court.refusal(of: order, by: giver) == nil {
                    let names = court.hearing.orders(for: giver)
                    #expect(
                        names.contains(order.name),
                        "seed \(seed) round \(round) step \(step): \(order)")
                }
                if !isLast(order.name) { _ = try? court.order(order, by: giver) }
                if chance.isOne(in: 5) { _ = try? court.server(chance.server(in: court.hearing)) }
            }
        }
    }
}

/// A random hearing and what is known of it from outside.
private struct Life {
    var court: Court
    let run: PropertyTests.Run
    private var matrix = Matrix()
    private var count = 0

    init(court: Court, run: PropertyTests.Run) {
        self.court = court
        self.run = run
        matrix.note(court.events)
    }

    /// Gives one command, an order of this name or of the server; whether it was accepted.
    mutating func step(_ name: OrderName?, _ chance: inout Chance) throws -> Bool {
        count += 1
        let before = court.hearing
        let order = name.map { chance.order($0, in: before) }
        let command =
            order.map(Hearing.Command.order) ?? .server(chance.server(in: before))
        let actor: Actor = order == nil ? .server : .seat(chance.giver(in: before))
        let place = "\(run.testDescription), command \(count): \(command) by \(actor)"
        do throws(Refusal) {
            matrix.note(try court.give(command, by: actor), after: order)
        } catch {
            try #require(court.hearing == before, "\(place): a refusal changed something")
            return false
        }
        let invariants = Invariants(hearing: court.hearing, matrix: matrix)
        let broken = invariants.broken() ?? invariants.flawOfTexts(from: chance.one(chance.ids))
        try #require(broken == nil, "\(place): \(broken ?? "")")
        if let order {
            let flaw = Self.flaw(after: order, from: before, to: court.hearing, invariants)
            try #require(flaw == nil, "\(place): \(flaw ?? "")")
        }
        return true
    }

    /// What an accepted order may not have done; nil when it did nothing of it.
    private static func flaw(
        after order: Order, from before: Hearing, to after: Hearing, _ invariants: Invariants
    ) -> String? {
        if order.name.withdraws, let route = gained(from: before, to: after, by: order) {
            return "a withdrawal gave \(route)"
        }
        switch order {
        case .course(.begin), .course(.resume), .course(.continueUnrecorded):
            if !invariants.absent.isEmpty { return "a session without its court" }
            if !after.progress.recusals.isEmpty { return "a session against a recusal" }
        default: break
        }
        return nil
    }

    /// A route that an order added, if it is not a voice that was clear before and is masked now,
    /// or what a protection that was stricter before lets through.
    private static func gained(
        from before: Hearing, to after: Hearing, by order: Order
    ) -> Hearing.Route? {
        let old = before.routes()
        return after.routes().subtracting(old).first { route in
            if case .sight(.protect(let source, _, _)) = order, case .seat(let id) = route.listener,
                before.protections.cell(of: source, for: id) != nil
            {
                return false
            }
            let clear = Hearing.Route(
                source: route.source, medium: .microphone, listener: route.listener)
            return route.medium != .maskedMicrophone || !old.contains(clear)
        }
    }

    /// The fold of the events is the state; so is the fold of their written form.
    func checkReplay() throws {
        let docket = court.hearing.docket
        let read = try court.events.map { try Hearing.Event(name: $0.name, members: $0.members) }
        try #require(read == court.events, "\(run.testDescription): the written form")
        try #require(
            Hearing(docket, replaying: read) == court.hearing, "\(run.testDescription): the fold")
    }
}
