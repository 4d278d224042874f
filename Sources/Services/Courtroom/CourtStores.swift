public import Storage

/// Where a court keeps its hearings: logs, bookings, sessions, keys, bodies and bundle files.
public struct CourtStores: Sendable {
    public let logs: any LogStore
    public let bookings: Bookings
    public let sessions: Sessions
    public let secrets: Secrets
    public let bodies: Bodies
    public let keys: KeyStore
    public let segments: SegmentWriter

    /// The stores over one database; `logs` may be another one's face, in tests of a failing disk.
    public init(
        database: CourtDatabase, logs: (any LogStore)? = nil, keys: KeyStore,
        segments: SegmentWriter
    ) {
        self.logs = logs ?? SQLiteLogStore(database)
        bookings = Bookings(database)
        sessions = Sessions(database)
        secrets = Secrets(database)
        bodies = Bodies(database)
        self.keys = keys
        self.segments = segments
    }
}
