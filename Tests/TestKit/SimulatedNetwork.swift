public import Media

/// A network of UDP in virtual time: datagrams are lost, late, out of order or doubled by a seed.
///
/// No threads and no sockets: `send` puts a datagram on its way, `receive` gives what has arrived
/// by a moment, `nextArrival` says which moment to go to.
public struct SimulatedNetwork: Sendable {
    /// How a path treats datagrams.
    public struct Conditions: Hashable, Sendable {
        /// Share of datagrams that are lost, 0–1.
        public var loss: Double
        /// Time on the way.
        public var delayMilliseconds: Int64
        /// Random time on top of it, 0 to this: datagrams overtake each other when it is large.
        public var jitterMilliseconds: Int64
        /// Share of datagrams that come twice, 0–1.
        public var duplication: Double

        /// Describes a path; without arguments a perfect one with 1 ms.
        public init(
            loss: Double = 0, delayMilliseconds: Int64 = 1, jitterMilliseconds: Int64 = 0,
            duplication: Double = 0
        ) {
            self.loss = loss
            self.delayMilliseconds = delayMilliseconds
            self.jitterMilliseconds = jitterMilliseconds
            self.duplication = duplication
        }
    }

    /// A datagram that has arrived.
    public struct Delivery: Hashable, Sendable {
        public let bytes: [UInt8]
        public let from: TransportAddress
        public let to: TransportAddress
        public let at: Instant
    }

    /// How all paths are that have no conditions of their own.
    public var conditions: Conditions
    /// Conditions of what goes to one address.
    public var conditionsTo: [TransportAddress: Conditions] = [:]

    /// Datagrams given to `send`.
    public private(set) var sentCount = 0
    /// Of them, those that were lost.
    public private(set) var lostCount = 0

    private var generator: SeededGenerator
    private var underWay: [(delivery: Delivery, order: Int)] = []

    /// Makes a network whose chances come from `seed`.
    public init(seed: UInt64, conditions: Conditions = Conditions()) {
        generator = SeededGenerator(seed: seed)
        self.conditions = conditions
    }

    /// Puts a datagram on its way.
    public mutating func send(
        _ bytes: [UInt8], from: TransportAddress, to: TransportAddress, now: Instant
    ) {
        sentCount += 1
        let path = conditionsTo[to] ?? conditions
        if generator.chance(path.loss) {
            lostCount += 1
            return
        }
        for _ in 0..<(generator.chance(path.duplication) ? 2 : 1) {
            let jitter =
                path.jitterMilliseconds > 0
                ? Int64.random(in: 0...path.jitterMilliseconds * 1_000_000, using: &generator) : 0
            let arrival = now.adding(milliseconds: path.delayMilliseconds).adding(
                nanoseconds: jitter)
            let delivery = Delivery(bytes: bytes, from: from, to: to, at: arrival)
            underWay.append((delivery, sentCount))
        }
    }

    /// When the next datagram arrives; nil when none is under way.
    public var nextArrival: Instant? {
        underWay.map(\.delivery.at).min()
    }

    /// Takes what has arrived by `now`, in the order of arrival.
    public mutating func receive(now: Instant) -> [Delivery] {
        let arrived = underWay.filter { $0.delivery.at <= now }
        guard !arrived.isEmpty else { return [] }
        underWay.removeAll { $0.delivery.at <= now }
        return arrived.sorted { ($0.delivery.at, $0.order) < ($1.delivery.at, $1.order) }
            .map(\.delivery)
    }
}
