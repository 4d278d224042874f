extension Entry {
    /// A certificate was derived from this log.
    public struct Certificate: Hashable, Sendable {
        /// `isolation`, `record`, `attendance` and others.
        public var subject: String
        /// The seat it is about; nil for the hearing.
        public var seat: Int?
        /// The first entry that it was derived from.
        public var first: Int
        /// The last entry that it was derived from.
        public var last: Int
        /// The certificate.
        public var body: Commitment
        /// More, as FORMAT.md lists it.
        public var detail: [String: Json]

        public init(
            subject: String, seat: Int? = nil, first: Int, last: Int, body: Commitment,
            detail: [String: Json] = [:]
        ) {
            self.subject = subject
            self.seat = seat
            self.first = first
            self.last = last
            self.body = body
            self.detail = detail
        }
    }
}

extension Entry.Certificate: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        subject = try reader.text("subject", max: 64)
        seat = try reader.optional("seat") { key throws(EntryError) in try reader.seat(key) }
        first = try reader.count("first")
        last = try reader.count("last")
        body = try reader.object("body")
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.text("subject", subject)
        writer.integer("seat", seat)
        writer.integer("first", first)
        writer.integer("last", last)
        writer.object("body", body)
        writer.open("detail", detail)
    }
}
