/// What each client network may still do: its open connections and its request bucket.
///
/// Bounded: entries without connection are dropped once their bucket is full again; should the
/// table be full of entries that are still needed, new networks are refused (and counted by the
/// caller).
struct AddressTable {
    private struct Entry {
        var connections = 0
        var requests: TokenBucket
    }

    private let limits: GatewayLimits
    private let entriesMax: Int
    private var entries: [String: Entry] = [:]

    /// An empty table; it holds twice as many networks as there may be connections.
    init(limits: GatewayLimits) {
        self.limits = limits
        entriesMax = max(1024, limits.connectionsMax * 2)
    }

    /// Counts a new connection of `address`, or refuses it.
    mutating func open(_ address: RemoteAddress, now: ContinuousClock.Instant) -> Bool {
        guard var entry = entry(of: address, now: now) else { return false }
        guard entry.connections < limits.connectionsPerAddressMax else { return false }
        entry.connections += 1
        entries[address.network] = entry
        return true
    }

    /// Forgets a connection that ``open(_:now:)`` counted.
    mutating func close(_ address: RemoteAddress) {
        entries[address.network]?.connections -= 1
    }

    /// Takes a request token of `address`; gives the seconds to wait if there is none.
    mutating func request(
        of address: RemoteAddress, now: ContinuousClock.Instant
    ) -> RequestVerdict {
        guard var entry = entry(of: address, now: now) else { return .retryAfter(seconds: 1) }
        let taken = entry.requests.take(now: now)
        entries[address.network] = entry
        return taken ? .allowed : .retryAfter(seconds: entry.requests.secondsUntilToken)
    }

    /// The answer to a request for a request.
    enum RequestVerdict: Equatable {
        case allowed
        case retryAfter(seconds: Int)
    }

    /// Number of networks known (for tests).
    var count: Int { entries.count }

    private mutating func entry(of address: RemoteAddress, now: ContinuousClock.Instant) -> Entry? {
        if let known = entries[address.network] { return known }
        if entries.count >= entriesMax { dropIdle(now: now) }
        guard entries.count < entriesMax else { return nil }
        return Entry(requests: TokenBucket(rate: limits.requests, now: now))
    }

    private mutating func dropIdle(now: ContinuousClock.Instant) {
        entries = entries.filter { _, entry in
            var bucket = entry.requests
            return entry.connections > 0 || !bucket.isFull(now: now)
        }
    }
}
