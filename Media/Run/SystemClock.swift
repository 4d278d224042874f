internal import Glibc

extension Instant {
    /// The monotonic clock now.
    ///
    /// Only `Run/` and programs read it.
    public static func now() -> Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}

extension WallTime {
    /// Civil time now.
    public static func now() -> WallTime {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}

extension ClockReading {
    /// Reads both clocks, one right after the other.
    public static func now() -> ClockReading {
        ClockReading(instant: .now(), wallTime: .now())
    }
}
