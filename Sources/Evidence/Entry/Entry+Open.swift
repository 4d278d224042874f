extension Entry {
    /// The first entry of a hearing log: what is held, who may sit in it, and which key signs.
    ///
    /// Names of people, parties and the case are in a committed body.
    public struct Open: Hashable, Sendable {
        /// The log: `<court-domain>/h/<hearing id>`.
        public var origin: String
        /// The kind of hearing: `trial`, `pretrial`, `mediation` and others.
        public var hearingKind: String
        /// Every seat of the hearing.
        public var seats: [Seat]
        /// The body with the title, the court and the names of the seats.
        public var names: Commitment
        /// The session key that signs this log's checkpoints; its name is the origin.
        public var key: VerifierKey
        /// The SM2 session key's verifier text, where there is one.
        public var keySM2: String?
        /// The court's word for the session key: a signed note, see `Endorsement`.
        public var endorsement: String
        /// How the record is made.
        public var formats: Formats
        /// The log that this one goes on from, if that one could not be continued.
        public var continues: Predecessor?

        public init(
            origin: String, hearingKind: String, seats: [Seat], names: Commitment,
            key: VerifierKey, keySM2: String? = nil, endorsement: String, formats: Formats,
            continues: Predecessor? = nil
        ) {
            self.origin = origin
            self.hearingKind = hearingKind
            self.seats = seats
            self.names = names
            self.key = key
            self.keySM2 = keySM2
            self.endorsement = endorsement
            self.formats = formats
            self.continues = continues
        }
    }
}

extension Entry.Open {
    /// A seat, by its number and part in the hearing.
    public struct Seat: Hashable, Sendable {
        /// The number, from 1.
        public var seat: Int
        /// The role: `judge`, `clerk`, `party`, `agent`, `witness`, `observer` and others.
        public var role: String
        /// The side: `plaintiff`, `defendant` …; nil for who has none.
        public var side: String?

        public init(seat: Int, role: String, side: String? = nil) {
            self.seat = seat
            self.role = role
            self.side = side
        }
    }
}

extension Entry.Open {
    /// The formats of the record.
    public struct Formats: Hashable, Sendable {
        /// The container of every track: `webm` (RFC 9559).
        public var container: String
        /// The sound codec: `A_OPUS`.
        public var audio: String
        /// The picture codec: `V_VP8`.
        public var video: String
        /// The length at which segments are cut.
        public var segmentMicroseconds: Int64
        /// The usual profile of encryption at rest; each part names its own.
        public var encryption: String

        public init(
            container: String, audio: String, video: String, segmentMicroseconds: Int64,
            encryption: String
        ) {
            self.container = container
            self.audio = audio
            self.video = video
            self.segmentMicroseconds = segmentMicroseconds
            self.encryption = encryption
        }
    }
}

extension Entry.Open {
    /// The end of an earlier log of the same hearing.
    public struct Predecessor: Hashable, Sendable {
        /// Its origin.
        public var origin: String
        /// Its last signed size and root.
        public var head: TreeHead
        /// Why it could not be continued.
        public var reason: String

        public init(origin: String, head: TreeHead, reason: String) {
            self.origin = origin
            self.head = head
            self.reason = reason
        }
    }
}

extension Entry.Open: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        origin = try reader.text("origin")
        hearingKind = try reader.text("hearing_kind", max: 64)
        seats = try reader.objects("seats", max: 1000)
        names = try reader.object("names")
        key = try reader.verifierKey("key")
        keySM2 = try reader.optional("key_sm2") { key throws(EntryError) in try reader.text(key) }
        endorsement = try reader.text("endorsement", max: 16_384)
        formats = try reader.object("formats")
        continues = try reader.optional("continues") { key throws(EntryError) in
            try reader.object(key)
        }
    }

    func write(to writer: inout MemberWriter) {
        writer.text("origin", origin)
        writer.text("hearing_kind", hearingKind)
        writer.objects("seats", seats)
        writer.object("names", names)
        writer.text("key", key.description)
        writer.text("key_sm2", keySM2)
        writer.text("endorsement", endorsement)
        writer.object("formats", formats)
        writer.object("continues", continues)
    }
}

extension Entry.Open.Seat: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        seat = try reader.seat("seat")
        role = try reader.text("role", max: 64)
        side = try reader.optional("side") { key throws(EntryError) in
            try reader.text(key, max: 64)
        }
    }

    func write(to writer: inout MemberWriter) {
        writer.integer("seat", seat)
        writer.text("role", role)
        writer.text("side", side)
    }
}

extension Entry.Open.Formats: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        container = try reader.text("container", max: 64)
        audio = try reader.text("audio", max: 64)
        video = try reader.text("video", max: 64)
        segmentMicroseconds = try reader.integer("segment_us")
        encryption = try reader.text("enc", max: 64)
    }

    func write(to writer: inout MemberWriter) {
        writer.text("container", container)
        writer.text("audio", audio)
        writer.text("video", video)
        writer.integer("segment_us", segmentMicroseconds)
        writer.text("enc", encryption)
    }
}

extension Entry.Open.Predecessor: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        origin = try reader.text("origin")
        head = try reader.object("head")
        reason = try reader.text("reason", max: 64)
    }

    func write(to writer: inout MemberWriter) {
        writer.text("origin", origin)
        writer.object("head", head)
        writer.text("reason", reason)
    }
}
