import Evidence

/// Brings the moments at which entries were made to the record's time line, on which segments lie.
///
/// Presentation time 0 is the `record.start` event; from there on the monotonic clock counts, and
/// anew from the wall clock at each later `epoch`, just as the server itself finds its time again
/// after a restart. A step of the wall clock in the midst of an epoch moves nothing.
struct RecordTimeline {
    /// A moment of which both times are known.
    private struct Anchor {
        let boot: Bytes16
        let mono: Int64
        let presentation: Int64
    }

    private var zeroWall: Int64?
    private var anchor: Anchor?

    /// Takes an entry in the order of the log; true if the time line begins anew with it.
    mutating func follow(_ stamped: StampedEntry) -> Bool {
        let stamp = stamped.stamp
        switch stamped.entry {
        case .event(let event) where event.name == "record.start":
            zeroWall = event.detail["zero_wall_us"]?.integer ?? stamp.wallMicroseconds
            anchor = Anchor(boot: stamp.boot, mono: stamp.monoMicroseconds, presentation: 0)
        case .epoch:
            guard let zeroWall else { return false }
            anchor = Anchor(
                boot: stamp.boot, mono: stamp.monoMicroseconds,
                presentation: max(0, stamp.wallMicroseconds - zeroWall))
        default: return false
        }
        return true
    }

    /// The presentation time of the moment of a stamp, in microseconds; nil before the record.
    func presentation(of stamp: Stamp) -> Int64? {
        guard let zeroWall, let anchor else { return nil }
        return stamp.boot == anchor.boot
            ? anchor.presentation + stamp.monoMicroseconds - anchor.mono
            : stamp.wallMicroseconds - zeroWall
    }
}
