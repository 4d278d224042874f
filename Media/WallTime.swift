/// A moment of civil time, in microseconds since 1970-01-01 00:00 UTC (Unix time, no leap seconds).
public struct WallTime: Hashable, Comparable, Sendable {
    /// Microseconds since the Unix epoch.
    public var microseconds: Int64

    /// Makes a moment from microseconds since the Unix epoch.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    public static func < (left: WallTime, right: WallTime) -> Bool {
        left.microseconds < right.microseconds
    }
}

/// One reading of both clocks: translates between the monotonic clock that the media plane counts
/// in and civil time.
///
/// Taken once at start: the sender reports of all slots are then on one clock that never jumps.
public struct ClockReading: Hashable, Sendable {
    /// The monotonic side of the reading.
    public let instant: Instant
    /// The civil side of the reading.
    public let wallTime: WallTime

    /// Makes a reading from two clocks read one right after the other.
    public init(instant: Instant, wallTime: WallTime) {
        self.instant = instant
        self.wallTime = wallTime
    }

    /// The civil time of a monotonic moment.
    public func wallTime(of moment: Instant) -> WallTime {
        WallTime(microseconds: wallTime.microseconds &+ moment.microseconds(since: instant))
    }
}
