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
        WallTime(microseconds: wallTime.microseconds &+ moment.nanoseconds(since: instant) / 1_000)
    }
}
