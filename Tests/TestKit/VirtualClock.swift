public import Media

/// A clock that a test moves: time passes only when it is told to, and never back.
public struct VirtualClock: Sendable {
    /// The moment that it is.
    public private(set) var now: Instant

    /// Starts at some moment that is neither 0 nor round, as real clocks do.
    public init(startingAt start: Instant = Instant(nanoseconds: 8_123_456_789_012)) {
        now = start
    }

    /// Lets milliseconds pass.
    public mutating func advance(milliseconds: Int64) {
        precondition(milliseconds >= 0, "a virtual clock was turned back")
        now = now.adding(milliseconds: milliseconds)
    }

    /// Goes on to `moment`; stays where it is when that has passed.
    public mutating func advance(to moment: Instant) {
        now = max(now, moment)
    }
}
