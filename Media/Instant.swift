/// A moment of the monotonic clock, in nanoseconds since an arbitrary start of the process' machine.
///
/// Media below `Run/` never reads a clock: every verb that depends on time takes `now`.
public struct Instant: Hashable, Comparable, Sendable {
    /// Nanoseconds since the clock's start. Signed so that differences need no care.
    public var nanoseconds: Int64

    /// Makes an instant from nanoseconds since the clock's start.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A moment that never comes: the deadline of something that waits for no timer.
    public static let distantFuture = Instant(nanoseconds: .max)

    /// Whole milliseconds from `earlier` until this moment; negative when this one is earlier.
    @inlinable
    public func milliseconds(since earlier: Instant) -> Int64 {
        (nanoseconds &- earlier.nanoseconds) / 1_000_000
    }

    /// Whole microseconds from `earlier` until this moment; negative when this one is earlier.
    @inlinable
    public func microseconds(since earlier: Instant) -> Int64 {
        (nanoseconds &- earlier.nanoseconds) / 1_000
    }

    /// This moment moved by whole milliseconds. `distantFuture` stays what it is.
    @inlinable
    public func advanced(milliseconds: Int64) -> Instant {
        let (moved, overflow) = nanoseconds.addingReportingOverflow(milliseconds &* 1_000_000)
        return overflow ? .distantFuture : Instant(nanoseconds: moved)
    }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The moment `duration` after `instant`.
    public static func + (instant: Instant, duration: Duration) -> Instant {
        let (moved, overflow) = instant.nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
        return overflow ? .distantFuture : Instant(nanoseconds: moved)
    }

    /// The moment `duration` before `instant`.
    public static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(nanoseconds: instant.nanoseconds &- duration.wholeNanoseconds)
    }

    /// The time from `right` until `left`.
    public static func - (left: Instant, right: Instant) -> Duration {
        .nanoseconds(left.nanoseconds &- right.nanoseconds)
    }
}

extension Duration {
    /// The duration in nanoseconds; what does not fit into 64 bits (292 years) is cut.
    var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? (seconds < 0 ? .min : .max) : whole &+ attoseconds / 1_000_000_000
    }
}
