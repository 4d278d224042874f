extension Entry {
    /// Proof of time from outside: a time stamp, a block, a clock comparison.
    public struct Time: Hashable, Sendable {
        /// `tsa`, `block`, `ntp`, `nts`, `clock.step`.
        public var source: String
        /// Which authority, chain or server.
        public var name: String?
        /// The head that was stamped; nil for a proof of *not before*.
        public var head: TreeHead?
        /// The token (RFC 3161), if it fits.
        public var token: [UInt8]?
        /// SHA-256 of the token, if it is kept elsewhere.
        public var digest: Sha256?
        /// The block's number.
        public var height: Int?
        /// The block's hash, as its chain writes it.
        public var block: String?
        /// The wall clock's offset, or the size of a step.
        public var offsetMicroseconds: Int64?
        /// More, as FORMAT.md lists it.
        public var detail: [String: Json]

        public init(
            source: String, name: String? = nil, head: TreeHead? = nil, token: [UInt8]? = nil,
            digest: Sha256? = nil, height: Int? = nil, block: String? = nil,
            offsetMicroseconds: Int64? = nil, detail: [String: Json] = [:]
        ) {
            self.source = source
            self.name = name
            self.head = head
            self.token = token
            self.digest = digest
            self.height = height
            self.block = block
            self.offsetMicroseconds = offsetMicroseconds
            self.detail = detail
        }
    }
}

extension Entry.Time: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        source = try reader.text("source", max: 64)
        name = try reader.optional("name") { key throws(EntryError) in try reader.text(key) }
        head = try reader.optional("head") { key throws(EntryError) in try reader.object(key) }
        token = try reader.optional("token") { key throws(EntryError) in
            try reader.blob(key, max: 32_768)
        }
        digest = try reader.optional("sha256") { key throws(EntryError) in try reader.digest(key) }
        height = try reader.optional("height") { key throws(EntryError) in try reader.count(key) }
        block = try reader.optional("block") { key throws(EntryError) in try reader.text(key) }
        offsetMicroseconds = try reader.optional("offset_us") { key throws(EntryError) in
            try reader.integer(key, in: -Json.integerMax...Json.integerMax)
        }
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.text("source", source)
        writer.text("name", name)
        writer.object("head", head)
        writer.blob("token", token)
        writer.digest("sha256", digest)
        writer.integer("height", height)
        writer.text("block", block)
        writer.integer("offset_us", offsetMicroseconds)
        writer.open("detail", detail)
    }
}
