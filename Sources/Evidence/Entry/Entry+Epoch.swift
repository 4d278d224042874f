extension Entry {
    /// A server takes the hearing: at its start, after a crash, or from another node.
    public struct Epoch: Hashable, Sendable {
        /// The name of the node.
        public var node: String
        /// `start`, `restart`, `takeover`, `manual`.
        public var reason: String
        /// How far the wall clock is from its reference; nil if unknown.
        public var clockOffsetMicroseconds: Int64?
        /// The reference: `ntp`, `nts` …; nil if none.
        public var clockSource: String?
        /// The last signed head that was found and compared; nil at the start.
        public var previous: TreeHead?
        /// A new session key from here on; nil if the old one goes on.
        public var key: VerifierKey?
        /// The court's word for the new key; nil if there is none.
        public var endorsement: String?
        /// The seat that asked for it; nil for the server.
        public var by: Int?
        /// A person's written reason, for `manual`.
        public var explanation: Commitment?

        public init(
            node: String, reason: String, clockOffsetMicroseconds: Int64? = nil,
            clockSource: String? = nil, previous: TreeHead? = nil, key: VerifierKey? = nil,
            endorsement: String? = nil, by: Int? = nil, explanation: Commitment? = nil
        ) {
            self.node = node
            self.reason = reason
            self.clockOffsetMicroseconds = clockOffsetMicroseconds
            self.clockSource = clockSource
            self.previous = previous
            self.key = key
            self.endorsement = endorsement
            self.by = by
            self.explanation = explanation
        }
    }
}

extension Entry.Epoch: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        node = try reader.text("node", max: 64)
        reason = try reader.text("reason", max: 64)
        clockOffsetMicroseconds = try reader.optional("clock_offset_us") { key throws(EntryError) in
            try reader.integer(key, in: -Json.integerMax...Json.integerMax)
        }
        clockSource = try reader.optional("clock_source") { key throws(EntryError) in
            try reader.text(key, max: 64)
        }
        previous = try reader.optional("previous") { key throws(EntryError) in
            try reader.object(key)
        }
        key = try reader.optional("key") { key throws(EntryError) in try reader.verifierKey(key) }
        endorsement = try reader.optional("endorsement") { key throws(EntryError) in
            try reader.text(key, max: 16_384)
        }
        by = try reader.optional("by") { key throws(EntryError) in try reader.seat(key) }
        explanation = try reader.optional("explanation") { key throws(EntryError) in
            try reader.object(key)
        }
    }

    func write(to writer: inout MemberWriter) {
        writer.text("node", node)
        writer.text("reason", reason)
        writer.integer("clock_offset_us", clockOffsetMicroseconds)
        writer.text("clock_source", clockSource)
        writer.object("previous", previous)
        writer.text("key", key?.description)
        writer.text("endorsement", endorsement)
        writer.integer("by", by)
        writer.object("explanation", explanation)
    }
}
