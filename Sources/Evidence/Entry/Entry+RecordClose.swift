extension Entry {
    /// The record ends: its totals.
    ///
    /// The checkpoint over this entry gives the integrity value.
    ///
    /// More than `tracksMax` tracks are spread over several such entries, one right after the other.
    public struct RecordClose: Hashable, Sendable {
        /// The most tracks in one entry: with the longest names they fit its size.
        public static let tracksMax = 150
        /// Which of the entries this is, from 1.
        public var part: Int
        /// How many there are, mostly 1.
        public var parts: Int
        /// Presentation time at which the record ended.
        public var timeMicroseconds: Int64
        /// Who ordered it; nil for the server.
        public var by: Int?
        /// The bundle files of the hearing.
        public var bundles: Int
        /// The entries of each kind before the first `record.close`; kinds without any left
        /// out.
        public var counts: [EntryKind: Int]
        /// Every track, or this entry's share of them.
        public var tracks: [Track]

        public init(
            part: Int, parts: Int, timeMicroseconds: Int64, by: Int? = nil, bundles: Int,
            counts: [EntryKind: Int], tracks: [Track]
        ) {
            self.part = part
            self.parts = parts
            self.timeMicroseconds = timeMicroseconds
            self.by = by
            self.bundles = bundles
            self.counts = counts
            self.tracks = tracks
        }
    }
}

extension Entry.RecordClose {
    /// The totals of a track.
    public struct Track: Hashable, Sendable {
        /// The track.
        public var track: TrackName
        /// How many segments.
        public var segments: Int
        /// Presentation time of the first segment; 0 without segments.
        public var startMicroseconds: Int64
        /// Presentation time at which the last segment ends; 0 without segments.
        public var endMicroseconds: Int64
        /// The sum of the segments' own lengths: gaps do not count.
        public var durationMicroseconds: Int64
        /// SHA-256 over the SHA-256 digests of all segments, in order.
        public var sha256: Sha256
        /// SM3 over the SM3 digests of all segments, in order.
        public var sm3: Sm3

        public init(
            track: TrackName, segments: Int, startMicroseconds: Int64, endMicroseconds: Int64,
            durationMicroseconds: Int64, sha256: Sha256, sm3: Sm3
        ) {
            self.track = track
            self.segments = segments
            self.startMicroseconds = startMicroseconds
            self.endMicroseconds = endMicroseconds
            self.durationMicroseconds = durationMicroseconds
            self.sha256 = sha256
            self.sm3 = sm3
        }
    }
}

extension Entry.RecordClose: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        part = try reader.count("part", in: 1...Int(Json.integerMax))
        parts = try reader.count("parts", in: 1...Int(Json.integerMax))
        timeMicroseconds = try reader.integer("t_us")
        by = try reader.optional("by") { key throws(EntryError) in try reader.seat(key) }
        bundles = try reader.count("bundles")
        counts = try reader.counts("counts")
        tracks = try reader.objects("tracks", max: 150)
    }

    func write(to writer: inout MemberWriter) {
        writer.integer("part", part)
        writer.integer("parts", parts)
        writer.integer("t_us", timeMicroseconds)
        writer.integer("by", by)
        writer.integer("bundles", bundles)
        writer.counts("counts", counts)
        writer.objects("tracks", tracks)
    }
}

extension Entry.RecordClose.Track: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        track = try reader.track("track")
        segments = try reader.count("segments")
        startMicroseconds = try reader.integer("t0_us")
        endMicroseconds = try reader.integer("t1_us")
        durationMicroseconds = try reader.integer("duration_us")
        sha256 = try reader.digest("sha256")
        sm3 = try reader.digest("sm3")
    }

    func write(to writer: inout MemberWriter) {
        writer.text("track", track.rawValue)
        writer.integer("segments", segments)
        writer.integer("t0_us", startMicroseconds)
        writer.integer("t1_us", endMicroseconds)
        writer.integer("duration_us", durationMicroseconds)
        writer.digest("sha256", sha256)
        writer.digest("sm3", sm3)
    }
}
