extension Entry {
    /// Once a second while recording: what every live track has so far.
    ///
    /// With the gaps it shows that nothing was cut out. One entry for each class of people who may
    /// see the same.
    public struct Heartbeat: Hashable, Sendable {
        /// The visibility class: `courtroom` and others.
        public var visibility: String
        /// Presentation time.
        public var timeMicroseconds: Int64
        /// Every live track of the class.
        public var tracks: [Track]

        public init(visibility: String, timeMicroseconds: Int64, tracks: [Track]) {
            self.visibility = visibility
            self.timeMicroseconds = timeMicroseconds
            self.tracks = tracks
        }
    }
}

extension Entry.Heartbeat {
    /// What a live track has since it began.
    public struct Track: Hashable, Sendable {
        /// The track.
        public var track: TrackName
        /// Bytes of RTP payload.
        public var bytes: Int
        /// RTP packets.
        public var packets: Int
        /// Whether nothing came in the last second.
        public var silent: Bool

        public init(track: TrackName, bytes: Int, packets: Int, silent: Bool) {
            self.track = track
            self.bytes = bytes
            self.packets = packets
            self.silent = silent
        }
    }
}

extension Entry.Heartbeat: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        visibility = try reader.text("class", max: 64)
        timeMicroseconds = try reader.integer("t_us")
        tracks = try reader.objects("tracks", max: 1000)
    }

    func write(to writer: inout MemberWriter) {
        writer.text("class", visibility)
        writer.integer("t_us", timeMicroseconds)
        writer.objects("tracks", tracks)
    }
}

extension Entry.Heartbeat.Track: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        track = try reader.track("track")
        bytes = try reader.count("bytes")
        packets = try reader.count("packets")
        silent = try reader.flag("silent")
    }

    func write(to writer: inout MemberWriter) {
        writer.text("track", track.rawValue)
        writer.integer("bytes", bytes)
        writer.integer("packets", packets)
        writer.flag("silent", silent)
    }
}
