extension Entry {
    /// Time that a track or the whole record does not have, and why.
    public struct Gap: Hashable, Sendable {
        /// The track; nil for the whole hearing.
        public var track: TrackName?
        /// Presentation time from which on nothing is there.
        public var startMicroseconds: Int64
        /// Presentation time at which it goes on; nil if it never did.
        public var endMicroseconds: Int64?
        /// `recess`, `non_public_evidence`, `mediation_in_trial`, `network`, `crash`, `disk`,
        /// `overload` and others.
        public var cause: String
        /// The seat that ordered it; nil for the server.
        public var by: Int?
        /// The order's command id.
        public var command: Bytes16?
        /// RTP packets dropped meanwhile, where they were counted.
        public var packets: Int?
        /// More, as FORMAT.md lists it.
        public var detail: [String: Json]

        public init(
            track: TrackName? = nil, startMicroseconds: Int64, endMicroseconds: Int64? = nil,
            cause: String, by: Int? = nil, command: Bytes16? = nil, packets: Int? = nil,
            detail: [String: Json] = [:]
        ) {
            self.track = track
            self.startMicroseconds = startMicroseconds
            self.endMicroseconds = endMicroseconds
            self.cause = cause
            self.by = by
            self.command = command
            self.packets = packets
            self.detail = detail
        }
    }
}

extension Entry.Gap: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        track = try reader.optional("track") { key throws(EntryError) in try reader.track(key) }
        startMicroseconds = try reader.integer("from_us")
        endMicroseconds = try reader.optional("to_us") { key throws(EntryError) in
            try reader.integer(key)
        }
        cause = try reader.text("cause", max: 64)
        by = try reader.optional("by") { key throws(EntryError) in try reader.seat(key) }
        command = try reader.optional("command") { key throws(EntryError) in
            try reader.bytes16(key)
        }
        packets = try reader.optional("packets") { key throws(EntryError) in try reader.count(key) }
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.text("track", track?.rawValue)
        writer.integer("from_us", startMicroseconds)
        writer.integer("to_us", endMicroseconds)
        writer.text("cause", cause)
        writer.integer("by", by)
        writer.bytes16("command", command)
        writer.integer("packets", packets)
        writer.open("detail", detail)
    }
}
