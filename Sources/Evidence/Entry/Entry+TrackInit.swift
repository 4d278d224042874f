extension Entry {
    /// A track begins: the first bytes of its WebM file (header, info, track description).
    public struct TrackInit: Hashable, Sendable {
        /// The track, new in this log.
        public var track: TrackName
        /// Whose.
        public var seat: Int
        /// What.
        public var medium: TrackMedium
        /// Which stretch of this seat and medium, from 1.
        public var ordinal: Int
        /// The codec: `A_OPUS`, `V_VP8`.
        public var codec: String
        /// The RTP clock in Hz.
        public var clockRate: Int
        /// Sound channels; nil for pictures.
        public var channels: Int?
        /// The picture's width in pixels; nil if unknown and for sound.
        public var width: Int?
        /// The picture's height in pixels; nil if unknown and for sound.
        public var height: Int?
        /// The RTP source that it began with.
        public var ssrc: UInt32
        /// The RTP payload type.
        public var payloadType: Int
        /// The server's wall clock at presentation time 0 of the record.
        public var zeroWallMicroseconds: Int64
        /// The bytes.
        public var part: StoredPart

        public init(
            track: TrackName, seat: Int, medium: TrackMedium, ordinal: Int, codec: String,
            clockRate: Int, channels: Int? = nil, width: Int? = nil, height: Int? = nil,
            ssrc: UInt32, payloadType: Int, zeroWallMicroseconds: Int64, part: StoredPart
        ) {
            self.track = track
            self.seat = seat
            self.medium = medium
            self.ordinal = ordinal
            self.codec = codec
            self.clockRate = clockRate
            self.channels = channels
            self.width = width
            self.height = height
            self.ssrc = ssrc
            self.payloadType = payloadType
            self.zeroWallMicroseconds = zeroWallMicroseconds
            self.part = part
        }
    }
}

extension Entry.TrackInit: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        track = try reader.track("track")
        seat = try reader.seat("seat")
        medium = try reader.choice("medium")
        ordinal = try reader.count("ordinal", in: 1...Int(Json.integerMax))
        codec = try reader.text("codec", max: 64)
        clockRate = try reader.count("clock_rate", in: 1...Int(Json.integerMax))
        channels = try reader.optional("channels") { key throws(EntryError) in
            try reader.count(key, in: 1...Int(Json.integerMax))
        }
        width = try reader.optional("width") { key throws(EntryError) in
            try reader.count(key, in: 1...Int(Json.integerMax))
        }
        height = try reader.optional("height") { key throws(EntryError) in
            try reader.count(key, in: 1...Int(Json.integerMax))
        }
        ssrc = try reader.word("ssrc")
        payloadType = try reader.count("payload_type")
        zeroWallMicroseconds = try reader.integer("zero_wall_us")
        part = try StoredPart(reader)
    }

    func write(to writer: inout MemberWriter) {
        writer.text("track", track.rawValue)
        writer.integer("seat", seat)
        writer.text("medium", medium.rawValue)
        writer.integer("ordinal", ordinal)
        writer.text("codec", codec)
        writer.integer("clock_rate", clockRate)
        writer.integer("channels", channels)
        writer.integer("width", width)
        writer.integer("height", height)
        writer.integer("ssrc", ssrc)
        writer.integer("payload_type", payloadType)
        writer.integer("zero_wall_us", zeroWallMicroseconds)
        part.write(to: &writer)
    }
}
