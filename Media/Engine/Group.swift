/// The endpoints of one hearing and what is permitted between them.
struct Group {
    let id: GroupID
    /// The slab places of its open endpoints.
    var members: [Int] = []
    /// The permitted routes, as the last `permit` gave them.
    var permitted: Set<Route> = []
    /// Whose tracks get slots first.
    var priority: [EndpointID] = []
    /// Final positions of permitted routes whose source or sink was closed; told when the route is
    /// withdrawn.
    var finished: [Route: RouteEffect] = [:]
    /// Packets delivered on each route, as far as they are not in a live slot's own counter.
    var delivered: [Route: UInt64] = [:]
    /// Whether a record is running.
    var isRecording = false
    /// When the counts are told next.
    var nextCensus: Instant
    /// Since when it has had no endpoint.
    var emptySince: Instant?

    /// Makes a group without endpoints, in which nothing is permitted.
    init(id: GroupID, now: Instant) {
        self.id = id
        nextCensus = now.adding(milliseconds: Self.censusMilliseconds)
        emptySince = now
    }

    /// How often the counts are told.
    static let censusMilliseconds: Int64 = 1_000

    /// How long a group without endpoints is remembered, so that routes that end with the last
    /// endpoint can still be withdrawn with their positions.
    static let emptyMilliseconds: Int64 = 60_000

    /// Some endpoints in the order in which they get slots: by the given priority, the others after
    /// them by number.
    func ordered(_ endpoints: Set<EndpointID>) -> [EndpointID] {
        var rank: [EndpointID: Int] = [:]
        for (place, endpoint) in priority.enumerated() where rank[endpoint] == nil {
            rank[endpoint] = place
        }
        return endpoints.sorted { left, right in
            (rank[left] ?? .max, left) < (rank[right] ?? .max, right)
        }
    }
}
