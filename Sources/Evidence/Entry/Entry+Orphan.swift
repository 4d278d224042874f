extension Entry {
    /// A finished file that no entry names: written just before a crash.
    public struct Orphan: Hashable, Sendable {
        /// The file's name.
        public var name: String
        /// The number in it, if it is a bundle.
        public var bundle: Int?
        /// Its bytes.
        public var length: Int
        /// SHA-256 of its bytes.
        public var digest: Sha256

        public init(name: String, bundle: Int? = nil, length: Int, digest: Sha256) {
            self.name = name
            self.bundle = bundle
            self.length = length
            self.digest = digest
        }
    }
}

extension Entry.Orphan: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        name = try reader.text("name")
        bundle = try reader.optional("bundle") { key throws(EntryError) in try reader.count(key) }
        length = try reader.count("length")
        digest = try reader.digest("sha256")
    }

    func write(to writer: inout MemberWriter) {
        writer.text("name", name)
        writer.integer("bundle", bundle)
        writer.integer("length", length)
        writer.digest("sha256", digest)
    }
}
