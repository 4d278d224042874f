import TestKit
import Testing

@testable import Media

@Suite("SRTP: replay window and packet index")
struct ReplayWindowBits {
    @Test(
        "the window agrees with a set of used indexes, whatever the order",
        arguments: 1...8 as ClosedRange<UInt64>)
    func againstSet(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var window = ReplayWindow()
        var used: Set<UInt64> = []
        var top: UInt64 = 5_000
        for step in 0..<5_000 {
            if generator.chance(0.02) { top += UInt64.random(in: 0...3_000, using: &generator) }
            let low = top - min(top, 1_500)
            let index = UInt64.random(in: low...top + 3, using: &generator)
            let highest = used.max()
            let expected: ReplayWindow.Verdict =
                if let highest, index + ReplayWindow.size <= highest { .tooOld } else {
                    used.contains(index) ? .used : .fresh
                }
            #expect(window.verdict(on: index) == expected, "seed \(seed), step \(step)")
            if expected == .fresh {
                window.commit(index)
                used.insert(index)
                if used.count > 4_000 { used = used.filter { $0 + 4_000 > top } }
            }
            top = max(top, index)
        }
    }

    @Test(
        "the index is the nearest one with this sequence number (RFC 3711 appendix A)",
        arguments: [
            (UInt64(0x0_ffff), UInt16(0), UInt64(0x1_0000)),
            (0x1_0000, 0xffff, 0x0_ffff),
            (0x1_0005, 0x0004, 0x1_0004),
            (0x2_7fff, 0xffff, 0x1_ffff as UInt64),
            (0x2_8000, 0x0000, 0x2_0000),
            (0x2_8001, 0x0000, 0x3_0000),
            (0x0_0005, 0x0006, 0x0_0006),
        ] as [(UInt64, UInt16, UInt64)])
    func estimate(highest: UInt64, sequence: UInt16, expected: UInt64) {
        let index = PacketIndex.estimate(
            sequence: sequence, highest: PacketIndex(rawValue: highest))
        #expect(index?.rawValue == expected)
    }

    @Test("there is no index before the first and none after the last")
    func ends() {
        #expect(
            PacketIndex.estimate(sequence: 0xffff, highest: PacketIndex(rawValue: 3)) == nil)
        #expect(
            PacketIndex.estimate(sequence: 1, highest: PacketIndex(rawValue: 0xffff_ffff_fffe))
                == nil)
    }
}
