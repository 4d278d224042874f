// All times here are microseconds since the record's epoch on the server's clock; ticks are the
// sender's RTP clock. A frame's *lateness* is its arrival less the time that the present line gives
// it. The least lateness of some seconds is free of jitter, since a network delays and never
// hastens; what it drifts by is the difference between the two clocks.
//
//     lateness beyond −1 s          the timestamps jumped ahead: start a new line at the arrival
//     at least 200 ms for 500 ms    the source stood still or jumped back: move the line ahead
//     otherwise, every 5 s          bend the line so that the least lateness goes to zero

/// How far a frame may lie ahead of its own arrival: more than a burst at the start explains.
private let aheadMax: Int64 = 1_000_000

/// Lateness that bending does not mend in reasonable time, and how long it must have lasted: a
/// stalled network delivers its queue faster than this, a source that paused goes on being late.
private let behindMax: Int64 = 200_000
private let behindFor: Int64 = 500_000

/// Every so often the line is bent; crystals differ by up to 100 ppm: 0.5 ms in this time.
private let windowLength: Int64 = 5_000_000

/// Frames lie at least one tick of the file apart, so that no two share a time in it.
private let spacing: Int64 = 1_000

/// The line's steepest bend, parts per million: 5 ms in a second, below what an ear notices.
private let bendMax: Int64 = 5_000

/// Places a track's frames on the record's time line, which never goes back.
///
/// It is anchored at the first frame's arrival, carried on by RTP timestamps, and kept with the
/// server's clock in spite of drift.
struct PresentationClock: Sendable {
    /// RTP ticks per second.
    private let rate: Int64

    private var line: Line?
    /// The least time that may be given next.
    private var floor: Int64 = 0
    /// The least lateness since `windowStart`.
    private var windowStart: Int64 = 0
    private var leastLateness = Int64.max
    /// The least lateness since `behindSince`, the arrival from which on every frame was late.
    private var behindSince: Int64?
    private var leastBehind = Int64.max

    /// A straight piece of the relation between ticks and time.
    private struct Line {
        var time: Int64
        var timestamp: RtpTimestamp
        var partsPerMillion: Int64 = 0
    }

    /// A clock for a track whose timestamps count `rate` ticks per second.
    init(rate: Int64) {
        precondition(rate > 0, "a clock ticks")
        self.rate = rate
    }

    /// The time of the frame with this timestamp that arrived at `arrival`; later than all before.
    mutating func time(of timestamp: RtpTimestamp, arrival: Int64) -> Int64 {
        var time = linearTime(of: timestamp) ?? startLine(at: timestamp, arrival: arrival)
        if arrival - time < -aheadMax {
            time = startLine(at: timestamp, arrival: arrival)
        }
        time += catchUp(lateness: arrival - time, arrival: arrival)
        bend(at: timestamp, time: time, arrival: arrival)
        floor = max(time, floor)
        defer { floor += spacing }
        return floor
    }

    /// Forgets the relation: the next frame comes from another stream.
    mutating func restart() {
        line = nil
    }

    /// Lets no later frame lie before `time`.
    mutating func keep(after time: Int64) {
        floor = max(floor, time)
    }

    private func linearTime(of timestamp: RtpTimestamp) -> Int64? {
        guard let line else { return nil }
        let passed = Int64(timestamp.ticks(since: line.timestamp)) * 1_000_000 / rate
        return line.time + passed + passed * line.partsPerMillion / 1_000_000
    }

    private mutating func startLine(at timestamp: RtpTimestamp, arrival: Int64) -> Int64 {
        let time = max(arrival, floor)
        line = Line(time: time, timestamp: timestamp)
        windowStart = arrival
        leastLateness = .max
        behindSince = nil
        return time
    }

    /// Moves the line ahead when frames have been late for long enough; answers by how much.
    private mutating func catchUp(lateness: Int64, arrival: Int64) -> Int64 {
        guard lateness > behindMax else {
            behindSince = nil
            return 0
        }
        leastBehind = behindSince == nil ? lateness : min(leastBehind, lateness)
        let since = behindSince ?? arrival
        behindSince = since
        guard arrival - since >= behindFor else { return 0 }
        let shift = leastBehind
        line?.time += shift
        behindSince = nil
        windowStart = arrival
        leastLateness = .max
        return shift
    }

    /// At the end of a window, starts a new piece of the line whose bend brings lateness to zero.
    private mutating func bend(at timestamp: RtpTimestamp, time: Int64, arrival: Int64) {
        leastLateness = min(leastLateness, arrival - time)
        guard arrival - windowStart >= windowLength else { return }
        let wanted = leastLateness * 1_000_000 / windowLength
        line = Line(
            time: time, timestamp: timestamp, partsPerMillion: min(max(wanted, -bendMax), bendMax))
        windowStart = arrival
        leastLateness = .max
    }
}
