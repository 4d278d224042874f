extension Entry {
    /// The packets that each listener got from each source in a stretch of time.
    ///
    /// At every change of rooms, and every ten seconds where not zero. What is not listed is zero.
    public struct Delivery: Hashable, Sendable {
        /// Monotonic time from which on the packets are counted.
        public var startMicroseconds: Int64
        /// Monotonic time up to which they are counted; the next stretch begins there.
        public var endMicroseconds: Int64
        /// `rooms`, `cadence`, `end`.
        public var cause: String
        /// Who got how much from whom.
        public var rows: [DeliveryRow]

        public init(
            startMicroseconds: Int64, endMicroseconds: Int64, cause: String, rows: [DeliveryRow]
        ) {
            self.startMicroseconds = startMicroseconds
            self.endMicroseconds = endMicroseconds
            self.cause = cause
            self.rows = rows
        }
    }
}

extension Entry.Delivery: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        startMicroseconds = try reader.integer("from_us")
        endMicroseconds = try reader.integer("to_us")
        cause = try reader.text("cause", max: 64)
        rows = try reader.deliveries("rows")
    }

    func write(to writer: inout MemberWriter) {
        writer.integer("from_us", startMicroseconds)
        writer.integer("to_us", endMicroseconds)
        writer.text("cause", cause)
        writer.deliveries("rows", rows)
    }
}
