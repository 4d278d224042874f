extension Entry {
    /// A line of the transcript was written, corrected or struck.
    public struct Transcript: Hashable, Sendable {
        /// The line's number, from 0; a correction has the number of the line it corrects.
        public var line: Int
        /// `add`, `correct`, `remove`.
        public var operation: String
        /// `clerk`, `recognition`.
        public var source: String
        /// Who speaks; nil if nobody.
        public var seat: Int?
        /// Who wrote it; nil for the server.
        public var by: Int?
        /// Presentation time of the first word.
        public var startMicroseconds: Int64?
        /// Presentation time of the last word.
        public var endMicroseconds: Int64?
        /// The text; nil for `remove`.
        public var body: Commitment?
        /// More, as FORMAT.md lists it.
        public var detail: [String: Json]

        public init(
            line: Int, operation: String, source: String, seat: Int? = nil, by: Int? = nil,
            startMicroseconds: Int64? = nil, endMicroseconds: Int64? = nil,
            body: Commitment? = nil, detail: [String: Json] = [:]
        ) {
            self.line = line
            self.operation = operation
            self.source = source
            self.seat = seat
            self.by = by
            self.startMicroseconds = startMicroseconds
            self.endMicroseconds = endMicroseconds
            self.body = body
            self.detail = detail
        }
    }
}

extension Entry.Transcript: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        line = try reader.count("line")
        operation = try reader.text("op", max: 64)
        source = try reader.text("source", max: 64)
        seat = try reader.optional("seat") { key throws(EntryError) in try reader.seat(key) }
        by = try reader.optional("by") { key throws(EntryError) in try reader.seat(key) }
        startMicroseconds = try reader.optional("t0_us") { key throws(EntryError) in
            try reader.integer(key)
        }
        endMicroseconds = try reader.optional("t1_us") { key throws(EntryError) in
            try reader.integer(key)
        }
        body = try reader.optional("body") { key throws(EntryError) in try reader.object(key) }
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.integer("line", line)
        writer.text("op", operation)
        writer.text("source", source)
        writer.integer("seat", seat)
        writer.integer("by", by)
        writer.integer("t0_us", startMicroseconds)
        writer.integer("t1_us", endMicroseconds)
        writer.object("body", body)
        writer.open("detail", detail)
    }
}
