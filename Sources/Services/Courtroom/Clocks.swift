public import Media

/// One moment on all clocks that an entry names.
public struct Moment: Hashable, Sendable {
    /// Civil time, microseconds since 1970.
    public let wallMicroseconds: Int64
    /// Monotonic time, the media plane's clock.
    public let instant: Instant

    /// Makes a moment from two clocks read one right after the other.
    public init(wallMicroseconds: Int64, instant: Instant) {
        self.wallMicroseconds = wallMicroseconds
        self.instant = instant
    }

    /// Monotonic time in microseconds, as entries write it.
    public var monoMicroseconds: Int64 { instant.nanoseconds / 1_000 }
}

/// The clocks and the pace of a server; tests bring their own.
public struct Clocks: Sendable {
    /// Reads both clocks.
    public let now: @Sendable () -> Moment
    /// Waits, or returns early when the task is cancelled.
    public let wait: @Sendable (Duration) async -> Void

    /// Clocks from functions.
    public init(
        now: @escaping @Sendable () -> Moment, wait: @escaping @Sendable (Duration) async -> Void
    ) {
        self.now = now
        self.wait = wait
    }
}
