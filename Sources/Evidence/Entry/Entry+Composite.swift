extension Entry {
    /// A view of several tracks was rendered.
    ///
    /// The tracks are the evidence, this is not.
    public struct Composite: Hashable, Sendable {
        /// The composite.
        public var composite: Bytes16
        /// SHA-256 of the renderer's binary.
        public var renderer: Sha256
        /// What it was made of.
        public var inputs: [Input]
        /// The layout and captions over time.
        public var manifest: Commitment
        /// The file's bytes.
        public var length: Int
        /// SHA-256 of the file's bytes.
        public var sha256: Sha256
        /// SM3 of the file's bytes.
        public var sm3: Sm3
        /// More, as FORMAT.md lists it.
        public var detail: [String: Json]

        public init(
            composite: Bytes16, renderer: Sha256, inputs: [Input], manifest: Commitment,
            length: Int, sha256: Sha256, sm3: Sm3, detail: [String: Json] = [:]
        ) {
            self.composite = composite
            self.renderer = renderer
            self.inputs = inputs
            self.manifest = manifest
            self.length = length
            self.sha256 = sha256
            self.sm3 = sm3
            self.detail = detail
        }
    }
}

extension Entry.Composite {
    /// A run of segments of one track.
    public struct Input: Hashable, Sendable {
        /// The track.
        public var track: TrackName
        /// The first segment's number.
        public var first: Int
        /// The last segment's number.
        public var last: Int

        public init(track: TrackName, first: Int, last: Int) {
            self.track = track
            self.first = first
            self.last = last
        }
    }
}

extension Entry.Composite: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        composite = try reader.bytes16("composite")
        renderer = try reader.digest("renderer")
        inputs = try reader.objects("inputs", max: 300)
        manifest = try reader.object("manifest")
        length = try reader.count("length")
        sha256 = try reader.digest("sha256")
        sm3 = try reader.digest("sm3")
        detail = try reader.open("detail")
    }

    func write(to writer: inout MemberWriter) {
        writer.bytes16("composite", composite)
        writer.digest("renderer", renderer)
        writer.objects("inputs", inputs)
        writer.object("manifest", manifest)
        writer.integer("length", length)
        writer.digest("sha256", sha256)
        writer.digest("sm3", sm3)
        writer.open("detail", detail)
    }
}

extension Entry.Composite.Input: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        track = try reader.track("track")
        first = try reader.count("first")
        last = try reader.count("last")
    }

    func write(to writer: inout MemberWriter) {
        writer.text("track", track.rawValue)
        writer.integer("first", first)
        writer.integer("last", last)
    }
}
