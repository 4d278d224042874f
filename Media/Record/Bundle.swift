/// What a group's recorder hands over about every two seconds: the parts of all tracks that had
/// media since the last bundle, cut at one instant.
public struct Bundle: Hashable, Sendable {
    /// Whose record it belongs to.
    public var group: GroupID
    /// Counts from 0, without holes, per record (from `startRecord` until its last bundle).
    public var number: UInt32
    /// The parts, ordered by track; of one track the initialisation before its first segment.
    public var parts: [Part]
    /// Whether this is the record's last bundle; the last one may be without parts.
    public var isFinal: Bool
    /// Packets that came but had to be left out since the last bundle, because the recorder was
    /// behind or a bound was reached.
    public var overload: [TrackID: Int]

    /// Makes a bundle.
    public init(
        group: GroupID, number: UInt32, parts: [Part], isFinal: Bool, overload: [TrackID: Int]
    ) {
        self.group = group
        self.number = number
        self.parts = parts
        self.isFinal = isFinal
        self.overload = overload
    }
}

/// A piece of one track's WebM file: its parts appended in order are the file.
public struct Part: Hashable, Sendable {
    /// What a part is.
    public enum Kind: Hashable, Sendable {
        /// The beginning of the file, once per track: EBML header, Info and Tracks.
        case initialisation(InitialisationInfo)
        /// Whole Clusters.
        case segment(SegmentInfo)
    }

    /// Whose track it is.
    public var track: TrackID
    /// What it is.
    public var kind: Kind
    /// The bytes to append.
    public var bytes: [UInt8]

    /// Makes a part.
    public init(track: TrackID, kind: Kind, bytes: [UInt8]) {
        self.track = track
        self.kind = kind
        self.bytes = bytes
    }
}

/// What a track's file says at its beginning.
public struct InitialisationInfo: Hashable, Sendable {
    /// The RTP stream that the track began with.
    public var ssrc: Ssrc
    /// The Matroska codec id: `V_VP8` or `A_OPUS`.
    public var codec: String
    /// The picture's size when the track began, in pixels; nil for sound.
    public var width: UInt16?
    public var height: UInt16?

    /// Makes the description of a track's file.
    public init(ssrc: Ssrc, codec: String, width: UInt16?, height: UInt16?) {
        self.ssrc = ssrc
        self.codec = codec
        self.width = width
        self.height = height
    }
}
