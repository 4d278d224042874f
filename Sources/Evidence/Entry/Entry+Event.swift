extension Entry {
    /// Something happened: a connection, a room, a device, a fault.
    ///
    /// FORMAT.md lists the names.
    public struct Event: Hashable, Sendable {
        /// What.
        public var name: String
        /// To whom; nil if to nobody in particular.
        public var seat: Int?
        /// By whom; nil for the server.
        public var by: Int?
        /// More, as FORMAT.md lists it for the name.
        public var detail: [String: Json]

        public init(name: String, seat: Int? = nil, by: Int? = nil, detail: [String: Json] = [:]) {
            self.name = name
            self.seat = seat
            self.by = by
            self.detail = detail
        }
    }
}

extension Entry.Event: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        name = try reader.text("name", max: 64)
        seat = try reader.optional("seat") { key throws(EntryError) in try reader.seat(key) }
        by = try reader.optional("by") { key throws(EntryError) in try reader.seat(key) }
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.text("name", name)
        writer.integer("seat", seat)
        writer.integer("by", by)
        writer.open("detail", detail)
    }
}
