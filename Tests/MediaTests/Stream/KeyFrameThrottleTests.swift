import Testing

@testable import Media

@Suite("Key-frame requests")
struct KeyFrameThrottleTests {
    private let high = Ssrc(rawValue: 1)
    private let low = Ssrc(rawValue: 2)

    @Test("The first request goes out at once, others for the same layer are merged into it")
    func merging() {
        var throttle = KeyFrameThrottle()
        #expect(throttle.poll(now: .at(0)) == nil && throttle.nextDeadline == nil)
        throttle.request(high, now: .at(0))
        #expect(throttle.nextDeadline == .at(0))
        #expect(throttle.poll(now: .at(0)) == high)
        throttle.request(high, now: .at(10))
        throttle.request(high, now: .at(20))
        #expect(throttle.merged == 2)
        #expect(throttle.poll(now: .at(999)) == nil)
    }

    @Test("It is repeated every second until the key frame comes")
    func retry() {
        var throttle = KeyFrameThrottle()
        throttle.request(high, now: .at(0))
        #expect(throttle.poll(now: .at(0)) == high)
        #expect(throttle.nextDeadline == .at(1_000))
        #expect(throttle.poll(now: .at(1_000)) == high)
        throttle.arrived(low)
        #expect(throttle.poll(now: .at(2_000)) == high, "another layer's does not help")
        throttle.arrived(high)
        #expect(throttle.nextDeadline == nil && !throttle.awaits(high))
        #expect(throttle.poll(now: .at(9_000)) == nil)
        #expect(throttle.sent == 3)
    }

    @Test("Two requests are at least half a second apart, whatever the layer")
    func pause() {
        var throttle = KeyFrameThrottle()
        throttle.request(high, now: .at(0))
        _ = throttle.poll(now: .at(0))
        throttle.arrived(high)
        throttle.request(low, now: .at(100))
        #expect(throttle.nextDeadline == .at(500))
        #expect(throttle.poll(now: .at(499)) == nil)
        #expect(throttle.poll(now: .at(500)) == low)
    }

    @Test("A silent layer does not keep another one waiting")
    func turns() {
        var throttle = KeyFrameThrottle()
        throttle.request(high, now: .at(0))
        throttle.request(low, now: .at(0))
        let asked = (0..<4).compactMap { throttle.poll(now: .at(Int64($0) * 1_000)) }
        #expect(Set(asked) == [high, low])
        #expect(asked.count == 4 && asked[0] != asked[1])
        throttle.cancel(high)
        #expect(throttle.poll(now: .at(4_000)) == low)
        throttle.cancel(low)
        #expect(throttle.nextDeadline == nil)
    }

    @Test("A storm of a thousand viewers makes two requests a second at most")
    func storm() {
        var throttle = KeyFrameThrottle()
        var sent = 0
        for milliseconds in 0..<10_000 {
            let now = Instant.at(Int64(milliseconds))
            throttle.request(high, now: now)
            if throttle.poll(now: now) != nil {
                sent += 1
                throttle.arrived(high)
            }
        }
        #expect(sent == 20)
    }

    @Test("More layers than exist push out the longest waiting")
    func bound() {
        var throttle = KeyFrameThrottle()
        for layer in 0..<10 { throttle.request(Ssrc(rawValue: UInt32(layer)), now: .at(0)) }
        #expect(!throttle.awaits(Ssrc(rawValue: 5)))
        #expect((6..<10).allSatisfy { throttle.awaits(Ssrc(rawValue: UInt32($0))) })
    }
}
