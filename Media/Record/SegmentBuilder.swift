/// Bytes that one track's segment may have: 32 Mbit/s over two seconds.
///
/// What comes beyond is overload, not media of a hearing.
private let segmentBytesMax = 8 << 20

/// Sender reports that one segment may name; browsers send about one a second.
private let senderReportsMax = 16

/// Collects what goes into the next segment of a track.
struct SegmentBuilder: Sendable {
    /// Counts since the last segment.
    struct Counts: Hashable, Sendable {
        var received: UInt32 = 0
        var lost: UInt32 = 0
        var withheld: UInt32 = 0
    }

    var counts = Counts()
    private(set) var isEmpty = true

    private var clusters = WebMClusters()
    private var senderReports: [SenderReportUse] = []
    private var frames: UInt32 = 0
    private var firstTime: Int64 = 0
    private var lastTime: Int64 = 0
    private var opensOnKeyFrame = false
    private var lastKeyFrameTime: Int64?
    private var firstRtp = RtpTimestamp(rawValue: 0)
    private var lastRtp = RtpTimestamp(rawValue: 0)

    /// Whether the segment is still below its bound; one more frame may then be appended.
    var hasRoom: Bool { clusters.byteCount < segmentBytesMax }

    /// Appends a frame that is shown from `time` until `end`.
    mutating func append(_ frame: EncodedFrame, time: Int64, end: Int64) {
        if isEmpty {
            isEmpty = false
            firstTime = time
            firstRtp = frame.timestamp
            opensOnKeyFrame = frame.isKeyFrame
        }
        frames += 1
        lastTime = end
        lastRtp = frame.timestamp
        if frame.size != nil { lastKeyFrameTime = time }
        clusters.append(
            WebMFrame(
                time: time, isKeyFrame: frame.isKeyFrame, isInvisible: frame.isInvisible,
                bytes: frame.bytes))
    }

    /// Notes a report of the track's sender; of too many the oldest go.
    mutating func note(_ report: SenderReportUse) {
        if senderReports.count == senderReportsMax { senderReports.removeFirst() }
        senderReports.append(report)
    }

    /// The segment as a part, numbered `number`; at least one frame has been appended.
    consuming func finish(number: UInt32, track: TrackID, format: RecordedFormat) -> Part {
        precondition(!isEmpty, "a segment has at least one frame")
        let info = SegmentInfo(
            number: number, firstTime: firstTime, lastTime: lastTime,
            opensOnKeyFrame: opensOnKeyFrame, lastKeyFrameTime: lastKeyFrameTime, frames: frames,
            packetsReceived: counts.received, packetsLost: counts.lost,
            framesWithheld: counts.withheld, firstRtp: firstRtp, lastRtp: lastRtp,
            senderReports: senderReports, codec: String(describing: format.codecID),
            width: format.size?.width, height: format.size?.height)
        return Part(track: track, kind: .segment(info), bytes: clusters.finish())
    }
}
