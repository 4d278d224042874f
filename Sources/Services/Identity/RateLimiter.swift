public import Media
import Synchronization

/// A token bucket for each address: so many attempts at once, then one each interval.
public final class RateLimiter: Sendable {
    /// Addresses remembered at a time; the ones that rest longest are forgotten first.
    private static let addressesMax = 10_000

    private struct Bucket {
        var tokens: Double
        var at: Instant
    }

    private let burst: Double
    private let perSecond: Double
    private let now: @Sendable () -> Instant
    private let buckets = Mutex<[String: Bucket]>([:])

    /// A limiter that allows `burst` attempts at once and `perSecond` in the long run.
    public init(burst: Int, perSecond: Double, now: @escaping @Sendable () -> Instant) {
        self.burst = Double(burst)
        self.perSecond = perSecond
        self.now = now
    }

    /// Takes a token of the address; false when there is none.
    public func allows(_ address: String) -> Bool {
        let now = now()
        return buckets.withLock { buckets in
            var bucket = buckets[address] ?? Bucket(tokens: burst, at: now)
            let rest = Double(max(0, now.milliseconds(since: bucket.at))) / 1_000
            bucket.tokens = min(burst, bucket.tokens + rest * perSecond)
            bucket.at = now
            let allowed = bucket.tokens >= 1
            if allowed { bucket.tokens -= 1 }
            if buckets[address] == nil, buckets.count >= Self.addressesMax { forgetHalf(&buckets) }
            buckets[address] = bucket
            return allowed
        }
    }

    private func forgetHalf(_ buckets: inout [String: Bucket]) {
        let sorted = buckets.sorted { $0.value.at < $1.value.at }
        for (address, _) in sorted.prefix(Self.addressesMax / 2) { buckets[address] = nil }
    }
}
