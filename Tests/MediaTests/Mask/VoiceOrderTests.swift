import TestKit
import Testing

@testable import Media

@Suite("The order of a voice's packets")
struct VoiceOrderTests {
    private static func packet(_ sequence: Int64) -> VoicePacket {
        VoicePacket(sequence: sequence, timestamp: 0, payload: [])
    }

    /// What comes out when these come in: numbers, −n for n lost, 0 for a new beginning.
    private func run(_ sequences: [Int64]) -> [Int64] {
        var order = VoiceOrder()
        return sequences.flatMap { order.push(Self.packet($0)) }.map { step in
            switch step {
            case .sound(let packet): packet.sequence
            case .lost(let count): -Int64(count)
            case .restart: 0
            }
        }
    }

    @Test("what comes in order goes straight through")
    func inOrder() {
        #expect(run([10, 11, 12]) == [0, 10, 11, 12])
    }

    @Test("what was overtaken by two packets or fewer is put in its place")
    func overtaken() {
        #expect(run([10, 12, 11, 13]) == [0, 10, 11, 12, 13])
        #expect(run([10, 12, 13, 11]) == [0, 10, 11, 12, 13])
        #expect(run([10, 13, 12, 11]) == [0, 10, 11, 12, 13])
    }

    @Test("a hole is lost when three packets have come behind it, and what fills it then is late")
    func lost() {
        #expect(run([10, 12, 13, 14, 11, 15]) == [0, 10, -1, 12, 13, 14, 15])
        #expect(run([10, 14, 15, 16]) == [0, 10, -3, 14, 15, 16])
        // The second hole is still waited for.
        #expect(run([10, 12, 14, 15]) == [0, 10, -1, 12])
        #expect(run([10, 12, 14, 15, 16]) == [0, 10, -1, 12, -1, 14, 15, 16])
    }

    @Test("what comes twice comes out once")
    func twice() {
        #expect(run([10, 10, 12, 12, 11, 11]) == [0, 10, 11, 12])
    }

    @Test("far jumps begin anew, in either direction and at the ends of numbers")
    func jumps() {
        #expect(run([10, 100, 101]) == [0, 10, 0, 100, 101])
        #expect(run([1_000, 12, 13]) == [0, 1_000, 0, 12, 13])
        #expect(run([.max, .min, .max]) == [0, .max, .min, 0, .max])
    }

    @Test(
        "whatever comes, it comes out at most once and rising between beginnings", arguments: 1...50
    )
    func anything(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var order = VoiceOrder()
        var last = Int64.min
        var came = 0
        var sequence: Int64 = 70_000
        for _ in 0..<500 {
            sequence += Int64.random(in: 0...2, using: &generator)
            if generator.chance(0.01) {
                sequence += Int64.random(in: -500...500, using: &generator)
            }
            let jitter = Int64.random(in: -3...3, using: &generator)
            for step in order.push(Self.packet(sequence + jitter)) {
                switch step {
                case .restart: last = .min
                case .lost(let count): #expect((1...50).contains(count), "seed \(seed)")
                case .sound(let packet):
                    #expect(packet.sequence > last, "seed \(seed)")
                    last = packet.sequence
                    came += 1
                }
            }
        }
        #expect(came > 100, "seed \(seed)")
    }
}
