import Media
import Synchronization
import Testing

@testable import Services

@Suite("Attempts of an address")
struct RateLimiterTests {
    /// A clock that stands until it is moved.
    private final class Clock: Sendable {
        private let milliseconds = Mutex<Int64>(1_000_000)

        func advance(milliseconds step: Int64) { milliseconds.withLock { $0 += step } }

        var now: Instant { Instant(nanoseconds: milliseconds.withLock { $0 } * 1_000_000) }
    }

    @Test("the burst is allowed, then one each interval")
    func burstAndRate() {
        let clock = Clock()
        let limiter = RateLimiter(burst: 3, perSecond: 2) { clock.now }
        #expect((0..<5).map { _ in limiter.allows("a") } == [true, true, true, false, false])
        clock.advance(milliseconds: 500)
        #expect((0..<2).map { _ in limiter.allows("a") } == [true, false])
        clock.advance(milliseconds: 3_600_000)
        #expect((0..<4).map { _ in limiter.allows("a") } == [true, true, true, false])
    }

    @Test("addresses do not spend each other's attempts")
    func addresses() {
        let clock = Clock()
        let limiter = RateLimiter(burst: 1, perSecond: 1) { clock.now }
        #expect(limiter.allows("a"))
        #expect(limiter.allows("b"))
        #expect(!limiter.allows("a"))
    }

    @Test("refused attempts do not put off the next one")
    func refused() {
        let clock = Clock()
        let limiter = RateLimiter(burst: 1, perSecond: 1) { clock.now }
        #expect(limiter.allows("a"))
        for _ in 0..<9 {
            clock.advance(milliseconds: 100)
            #expect(!limiter.allows("a"))
        }
        // A little more than the whole second: tenths do not add up to one in binary.
        clock.advance(milliseconds: 101)
        #expect(limiter.allows("a"))
    }

    @Test("a flood of addresses does not set free one that has just spent its attempts")
    func flood() {
        let clock = Clock()
        let limiter = RateLimiter(burst: 1, perSecond: 0.001) { clock.now }
        for number in 0..<9000 {
            _ = limiter.allows("old \(number)")
            clock.advance(milliseconds: 1)
        }
        #expect(limiter.allows("a"))
        for number in 0..<4000 {
            clock.advance(milliseconds: 1)
            _ = limiter.allows("new \(number)")
        }
        #expect(!limiter.allows("a"))
    }
}
