extension Entry {
    /// A person signed or confirmed something.
    public struct Sign: Hashable, Sendable {
        /// Who.
        public var seat: Int
        /// `transcript`, `explanation`, `confirmation`, `refusal`.
        public var subject: String
        /// The number of the entry it is about.
        public var target: Int?
        /// The integrity value that the person saw.
        public var head: TreeHead?
        /// The document that was signed.
        public var document: Document?
        /// Strokes, identity check, the text of an explanation.
        public var body: Commitment?
        /// The client's own id of the command.
        public var command: Bytes16?
        /// The text that was signed with the seat's key.
        public var signed: String?
        /// The seat key's thumbprint (RFC 7638).
        public var key: Sha256?
        /// ECDSA P-256 with SHA-256, r and s.
        public var signature: [UInt8]?
        /// More, as FORMAT.md lists it.
        public var detail: [String: Json]

        public init(
            seat: Int, subject: String, target: Int? = nil, head: TreeHead? = nil,
            document: Document? = nil, body: Commitment? = nil, command: Bytes16? = nil,
            signed: String? = nil, key: Sha256? = nil, signature: [UInt8]? = nil,
            detail: [String: Json] = [:]
        ) {
            self.seat = seat
            self.subject = subject
            self.target = target
            self.head = head
            self.document = document
            self.body = body
            self.command = command
            self.signed = signed
            self.key = key
            self.signature = signature
            self.detail = detail
        }
    }
}

extension Entry.Sign {
    /// A signed file by its digests.
    public struct Document: Hashable, Sendable {
        /// Its bytes.
        public var length: Int
        /// SHA-256 of its bytes.
        public var sha256: Sha256
        /// SM3 of its bytes.
        public var sm3: Sm3

        public init(length: Int, sha256: Sha256, sm3: Sm3) {
            self.length = length
            self.sha256 = sha256
            self.sm3 = sm3
        }
    }
}

extension Entry.Sign: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        seat = try reader.seat("seat")
        subject = try reader.text("subject", max: 64)
        target = try reader.optional("target") { key throws(EntryError) in try reader.count(key) }
        head = try reader.optional("head") { key throws(EntryError) in try reader.object(key) }
        document = try reader.optional("document") { key throws(EntryError) in
            try reader.object(key)
        }
        body = try reader.optional("body") { key throws(EntryError) in try reader.object(key) }
        command = try reader.optional("command") { key throws(EntryError) in
            try reader.bytes16(key)
        }
        signed = try reader.optional("signed") { key throws(EntryError) in
            try reader.text(key, max: 16_384)
        }
        key = try reader.optional("key") { key throws(EntryError) in try reader.thumbprint(key) }
        signature = try reader.optional("signature") { key throws(EntryError) in
            try reader.blob(key, max: 512)
        }
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.integer("seat", seat)
        writer.text("subject", subject)
        writer.integer("target", target)
        writer.object("head", head)
        writer.object("document", document)
        writer.object("body", body)
        writer.bytes16("command", command)
        writer.text("signed", signed)
        writer.blob("key", key?.bytes)
        writer.blob("signature", signature)
        writer.open("detail", detail)
    }
}

extension Entry.Sign.Document: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        length = try reader.count("length")
        sha256 = try reader.digest("sha256")
        sm3 = try reader.digest("sm3")
    }

    func write(to writer: inout MemberWriter) {
        writer.integer("length", length)
        writer.digest("sha256", sha256)
        writer.digest("sm3", sm3)
    }
}
