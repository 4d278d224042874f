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
