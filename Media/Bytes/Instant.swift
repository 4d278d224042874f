/// A point on the machine's monotonic clock, in nanoseconds from an origin that only that clock
/// knows.
///
/// Sans-IO code never reads a clock: every `now` is a parameter. Sums saturate instead of trapping,
/// so that `.distantFuture` can be moved without harm.
public struct Instant: Hashable, Comparable, Sendable {
    /// Nanoseconds since the clock's origin.
    public var nanoseconds: Int64

    /// A later point than any that the clock will show.
    public static let distantFuture = Instant(nanoseconds: .max)

    /// Makes a point from its distance to the clock's origin.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Whether the left point is earlier.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The point that lies `nanoseconds` later (earlier when negative); saturates.
    public func adding(nanoseconds: Int64) -> Instant {
        let (sum, overflow) = self.nanoseconds.addingReportingOverflow(nanoseconds)
        guard overflow else { return Instant(nanoseconds: sum) }
        return Instant(nanoseconds: nanoseconds > 0 ? .max : .min)
    }

    /// The point that lies `milliseconds` later (earlier when negative); saturates.
    public func adding(milliseconds: Int64) -> Instant {
        let (product, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        guard overflow else { return adding(nanoseconds: product) }
        return Instant(nanoseconds: milliseconds > 0 ? .max : .min)
    }

    /// Nanoseconds from `earlier` to this point; negative when `earlier` is later; saturates.
    public func nanoseconds(since earlier: Instant) -> Int64 {
        let (difference, overflow) =
            nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        guard overflow else { return difference }
        return earlier.nanoseconds < 0 ? .max : .min
    }

    /// Whole milliseconds from `earlier` to this point, rounded towards zero.
    public func milliseconds(since earlier: Instant) -> Int64 {
        nanoseconds(since: earlier) / 1_000_000
    }

    /// The point one duration later; saturates.
    public static func + (instant: Instant, duration: Duration) -> Instant {
        instant.adding(nanoseconds: duration.wholeNanoseconds)
    }

    /// The point one duration earlier; saturates.
    public static func - (instant: Instant, duration: Duration) -> Instant {
        instant.adding(nanoseconds: -duration.wholeNanoseconds)
    }

    /// The time from the right point to the left one; negative when the right one is later.
    public static func - (left: Instant, right: Instant) -> Duration {
        .nanoseconds(left.nanoseconds(since: right))
    }
}

extension Duration {
    /// The duration in nanoseconds, rounded towards zero and held inside ±292 years.
    fileprivate var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let bounded = min(max(seconds, -9_000_000_000), 9_000_000_000)
        return bounded * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
