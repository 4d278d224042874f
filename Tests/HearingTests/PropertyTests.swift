import Foundation
import Hearing
import TestKit
import Testing

/// Random commands, in and out of place: most are refused, enough are not.
private struct Chance {
    var generator: SeededGenerator
    let ids: [SeatID]
    let keys: [Thumbprint]

    mutating func one<T>(_ values: [T]) -> T {
        values[Int.random(in: 0..<values.count, using: &generator)]
    }

    mutating func command() -> (Hearing.Command, Actor) {
        if Int.random(in: 0..<100, using: &generator) < 35 {
            return (.server(serverCommand()), .server)
        }
        // Judges and clerks give most orders in a courtroom.
        let giver = Bool.random(using: &generator) ? SeatID.judge : one(ids)
        return (.order(order()), .seat(giver))
    }

    mutating func order() -> Order {
        let id = one(ids)
        return switch one(OrderName.allCases) {
        case .open: .open
        case .begin: .begin
        case .recess: .recess(one(RecessReason.allCases))
        case .resume: .resume
        // The end comes seldom, so that hearings live long enough to be interesting.
        case .closeRecord: rarely() ? .closeRecord : .resume
        case .seal: rarely() ? .seal : .resume
        case .cancel: rarely() ? .cancel(one(CancellationReason.allCases)) : .begin
        case .admit: .admit(id)
        case .sendBack: .sendBack(id)
        case .callWitness: .callWitness(id)
        case .releaseWitness: .releaseWitness(id)
        case .mute: .mute(id)
        case .lock: .lock(id)
        case .allow: .allow(id, one(Hearing.Medium.allCases))
        case .stopVideo: .stopVideo(id)
        case .stopExhibit: .stopExhibit(id)
        case .unmute: .unmute
        case .remove: rarely() ? .remove(id, one(RemovalReason.allCases)) : .admit(id)
        case .admitDevice: .admitDevice(id, one(keys))
        case .refuseDevice: .refuseDevice(id, one(keys))
        }
    }

    mutating func serverCommand() -> ServerCommand {
        let id = one(ids)
        return switch Int.random(in: 0..<16, using: &generator) {
        case 0..<8: .connected(id)
        case 8..<10: .disconnected(id, one(DisconnectCause.allCases))
        case 10: .walkedOut(id)
        case 11: .suspend(one(SuspensionCause.allCases))
        case 12: rarely() ? .restarted(one(SuspensionCause.allCases)) : .connected(.judge)
        case 13: .keyBound(id, one(keys))
        default: .deviceRequested(id, one(keys))
        }
    }

    private mutating func rarely() -> Bool { Int.random(in: 0..<20, using: &generator) == 0 }
}

/// Knows from the events alone which witnesses are called: the law's own state is not asked.
private struct Calls {
    private(set) var called: Set<SeatID> = []

    mutating func note(_ events: [Hearing.Event]) {
        for event in events {
            switch event.fact {
            case .witnessCalled(let id): called.insert(id)
            case .witnessReleased(let id), .removed(let id, _): called.remove(id)
            default: break
            }
        }
    }
}

@Suite("Properties over random commands")
struct PropertyTests {
    /// 8 seeds × 15,000 commands: 120,000 in all.
    ///
    /// Three are fixed, five are new on every run.
    /// `make test-long` runs eight times as many courts.
    static let isLong = ProcessInfo.processInfo.environment["YUNTING_TEST_LONG"] != nil
    static let seeds: [UInt64] =
        [1, 2, 3] + (0..<(isLong ? 60 : 5)).map { _ in UInt64.random(in: 0 ... .max) }
    static let commandCount = 15_000

