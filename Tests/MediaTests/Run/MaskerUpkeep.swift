import Testing

@testable import Media

@Suite("Keeping the voice masker alive")
struct MaskerUpkeep {
    private func at(_ milliseconds: Int64) -> Instant {
        Instant(nanoseconds: 5_000_000_000).adding(milliseconds: milliseconds)
    }

    @Test("after each failure the pause doubles, up to half a minute")
    func doubling() {
        var pause = RestartPause()
        #expect(pause.next < at(0), "the first start waits for nothing")
        var waits: [Int64] = []
        for _ in 0..<9 {
            pause.started(now: at(0))
            pause.failed(now: at(10))
            waits.append(pause.next.milliseconds(since: at(10)))
        }
        #expect(waits == [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    }

    @Test("after a long life a failure counts as the first one")
    func longLife() {
        var pause = RestartPause()
        for _ in 0..<5 {
            pause.started(now: at(0))
            pause.failed(now: at(1))
        }
        pause.started(now: at(0))
        pause.failed(now: at(60_000))
        #expect(pause.next == at(60_250))
    }

    @Test("a reader that moves, or has nothing to read, does not stand still")
    func moving() {
        var watch = StandstillWatch(rings: 2)
        for step in 0..<20 as Range<Int64> {
            let count = UInt64(step)
            let isStill = watch.isStill(
                [(read: count, written: count + 5), (read: 7, written: 7)], now: at(step * 500))
            #expect(!isStill)
        }
    }

    @Test("a reader that leaves something unread for two seconds stands still")
    func still() {
        var watch = StandstillWatch(rings: 2)
        let looks: [(milliseconds: Int64, written: UInt64)] = [
            (0, 3), (500, 4), (2_400, 9), (2_500, 9),
        ]
        let found = looks.map { look in
            watch.isStill(
                [(read: 1, written: 1), (read: 3, written: look.written)],
                now: at(look.milliseconds))
        }
        #expect(found == [false, false, false, true])
    }
}
