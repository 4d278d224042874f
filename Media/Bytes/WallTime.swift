/// A point in civil time, in microseconds since 1970-01-01T00:00:00Z.
///
/// Wall time only labels things (sender reports, the record); intervals are measured with
/// `Instant`.
public struct WallTime: Hashable, Comparable, Sendable {
    /// Microseconds of Unix time.
    public var microseconds: Int64

    /// Makes a point from microseconds of Unix time.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Whether the left point is earlier.
    public static func < (left: WallTime, right: WallTime) -> Bool {
        left.microseconds < right.microseconds
    }
}
