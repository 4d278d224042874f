import Testing

@testable import Media

@Suite("NACKs")
struct NackGeneratorTests {
    private let roundTrip: Int64 = 40_000_000

    private func poll(
        _ nacks: inout NackGenerator, at milliseconds: Int64
    ) -> (list: [UInt16], gaveUp: Bool) {
        var list: [SequenceNumber] = []
        let gaveUp = nacks.poll(
            now: .at(milliseconds), roundTripNanoseconds: roundTrip, into: &list)
        return (list.map(\.rawValue), gaveUp)
    }

    @Test("A missing packet is asked for after 5 ms, and again every round trip and a quarter")
    func pacing() {
        var nacks = NackGenerator()
        nacks.arrived(.first(10), now: .at(0))
        #expect(nacks.nextDeadline == nil)
        nacks.arrived(.first(13), now: .at(0))
        #expect(nacks.nextDeadline == .at(5))
        #expect(poll(&nacks, at: 4).list == [])
        #expect(poll(&nacks, at: 5).list == [11, 12])
        #expect(nacks.nextDeadline == .at(55))
        #expect(poll(&nacks, at: 54).list == [])
        #expect(poll(&nacks, at: 55).list == [11, 12])
    }

    @Test("What comes, late or resent, is not asked for any more")
    func healed() {
        var nacks = NackGenerator()
        nacks.arrived(.first(10), now: .at(0))
        nacks.arrived(.first(13), now: .at(0))
        nacks.arrived(.first(11), now: .at(1))
        #expect(poll(&nacks, at: 5).list == [12])
        nacks.arrived(.first(12), now: .at(6))
        #expect(nacks.missingCount == 0 && nacks.nextDeadline == nil)
        nacks.arrived(.first(12), now: .at(7))
        nacks.arrived(.first(9), now: .at(7))
        #expect(nacks.nextDeadline == nil)
    }

    @Test("After ten requests a packet is given up, once")
    func givenUp() {
        var nacks = NackGenerator()
        nacks.arrived(.first(10), now: .at(0))
        nacks.arrived(.first(12), now: .at(0))
        var requests = 0
        var surrenders = 0
        for milliseconds in 0..<2_000 {
            let (list, gaveUp) = poll(&nacks, at: Int64(milliseconds))
            requests += list.count
            surrenders += gaveUp ? 1 : 0
        }
        #expect(requests == 10 && surrenders == 1)
        #expect(nacks.givenUp == 1 && nacks.nextDeadline == nil)
    }

    @Test("Up to 256 packets are asked for; one more gives all of them up")
    func bound() {
        var nacks = NackGenerator()
        nacks.arrived(.first(0), now: .at(0))
        nacks.arrived(.first(257), now: .at(0))
        #expect(nacks.missingCount == 256)
        #expect(poll(&nacks, at: 5).list.count == 256)
        nacks.arrived(.first(259), now: .at(6))
        #expect(nacks.missingCount == 0 && nacks.givenUp == 257)
        let (list, gaveUp) = poll(&nacks, at: 6)
        #expect(list == [] && gaveUp)
        #expect(!poll(&nacks, at: 7).gaveUp)
        nacks.arrived(.init(rawValue: .max / 2), now: .at(8))
        #expect(poll(&nacks, at: 8).gaveUp)
    }

    @Test("Numbers are asked for over the wrap, in rising order")
    func wrap() {
        var nacks = NackGenerator()
        nacks.arrived(.first(65_533), now: .at(0))
        nacks.arrived(.init(rawValue: 0x2_0002), now: .at(0))
        #expect(poll(&nacks, at: 5).list == [65_534, 65_535, 0, 1])
    }

    @Test("A restart forgets what was missing")
    func restart() {
        var nacks = NackGenerator()
        nacks.arrived(.first(1), now: .at(0))
        nacks.arrived(.first(5), now: .at(0))
        nacks.restart(at: .first(40_000))
        #expect(nacks.missingCount == 0 && nacks.nextDeadline == nil)
        nacks.arrived(.first(40_001), now: .at(1))
        #expect(nacks.nextDeadline == nil)
    }

    @Test(
        "A round trip of any value keeps the pause between 20 and 500 ms",
        arguments: [-5, 0, .max] as [Int64])
    func pauseBounds(roundTrip: Int64) throws {
        var nacks = NackGenerator()
        nacks.arrived(.first(1), now: .at(0))
        nacks.arrived(.first(3), now: .at(0))
        var list: [SequenceNumber] = []
        _ = nacks.poll(now: .at(5), roundTripNanoseconds: roundTrip, into: &list)
        let pause = try #require(nacks.nextDeadline).milliseconds(since: .at(5))
        #expect(pause == (roundTrip > 0 ? 500 : 20))
    }
}
