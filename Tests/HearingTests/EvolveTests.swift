import Hearing
import TestKit
import Testing

@Suite("The fold takes whatever stands in a log")
struct EvolveTests {
    /// Events of one random hearing.
    private func life(_ chance: inout Chance) throws -> [Hearing.Event] {
        let docket = try RandomDocket.draw(&chance)
        chance.ids = docket.seats.map(\.id) + [.nobody]
        var court = Court.random(docket)
        for _ in 0..<120 {
            let order = chance.order(chance.one(OrderName.self), in: court.hearing)
            _ = try? court.order(order, by: chance.giver(in: court.hearing))
            if chance.isOne(in: 4) { _ = try? court.server(chance.server(in: court.hearing)) }
        }
        return court.events
    }

    @Test("events of other hearings, in any order, lead to some state, and all can be asked of it")
    func foreign() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var chance = Chance(seed: seed, docket: try Cast.docket())
        for _ in 0..<15 {
            var events = try life(&chance) + life(&chance)
            events.shuffle(using: &chance.generator)
            let docket = try RandomDocket.draw(&chance)
            let hearing = Hearing(docket, replaying: events)
            #expect(Hearing(docket, replaying: events) == hearing, "seed \(seed)")
            #expect(hearing.seats.map(\.id) == hearing.seats.map(\.id).sorted(), "seed \(seed)")
            for seat in hearing.seats {
                _ = hearing.orders(for: seat.id)
                for other in hearing.seats { _ = hearing.knows(seat.id, of: other.id) }
                for channel in [TextChannel.court, .seat(seat.id), .panel, .side] {
                    _ = try? hearing.readers(of: channel, from: seat.id)
                }
            }
            let ends = hearing.routes().map(\.source) + hearing.missing + hearing.showingOrder()
            #expect(ends.allSatisfy { hearing.seat($0) != nil }, "seed \(seed)")
            _ = hearing.mayBroadcast
        }
    }

    @Test("an event whose written form was changed is read as another, or refused")
    func changed() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var chance = Chance(seed: seed, docket: try Cast.docket())
        var (read, refused) = (0, 0)
        for _ in 0..<6 {
            var hearing = Hearing(try RandomDocket.draw(&chance))
            for event in try life(&chance) {
                var members = event.members
                let keys = members.values.keys.sorted()
                members.values[chance.one(keys)] = value(&chance)
                do throws(Refusal) {
                    let other = try Hearing.Event(name: event.name, members: members)
                    hearing.evolve(other)
                    // What was read is written again as it was read.
                    let again = try Hearing.Event(name: other.name, members: other.members)
                    #expect(again == other, "seed \(seed)")
                    read += 1
                } catch {
                    #expect(error.code == .malformed, "seed \(seed)")
                    refused += 1
                }
            }
            _ = hearing.routes()
        }
        #expect(read > 50 && refused > 50, "seed \(seed): \(read) read, \(refused) refused")
    }

    private func value(_ chance: inout Chance) -> Member? {
        chance.one([
            nil, .text(""), .text("open"), .text("courtroom"), .text("room-65535"),
            .text("room-65536"), .text(String(repeating: "a", count: 43)), .number(0), .number(1),
            .number(-1), .number(65_535), .number(65_536), .number(.max), .number(.min),
            .flag(true), .flag(false), .numbers([]), .numbers([1, 2]), .numbers([1, 1]),
            .numbers(Array(repeating: 7, count: 300)),
        ])
    }
}
