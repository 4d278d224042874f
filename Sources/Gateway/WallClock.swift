import Glibc

/// The time of day, for what people and HTTP read; never for measuring.
enum WallClock {
    /// Seconds since 1970-01-01 UTC.
    static func unixSeconds() -> Int {
        Glibc.time(nil)
    }

    /// The time now for HTTP's `Date`.
    static func httpDate() -> String {
        HTTPDate.text(unixSeconds: max(0, unixSeconds()))
    }
}
