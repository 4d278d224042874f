/// A wall-clock time in microseconds since 1970-01-01 UTC.
///
/// Always passed in: the law reads no clock.
public struct Time: RawRepresentable, Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01 UTC.
    public let rawValue: Int64

    /// Wraps microseconds since 1970-01-01 UTC.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Names a time by its microseconds since 1970-01-01 UTC.
    public init(microseconds: Int64) {
        self.rawValue = microseconds
    }

    /// Microseconds since 1970-01-01 UTC.
    public var microseconds: Int64 { rawValue }

    /// Earlier times are smaller.
    public static func < (a: Time, b: Time) -> Bool { a.rawValue < b.rawValue }
}
