import Testing

@testable import Media

@Suite("A frame's place on the record's time line")
struct PresentationClockTests {
    @Test("times follow the timestamps, not the jitter of the arrivals")
    func smooth() {
        var clock = PresentationClock(rate: 90_000)
        var random = SeededRandom(seed: 1)
        let first = clock.time(of: rtp(0), arrival: 1_000_000)
        #expect(first == 1_000_000)
        for frame in Int64(1)...60 {
            let jitter = Int64.random(in: 0...80_000, using: &random)
            let time = clock.time(
                of: rtp(frame * 3000), arrival: 1_000_000 + frame * 33_333 + jitter)
            #expect(abs(time - (1_000_000 + frame * 100_000 / 3)) <= 1)
        }
    }

    @Test("timestamps wrap without a trace")
    func wraps() {
        var clock = PresentationClock(rate: 48_000)
        for packet in Int64(0)..<200 {
            let time = clock.time(of: rtp(0xFFFF_0000 + packet * 960), arrival: packet * 20_000)
            #expect(time == packet * 20_000)
        }
    }

    @Test("a pause whose timestamps go on lies on the time line as long as it was")
    func pause() {
        var clock = PresentationClock(rate: 90_000)
        _ = clock.time(of: rtp(0), arrival: 0)
        let time = clock.time(of: rtp(90_000 * 600), arrival: 600_000_000)
        #expect(time == 600_000_000)
    }

    @Test("a source whose timestamps stood still in a pause is moved ahead within half a second")
    func standstill() {
        var clock = PresentationClock(rate: 48_000)
        var arrival: Int64 = 0
        var times: [Int64] = []
        for packet in Int64(0)..<150 {
            if packet == 100 { arrival += 60_000_000 }
            times.append(clock.time(of: rtp(packet * 960), arrival: arrival))
            arrival += 20_000
        }
        #expect(times[124] < 3_000_000)
        #expect(times[126] == 62_000_000 + 26 * 20_000)
        #expect(isRising(times))
    }

    @Test("a queue that a stalled network delivers at once keeps its place")
    func stall() {
        var clock = PresentationClock(rate: 48_000)
        for packet in Int64(0)..<400 {
            let sent = packet * 20_000
            let arrival = (1_000_000..<3_000_000).contains(sent) ? 3_000_000 + packet : sent
            #expect(clock.time(of: rtp(packet * 960), arrival: arrival) == sent)
        }
    }

    @Test(
        "timestamps that jump ahead or back do not take the time line with them",
        arguments: [324_000_000, -324_000_000, 0x7FFF_FFFF] as [Int64])
    func jumps(by ticks: Int64) {
        var clock = PresentationClock(rate: 90_000)
        var times: [Int64] = []
        for frame in Int64(0)..<200 {
            let stamp = frame * 3000 + (frame < 100 ? 0 : ticks)
            times.append(clock.time(of: rtp(stamp), arrival: frame * 33_333))
        }
        #expect(isRising(times))
        #expect(abs(times[199] - 199 * 33_333) < 40_000)
    }

    @Test("another stream is placed at its arrival")
    func restart() {
        var clock = PresentationClock(rate: 90_000)
        _ = clock.time(of: rtp(5), arrival: 1_000_000)
        clock.restart()
        #expect(clock.time(of: rtp(4_000_000_000), arrival: 2_000_000) == 2_000_000)
    }

    @Test(
        "random timestamps never go back nor leave the arrivals far behind",
        arguments: 0..<20 as Range<UInt64>)
    func hostile(seed: UInt64) {
        var clock = PresentationClock(rate: 90_000)
        var random = SeededRandom(seed: seed)
        var arrival: Int64 = 0
        var times: [Int64] = []
        for _ in 0..<2000 {
            arrival += Int64.random(in: 0...100_000, using: &random)
            let stamp = Int64.random(in: 0...Int64(UInt32.max), using: &random)
            times.append(clock.time(of: rtp(stamp), arrival: arrival))
            #expect(times[times.count - 1] <= arrival + 3_000_000, "seed \(seed)")
        }
        #expect(isRising(times), "seed \(seed)")
    }

    private func rtp(_ value: Int64) -> RtpTimestamp {
        RtpTimestamp(rawValue: UInt32(truncatingIfNeeded: value))
    }

    private func isRising(_ times: [Int64]) -> Bool {
        zip(times, times.dropFirst()).allSatisfy { $0 + 1000 <= $1 }
    }
}
