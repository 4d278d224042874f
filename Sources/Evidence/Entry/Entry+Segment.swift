extension Entry {
    /// About two seconds of a track: whole WebM clusters.
    public struct Segment: Hashable, Sendable {
        /// The track.
        public var track: TrackName
        /// The segment's number in the track, from 0.
        public var number: Int
        /// Presentation time of the first frame, since the start of the record.
        public var startMicroseconds: Int64
        /// Presentation time at which the last frame ends.
        public var endMicroseconds: Int64
        /// Whether it can be decoded without the segment before.
        public var opensOnKeyFrame: Bool
        /// Presentation time of its last key frame; nil if it has none.
        public var lastKeyFrameMicroseconds: Int64?
        /// The picture's width in pixels; nil if unknown and for sound.
        public var width: Int?
        /// The picture's height in pixels; nil if unknown and for sound.
        public var height: Int?
        /// The bytes.
        public var part: StoredPart
        /// SHA-256 of the plaintext of the segment before it, or of the init for segment 0.
        public var previous: Sha256
        /// RTP packets of the source in this time.
        public var packetsReceived: Int
        /// RTP packets that never came.
        public var packetsLost: Int
        /// RTP time of the first frame.
        public var firstRtp: UInt32
        /// RTP time of the last frame.
        public var lastRtp: UInt32
        /// The sender reports in use; drift of clocks is worked out from them.
        public var senderReports: [SenderReport]

        public init(
            track: TrackName, number: Int, startMicroseconds: Int64, endMicroseconds: Int64,
            opensOnKeyFrame: Bool, lastKeyFrameMicroseconds: Int64? = nil, width: Int? = nil,
            height: Int? = nil, part: StoredPart, previous: Sha256, packetsReceived: Int,
            packetsLost: Int, firstRtp: UInt32, lastRtp: UInt32, senderReports: [SenderReport]
        ) {
            self.track = track
            self.number = number
            self.startMicroseconds = startMicroseconds
            self.endMicroseconds = endMicroseconds
            self.opensOnKeyFrame = opensOnKeyFrame
            self.lastKeyFrameMicroseconds = lastKeyFrameMicroseconds
            self.width = width
            self.height = height
            self.part = part
            self.previous = previous
            self.packetsReceived = packetsReceived
            self.packetsLost = packetsLost
            self.firstRtp = firstRtp
            self.lastRtp = lastRtp
            self.senderReports = senderReports
        }
    }
}

extension Entry.Segment {
    /// A sender report (RFC 3550 §6.4.1) of the source.
    public struct SenderReport: Hashable, Sendable {
        /// The sender's wall clock as a 64-bit NTP time stamp.
        public var ntp: UInt64
        /// The same moment in RTP time.
        public var rtp: UInt32
        /// The sender's own count of packets.
        public var packets: UInt32
        /// The sender's own count of payload octets.
        public var octets: UInt32

        public init(ntp: UInt64, rtp: UInt32, packets: UInt32, octets: UInt32) {
            self.ntp = ntp
            self.rtp = rtp
            self.packets = packets
            self.octets = octets
        }
    }
}

extension Entry.Segment: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        track = try reader.track("track")
        number = try reader.count("n")
        startMicroseconds = try reader.integer("t0_us")
        endMicroseconds = try reader.integer("t1_us")
        opensOnKeyFrame = try reader.flag("key_first")
        lastKeyFrameMicroseconds = try reader.optional("key_last_us") { key throws(EntryError) in
            try reader.integer(key)
        }
        width = try reader.optional("width") { key throws(EntryError) in
            try reader.count(key, in: 1...Int(Json.integerMax))
        }
        height = try reader.optional("height") { key throws(EntryError) in
            try reader.count(key, in: 1...Int(Json.integerMax))
        }
        part = try StoredPart(reader)
        previous = try reader.digest("prev")
        packetsReceived = try reader.count("received")
        packetsLost = try reader.count("lost")
        firstRtp = try reader.word("rtp0")
        lastRtp = try reader.word("rtp1")
        senderReports = try reader.objects("sr", max: 256)
    }

    func write(to writer: inout MemberWriter) {
        writer.text("track", track.rawValue)
        writer.integer("n", number)
        writer.integer("t0_us", startMicroseconds)
        writer.integer("t1_us", endMicroseconds)
        writer.flag("key_first", opensOnKeyFrame)
        writer.integer("key_last_us", lastKeyFrameMicroseconds)
        writer.integer("width", width)
        writer.integer("height", height)
        part.write(to: &writer)
        writer.digest("prev", previous)
        writer.integer("received", packetsReceived)
        writer.integer("lost", packetsLost)
        writer.integer("rtp0", firstRtp)
        writer.integer("rtp1", lastRtp)
        writer.objects("sr", senderReports)
    }
}

extension Entry.Segment.SenderReport: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        ntp = try reader.ntp("ntp")
        rtp = try reader.word("rtp")
        packets = try reader.word("packets")
        octets = try reader.word("octets")
    }

    func write(to writer: inout MemberWriter) {
        writer.ntp("ntp", ntp)
        writer.integer("rtp", rtp)
        writer.integer("packets", packets)
        writer.integer("octets", octets)
    }
}
