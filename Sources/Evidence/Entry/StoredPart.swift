/// Where the bytes of a track's init or segment lie, and what they are.
///
/// In the entry these are members of the entry itself: `bundle offset ct_len pt_len pt_sha256
/// pt_sm3 enc copies`.
public struct StoredPart: Hashable, Sendable {
    /// How the bytes are encrypted at rest.
    public struct Encryption: Hashable, Sendable {
        /// `none`, or the name of a cipher profile.
        public var profile: String
        /// The id of the content key; nil with `none`.
        public var key: String?
        /// The cipher's nonce; nil with `none`.
        public var nonce: [UInt8]?
        /// The portion of the hearing that the key belongs to: `open`, `protected`, `non_public`.
        public var portion: String
        /// The digest of the ciphertext, for who has no key; nil with `none`, where it would be
        /// the plaintext's.
        public var ciphertextSha256: Sha256?

        public init(
            profile: String, key: String? = nil, nonce: [UInt8]? = nil, portion: String = "open",
            ciphertextSha256: Sha256? = nil
        ) {
            self.profile = profile
            self.key = key
            self.nonce = nonce
            self.portion = portion
            self.ciphertextSha256 = ciphertextSha256
        }

        /// No encryption at rest, open portion.
        public static let none = Encryption(profile: "none")
    }

    /// The most places that an entry names.
    static let copiesMax = 16

    /// The number of the bundle file, from 0.
    public var bundle: Int
    /// The offset of the first byte in the bundle.
    public var offset: Int
    /// The bytes in the bundle; equal to the plaintext's with encryption `none`.
    public var ciphertextLength: Int
    /// The bytes of WebM.
    public var plaintextLength: Int
    /// Both digests of the WebM bytes.
    public var plaintext: DualDigest
    public var encryption: Encryption
    /// The places where the bundle was when this was logged: node or store names.
    public var copies: [String]

    public init(
        bundle: Int, offset: Int, ciphertextLength: Int, plaintextLength: Int,
        plaintext: DualDigest, encryption: Encryption = .none, copies: [String]
    ) {
        self.bundle = bundle
        self.offset = offset
        self.ciphertextLength = ciphertextLength
        self.plaintextLength = plaintextLength
        self.plaintext = plaintext
        self.encryption = encryption
        self.copies = copies
    }
}

extension StoredPart: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        bundle = try reader.count("bundle")
        offset = try reader.count("offset")
        ciphertextLength = try reader.count("ct_len")
        plaintextLength = try reader.count("pt_len")
        plaintext = DualDigest(
            sha256: try reader.digest("pt_sha256"), sm3: try reader.digest("pt_sm3"))
        encryption = try reader.object("enc")
        copies = try reader.texts("copies", max: Self.copiesMax)
    }

    func write(to writer: inout MemberWriter) {
        writer.integer("bundle", bundle)
        writer.integer("offset", offset)
        writer.integer("ct_len", ciphertextLength)
        writer.integer("pt_len", plaintextLength)
        writer.digest("pt_sha256", plaintext.sha256)
        writer.digest("pt_sm3", plaintext.sm3)
        writer.object("enc", encryption)
        writer.texts("copies", copies)
    }
}

extension StoredPart.Encryption: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        profile = try reader.text("profile", max: 64)
        key = try reader.optional("key") { key throws(EntryError) in try reader.text(key) }
        nonce = try reader.optional("nonce") { key throws(EntryError) in
            try reader.blob(key, max: 64)
        }
        portion = try reader.text("portion", max: 64)
        ciphertextSha256 = try reader.optional("ct_sha256") { key throws(EntryError) in
            try reader.digest(key)
        }
    }

    func write(to writer: inout MemberWriter) {
        writer.text("profile", profile)
        writer.text("key", key)
        writer.blob("nonce", nonce)
        writer.text("portion", portion)
        writer.digest("ct_sha256", ciphertextSha256)
    }
}
