extension Entry {
    /// Somebody was shown, or asked for, a part of the record.
    public struct Access: Hashable, Sendable {
        /// Who: a body with the person and the authority; nil for a seat.
        public var subject: Commitment?
        /// Who, if it is a seat of this hearing.
        public var seat: Int?
        /// `playback`, `export`, `transcript`, `inspection` and others.
        public var purpose: String
        /// Whether it was given.
        public var granted: Bool
        /// The tracks; empty for none.
        public var tracks: [String]
        /// Presentation time from which on; nil for all.
        public var startMicroseconds: Int64?
        /// Presentation time up to which; nil for all.
        public var endMicroseconds: Int64?
        /// More, as FORMAT.md lists it.
        public var detail: [String: Json]

        public init(
            subject: Commitment? = nil, seat: Int? = nil, purpose: String, granted: Bool,
            tracks: [String], startMicroseconds: Int64? = nil, endMicroseconds: Int64? = nil,
            detail: [String: Json] = [:]
        ) {
            self.subject = subject
            self.seat = seat
            self.purpose = purpose
            self.granted = granted
            self.tracks = tracks
            self.startMicroseconds = startMicroseconds
            self.endMicroseconds = endMicroseconds
            self.detail = detail
        }
    }
}

extension Entry.Access: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        subject = try reader.optional("subject") { key throws(EntryError) in
            try reader.object(key)
        }
        seat = try reader.optional("seat") { key throws(EntryError) in try reader.seat(key) }
        purpose = try reader.text("purpose", max: 64)
        granted = try reader.flag("granted")
        tracks = try reader.texts("tracks", max: 200)
        startMicroseconds = try reader.optional("from_us") { key throws(EntryError) in
            try reader.integer(key)
        }
        endMicroseconds = try reader.optional("to_us") { key throws(EntryError) in
            try reader.integer(key)
        }
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.object("subject", subject)
        writer.integer("seat", seat)
        writer.text("purpose", purpose)
        writer.flag("granted", granted)
        writer.texts("tracks", tracks)
        writer.integer("from_us", startMicroseconds)
        writer.integer("to_us", endMicroseconds)
        writer.open("detail", detail)
    }
}
