import TestKit
import Testing

@testable import Media

@Suite("Tables of the engine")
struct Tables {
    @Test("the address table agrees with a dictionary", arguments: [1, 2, 3])
    func addresses(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var table = AddressTable(capacity: 64, seed: seed)
        var model: [TransportAddress: Int] = [:]
        for _ in 0..<5_000 {
            let address = TransportAddress(
                ipv4: 0x0a00_0000 + UInt32.random(in: 0..<40, using: &generator), port: 4_000)
            let endpoint = Int.random(in: 0..<9, using: &generator)
            if generator.chance(0.5) {
                let isTaken = table.insert(address, endpoint: endpoint)
                #expect(isTaken)
                model[address] = endpoint
            } else {
                table.remove(address, endpoint: endpoint)
                if model[address] == endpoint { model[address] = nil }
            }
            #expect(table.endpoint(at: address) == model[address], "seed \(seed)")
        }
        for (address, endpoint) in model { #expect(table.endpoint(at: address) == endpoint) }
    }

    @Test("a full address table refuses, and keeps what it has")
    func fullAddresses() {
        var table = AddressTable(capacity: 8, seed: 1)
        var taken = 0
        for port in 1...100 {
            if table.insert(TransportAddress(ipv4: 1, port: UInt16(port)), endpoint: port) {
                taken += 1
            }
        }
        #expect((8..<100).contains(taken))
        for port in 1...taken {
            #expect(table.endpoint(at: TransportAddress(ipv4: 1, port: UInt16(port))) == port)
        }
    }

    @Test(
        "sources stay on their index while they are permitted, whatever comes and goes",
        arguments: [4, 5])
    func board(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var board = SlotBoard(indexes: [3, 0, 1, 1])
        #expect(board.indexes == [0, 1, 3])
        for _ in 0..<500 {
            let before = board.sources
            let candidates = (1...6).map { EndpointID(rawValue: UInt64($0)) }
                .filter { _ in generator.chance(0.5) }.shuffled(using: &generator)
            board.assign(candidates)
            let shown = board.sources.compactMap { $0 }
            #expect(Set(shown).count == shown.count && Set(shown).isSubset(of: Set(candidates)))
            #expect(shown.count == min(3, candidates.count))
            for (old, new) in zip(before, board.sources) where old.map(candidates.contains) == true
            {
                #expect(old == new, "seed \(seed)")
            }
        }
    }

    @Test("the ring keeps order and payload, and refuses when it is full")
    func ring() {
        let ring = RecordRing(capacity: 4)
        var next = UInt16(0)
        for _ in 0..<100 {
            var written = 0
            while true {
                var entry = RecordEntry(
                    kind: .packet, group: GroupID(rawValue: 1), arrival: Instant(nanoseconds: 1))
                entry.sequence = SequenceNumber(rawValue: next &+ UInt16(written))
                let payload = [UInt8](repeating: UInt8(written), count: written * 300)
                guard ring.write(entry, payload: payload.span) else { break }
                written += 1
            }
            #expect(written == 4 && ring.waiting == 4)
            for step in 0..<4 {
                let read = ring.read { ($0.sequence.rawValue, $1.count) }
                #expect(read?.0 == next &+ UInt16(step) && read?.1 == step * 300)
            }
            #expect(ring.read { _, _ in 0 } == nil)
            next &+= 4
        }
    }

    @Test("deadlines come due in time and only once")
    func deadlines() {
        var table = DeadlineTable(capacity: 8)
        let start = Instant(nanoseconds: 1_000)
        for index in 0..<8 { table.lower(index, to: start.adding(milliseconds: Int64(index))) }
        table.lower(5, to: start.adding(milliseconds: 9))
        #expect(table.earliest == start)
        let now = start.adding(milliseconds: 5)
        var due: [Int] = []
        var from = 0
        while let index = table.takeDue(from: from, end: 8, now: now) {
            due.append(index)
            from = index + 1
        }
        #expect(due == [0, 1, 2, 3, 4, 5])
        table.refresh(end: 8)
        #expect(table.earliest == start.adding(milliseconds: 6))
        table.clear(6)
        table.clear(7)
        table.refresh(end: 8)
        #expect(table.earliest == .distantFuture)
    }

    @Test("the arena holds datagrams side by side and says when it is full")
    func arena() {
        let arena = SendArena(capacity: 6_000)
        let target = TransportAddress(ipv4: 1, port: 1)
        var taken = 0
        while arena.append([UInt8](repeating: UInt8(taken), count: 1_000).span, to: target) {
            taken += 1
        }
        #expect(taken == 5 && arena.used == 5_000 && arena.isHalfFull && !arena.hasRoom)
        let last = arena.bytes(of: arena.datagrams[3])[999]
        #expect(last == 3)
        arena.removeAll()
        #expect(arena.hasRoom && !arena.isHalfFull && arena.used == 0)
    }
}
