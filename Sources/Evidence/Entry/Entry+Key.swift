extension Entry {
    /// A key was made, endorsed, wrapped, released, revoked or erased.
    public struct Key: Hashable, Sendable {
        /// `made`, `endorsed`, `wrapped`, `released`, `revoked`, `erased`.
        public var event: String
        /// `session`, `content`, `portion`, `seat` and others.
        public var purpose: String
        /// Which key: a vkey's name and id, a content key's id, a thumbprint.
        public var keyID: String
        /// Its public half, if it signs notes.
        public var verifier: VerifierKey?
        /// The court's word for it.
        public var endorsement: String?
        /// The portion of the hearing it opens.
        public var portion: String?
        /// The seat it belongs to.
        public var seat: Int?
        /// Who did it; nil for the server.
        public var by: Int?
        /// More, as FORMAT.md lists it.
        public var detail: [String: Json]

        public init(
            event: String, purpose: String, keyID: String, verifier: VerifierKey? = nil,
            endorsement: String? = nil, portion: String? = nil, seat: Int? = nil, by: Int? = nil,
            detail: [String: Json] = [:]
        ) {
            self.event = event
            self.purpose = purpose
            self.keyID = keyID
            self.verifier = verifier
            self.endorsement = endorsement
            self.portion = portion
            self.seat = seat
            self.by = by
            self.detail = detail
        }
    }
}

extension Entry.Key: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        event = try reader.text("event", max: 64)
        purpose = try reader.text("purpose", max: 64)
        keyID = try reader.text("key_id")
        verifier = try reader.optional("key") { key throws(EntryError) in
            try reader.verifierKey(key)
        }
        endorsement = try reader.optional("endorsement") { key throws(EntryError) in
            try reader.text(key, max: 16_384)
        }
        portion = try reader.optional("portion") { key throws(EntryError) in
            try reader.text(key, max: 64)
        }
        seat = try reader.optional("seat") { key throws(EntryError) in try reader.seat(key) }
        by = try reader.optional("by") { key throws(EntryError) in try reader.seat(key) }
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.text("event", event)
        writer.text("purpose", purpose)
        writer.text("key_id", keyID)
        writer.text("key", verifier?.description)
        writer.text("endorsement", endorsement)
        writer.text("portion", portion)
        writer.integer("seat", seat)
        writer.integer("by", by)
        writer.open("detail", detail)
    }
}