    @Test("the rules of the courtroom hold after every command", arguments: seeds)
    func rules(seed: UInt64) throws {
        var chance = try Self.chance(seed)
        var court = Court(try .trial())
        var calls = Calls()
        var accepted = 0
        for step in 0..<Self.commandCount {
            if court.hearing.state.phase.isFinal || court.events.count > 600 {
                try checkReplay(court, seed: seed)
                court = Court(try .trial(moreJudges: step % 2))
                calls = Calls()
            }
            let (command, actor) = chance.command()
            let before = court.hearing
            let routesBefore = before.routes()
            do throws(Refusal) {
                calls.note(try court.give(command, by: actor))
                accepted += 1
            } catch {
                try #require(court.hearing == before, "seed \(seed) step \(step): \(command)")
                continue
            }
            let routes = court.hearing.routes()
            let place = "seed \(seed) step \(step): \(command) by \(actor)"
            try #require(check(routes, in: court.hearing, calls) == nil, "\(place)")
            if case .order(let order) = command, order.name.withdraws {
                try #require(routes.isSubset(of: routesBefore), "\(place)")
            }
        }
        try checkReplay(court, seed: seed)
        #expect(accepted > Self.commandCount / 20, "seed \(seed): too few commands were accepted")
    }

    @Test("an order that would not be refused is always named for its giver")
    func orderNames() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var chance = try Self.chance(seed)
        var court = Court(try .trial())
        for step in 0..<3_000 {
            if court.hearing.state.phase.isFinal { court = Court(try .trial()) }
            let (command, actor) = chance.command()
            _ = try? court.give(command, by: actor)
            let order = chance.order()
            let giver = chance.one(chance.ids)
            if court.refusal(of: order, by: giver) == nil {
                let names = court.hearing.orders(for: giver)
                #expect(names.contains(order.name), "seed \(seed) step \(step): \(order)")
            }
        }
    }

    /// The first rule that the routes break, or nil.
    private func check(
        _ routes: Set<Hearing.Route>, in hearing: Hearing, _ calls: Calls
    ) -> String? {
        let phase = hearing.state.phase
        for route in routes {
            var ends = [route.source]
            switch route.listener {
            case .seat(let id):
                ends.append(id)
                if route.source == id { return "a seat hears itself" }
                if ![.open, .inSession, .recordClosed].contains(phase) { return "silence broken" }
            case .record:
                if phase.record != .running { return "the record gets what it must not" }
            }
            for id in ends {
                guard let seat = hearing.seat(id) else { return "no such seat" }
                if seat.room != .courtroom { return "a seat outside the courtroom has a route" }
                if !seat.isConnected || seat.isRemoved { return "a seat that is gone has a route" }
                if seat.role == .witness, !calls.called.contains(id) || phase != .inSession {
                    return "a witness who is not called has a route"
                }
            }
            guard let source = hearing.seat(route.source) else { return "no such seat" }
            if source.role == .observer { return "an observer sends" }
            switch route.medium {
            case .microphone where source.microphone != .allowed: return "a muted seat is heard"
            case .camera where source.camera != .allowed: return "a stopped camera is seen"
            case .exhibit where !source.hasExhibitLeave: return "an exhibit without leave"
            default: break
            }
        }
        let exhibits = Set(routes.filter { $0.medium == .exhibit }.map(\.source))
        return exhibits.count > 1 ? "two exhibits" : nil
    }

    /// The fold of the events is the state; so is the fold of their written form.
    private func checkReplay(_ court: Court, seed: UInt64) throws {
        let docket = court.hearing.docket
        #expect(Hearing(docket, replaying: court.events) == court.hearing, "seed \(seed)")
        let read = try court.events.map { try Hearing.Event(name: $0.name, members: $0.members) }
        #expect(read == court.events, "seed \(seed)")
    }

    private static func chance(_ seed: UInt64) throws -> Chance {
        let ids = try Docket.trial(moreJudges: 1).seats.map(\.id) + [.nobody]
        return Chance(
            generator: SeededGenerator(seed: seed), ids: ids,
            keys: [try key("a"), try key("b"), try key("c")])
    }
}
