/// What the log says of one segment of a track.
///
/// All times are presentation times in microseconds
/// since the record's epoch, on the server's monotonic clock.
public struct SegmentInfo: Hashable, Sendable {
    /// Counts from 0 per track, without holes.
    public var number: UInt32
    /// The presentation time of the first frame.
    public var firstTime: Int64
    /// The end of the last frame: the next segment never begins before it.
    public var lastTime: Int64
    /// Whether the first frame is a key frame; always true for sound.
    public var opensOnKeyFrame: Bool
    /// The presentation time of the last key frame in the segment; nil where there is none, and for
    /// sound, where every packet is one.
    public var lastKeyFrameTime: Int64?
    /// Frames in the segment.
    public var frames: UInt32
    /// Packets that came since the track's last segment, whether or not their frames were usable.
    public var packetsReceived: UInt32
    /// Packets since the track's last segment that were given up as lost on the way.
    public var packetsLost: UInt32
    /// Whole frames since the last segment that were left out because a frame they build on was lost.
    public var framesWithheld: UInt32
    /// The RTP timestamps of the first and the last frame.
    public var firstRtp: RtpTimestamp
    public var lastRtp: RtpTimestamp
    /// The sender's reports that came since the last segment (at most 16): with them the drift
    /// between the sender's clock and ours can be computed again.
    public var senderReports: [SenderReportUse]
    /// The Matroska codec id: `V_VP8` or `A_OPUS`.
    public var codec: String
    /// The picture's size at the end of the segment, in pixels; nil for sound.
    public var width: UInt16?
    public var height: UInt16?

    /// Makes the description of a segment.
    public init(
        number: UInt32, firstTime: Int64, lastTime: Int64, opensOnKeyFrame: Bool,
        lastKeyFrameTime: Int64?, frames: UInt32, packetsReceived: UInt32, packetsLost: UInt32,
        framesWithheld: UInt32, firstRtp: RtpTimestamp, lastRtp: RtpTimestamp,
        senderReports: [SenderReportUse], codec: String, width: UInt16?, height: UInt16?
    ) {
        self.number = number
        self.firstTime = firstTime
        self.lastTime = lastTime
        self.opensOnKeyFrame = opensOnKeyFrame
        self.lastKeyFrameTime = lastKeyFrameTime
        self.frames = frames
        self.packetsReceived = packetsReceived
        self.packetsLost = packetsLost
        self.framesWithheld = framesWithheld
        self.firstRtp = firstRtp
        self.lastRtp = lastRtp
        self.senderReports = senderReports
        self.codec = codec
        self.width = width
        self.height = height
    }
}

/// What a sender reported about its own clock and counts (RFC 3550 §6.4.1).
public struct SenderReportUse: Hashable, Sendable {
    /// The sender's wall clock, NTP 32.32 fixed point.
    public var ntp: NtpTime
    /// The RTP timestamp of the same moment.
    public var rtp: RtpTimestamp
    /// Packets and payload octets that the sender says it sent so far.
    public var packets: UInt32
    public var octets: UInt32

    /// Makes the digest of a sender report.
    public init(ntp: NtpTime, rtp: RtpTimestamp, packets: UInt32, octets: UInt32) {
        self.ntp = ntp
        self.rtp = rtp
        self.packets = packets
        self.octets = octets
    }
}
