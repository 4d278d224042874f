extension Entry {
    /// The last entry: nothing comes after, the session key is erased.
    public struct Seal: Hashable, Sendable {
        /// Who ordered it; nil for the server.
        public var by: Int?
        /// `order`, `time_limit`.
        public var cause: String
        /// The entries of each kind after the last `record.close`; kinds without any left out.
        public var counts: [EntryKind: Int]
        /// More, as FORMAT.md lists it.
        public var detail: [String: Json]

        public init(
            by: Int? = nil, cause: String, counts: [EntryKind: Int], detail: [String: Json] = [:]
        ) {
            self.by = by
            self.cause = cause
            self.counts = counts
            self.detail = detail
        }
    }
}

extension Entry.Seal: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        by = try reader.optional("by") { key throws(EntryError) in try reader.seat(key) }
        cause = try reader.text("cause", max: 64)
        counts = try reader.counts("counts")
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.integer("by", by)
        writer.text("cause", cause)
        writer.counts("counts", counts)
        writer.open("detail", detail)
    }
}
