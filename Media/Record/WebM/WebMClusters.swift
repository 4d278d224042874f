// The body of a segment part (RFC 9559 §5.1.3): one Cluster, or more where time jumps.
//
//     Cluster       1F43B675   size known
//       CRC-32      BF 84      over all that follows in the cluster
//       Timestamp   E7         milliseconds since the record's epoch
//       SimpleBlock A3 …       81 | time − cluster, signed 16 bit | flags | frame
//
// Flags: 0x80 key frame, 0x08 invisible; no lacing.

/// A SimpleBlock's time is signed 16 bit; we stay below 32 s so that no frame can overflow it.
private let clusterMillisecondsMax: Int64 = 32_000

/// Collects the frames of one segment and gives them as WebM Clusters.
struct WebMClusters: Sendable {
    private var finished = EbmlWriter()
    private var open = EbmlWriter()
    private var clusterTime: Int64?
    private var lastTime: Int64 = 0

    /// The bytes collected so far, give or take the heads of the clusters.
    var byteCount: Int { finished.bytes.count + open.bytes.count }

    /// Whether no frame has been appended.
    var isEmpty: Bool { clusterTime == nil }

    /// Appends a frame, whose time must not lie before that of the frame before it.
    mutating func append(_ frame: WebMFrame) {
        let time = frame.milliseconds
        precondition(time >= lastTime, "frames of a track come in the order of their times")
        lastTime = time
        let start = startOfCluster(for: time)
        open.open(.simpleBlock, size: frame.bytes.count + 4)
        open.raw(0x81)
        open.bigEndian(UInt64(time - start), length: 2)
        open.raw((frame.isKeyFrame ? 0x80 : 0) | (frame.isInvisible ? 0x08 : 0))
        open.raw(frame.bytes)
    }

    /// The clusters as bytes, ready to be appended to the track's file.
    consuming func finish() -> [UInt8] {
        closeCluster()
        return finished.bytes
    }

    /// The time of the cluster that takes a frame at `time`; opens a new one where it must.
    private mutating func startOfCluster(for time: Int64) -> Int64 {
        if let clusterTime, time - clusterTime <= clusterMillisecondsMax { return clusterTime }
        closeCluster()
        open.unsigned(.timestamp, UInt64(time))
        clusterTime = time
        return time
    }

    private mutating func closeCluster() {
        guard clusterTime != nil else { return }
        finished.checkedMaster(.cluster, open)
        open = EbmlWriter()
        clusterTime = nil
    }
}
