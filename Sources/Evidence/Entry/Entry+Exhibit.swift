extension Entry {
    /// A piece of evidence was handed in, shown, discussed or withdrawn.
    public struct Exhibit: Hashable, Sendable {
        /// The exhibit.
        public var exhibit: Bytes16
        /// `offer`, `show`, `hide`, `accept`, `object`, `withdraw`.
        public var operation: String
        /// Who; nil for the server.
        public var by: Int?
        /// The file's media type (RFC 6838).
        public var mediaType: String?
        /// The file's bytes.
        public var length: Int?
        /// The file.
        public var body: Commitment?
        /// The page shown, from 1.
        public var page: Int?
        /// Presentation time.
        public var timeMicroseconds: Int64?
        /// More, as FORMAT.md lists it.
        public var detail: [String: Json]

        public init(
            exhibit: Bytes16, operation: String, by: Int? = nil, mediaType: String? = nil,
            length: Int? = nil, body: Commitment? = nil, page: Int? = nil,
            timeMicroseconds: Int64? = nil, detail: [String: Json] = [:]
        ) {
            self.exhibit = exhibit
            self.operation = operation
            self.by = by
            self.mediaType = mediaType
            self.length = length
            self.body = body
            self.page = page
            self.timeMicroseconds = timeMicroseconds
            self.detail = detail
        }
    }
}

extension Entry.Exhibit: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        exhibit = try reader.bytes16("exhibit")
        operation = try reader.text("op", max: 64)
        by = try reader.optional("by") { key throws(EntryError) in try reader.seat(key) }
        mediaType = try reader.optional("media_type") { key throws(EntryError) in
            try reader.text(key, max: 64)
        }
        length = try reader.optional("length") { key throws(EntryError) in try reader.count(key) }
        body = try reader.optional("body") { key throws(EntryError) in try reader.object(key) }
        page = try reader.optional("page") { key throws(EntryError) in try reader.count(key) }
        timeMicroseconds = try reader.optional("t_us") { key throws(EntryError) in
            try reader.integer(key)
        }
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.bytes16("exhibit", exhibit)
        writer.text("op", operation)
        writer.integer("by", by)
        writer.text("media_type", mediaType)
        writer.integer("length", length)
        writer.object("body", body)
        writer.integer("page", page)
        writer.integer("t_us", timeMicroseconds)
        writer.open("detail", detail)
    }
}
