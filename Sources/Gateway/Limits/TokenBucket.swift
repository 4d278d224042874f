/// A token bucket: `rate.perSecond` takes a second on average, at most `rate.burst` at once.
struct TokenBucket: Sendable {
    private let rate: GatewayLimits.Rate
    private var tokens: Double
    private var filledAt: ContinuousClock.Instant

    /// A full bucket.
    init(rate: GatewayLimits.Rate, now: ContinuousClock.Instant) {
        self.rate = rate
        tokens = rate.burst
        filledAt = now
    }

    /// Takes one token; false if there is none.
    mutating func take(now: ContinuousClock.Instant) -> Bool {
        refill(now: now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// True if the bucket is full again, so that forgetting it changes nothing.
    mutating func isFull(now: ContinuousClock.Instant) -> Bool {
        refill(now: now)
        return tokens >= rate.burst
    }

    /// Whole seconds (at least 1) until a token is there, for `Retry-After`.
    var secondsUntilToken: Int {
        guard rate.perSecond > 0 else { return 3600 }
        return max(1, Int(((1 - tokens) / rate.perSecond).rounded(.up)))
    }

    private mutating func refill(now: ContinuousClock.Instant) {
        let elapsed = filledAt.duration(to: now)
        guard elapsed > .zero else { return }
        tokens = min(rate.burst, tokens + rate.perSecond * (elapsed / .seconds(1)))
        filledAt = now
    }
}
