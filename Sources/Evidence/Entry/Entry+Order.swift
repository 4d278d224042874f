extension Entry {
    /// An order that was carried out, as the person signed it.
    public struct Order: Hashable, Sendable {
        /// The order: `admit`, `mute` … as in the signalling protocol.
        public var name: String
        /// Who gave it; nil for the server.
        public var by: Int?
        /// The seat it is about; nil for the hearing.
        public var target: Int?
        /// The client's own id of the command: a repeat is recognised by it; nil for the
        /// server.
        public var command: Bytes16?
        /// The state version that the person saw; nil for the server.
        public var version: Int?
        /// The order exactly as it was signed; nil for the server.
        public var order: String?
        /// The seat key's thumbprint (RFC 7638); nil for the server.
        public var key: Sha256?
        /// ECDSA P-256 with SHA-256, r and s; nil for the server.
        public var signature: [UInt8]?
        /// More, as FORMAT.md lists it for the name.
        public var detail: [String: Json]

        public init(
            name: String, by: Int? = nil, target: Int? = nil, command: Bytes16? = nil,
            version: Int? = nil, order: String? = nil, key: Sha256? = nil,
            signature: [UInt8]? = nil, detail: [String: Json] = [:]
        ) {
            self.name = name
            self.by = by
            self.target = target
            self.command = command
            self.version = version
            self.order = order
            self.key = key
            self.signature = signature
            self.detail = detail
        }
    }
}

extension Entry.Order: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        name = try reader.text("name", max: 64)
        by = try reader.optional("by") { key throws(EntryError) in try reader.seat(key) }
        target = try reader.optional("target") { key throws(EntryError) in try reader.seat(key) }
        command = try reader.optional("command") { key throws(EntryError) in
            try reader.bytes16(key)
        }
        version = try reader.optional("version") { key throws(EntryError) in try reader.count(key) }
        order = try reader.optional("order") { key throws(EntryError) in
            try reader.text(key, max: 16_384)
        }
        key = try reader.optional("key") { key throws(EntryError) in try reader.thumbprint(key) }
        signature = try reader.optional("signature") { key throws(EntryError) in
            try reader.blob(key, max: 512)
        }
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.text("name", name)
        writer.integer("by", by)
        writer.integer("target", target)
        writer.bytes16("command", command)
        writer.integer("version", version)
        writer.text("order", order)
        writer.blob("key", key?.bytes)
        writer.blob("signature", signature)
        writer.open("detail", detail)
    }
}
