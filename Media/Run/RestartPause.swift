/// How long a masker that has failed is waited with, at first and at most.
private let pauseMillisecondsMin: Int64 = 250
private let pauseMillisecondsMax: Int64 = 30_000
/// After a life of so long a failure counts as the first one again.
private let longLifeMilliseconds: Int64 = 60_000

/// When a process that has failed may be started again: soon after its first failure, later after
/// each further one.
struct RestartPause {
    /// The earliest moment of the next start.
    private(set) var next = Instant(nanoseconds: .min)
    private var pauseMilliseconds = pauseMillisecondsMin
    private var startedAt: Instant?

    /// Notes a start, or the try of one.
    mutating func started(now: Instant) {
        startedAt = now
    }

    /// Notes that it has ended without being told to, or could not be started.
    mutating func failed(now: Instant) {
        if let startedAt, now.milliseconds(since: startedAt) >= longLifeMilliseconds {
            pauseMilliseconds = pauseMillisecondsMin
        }
        next = now.adding(milliseconds: pauseMilliseconds)
        pauseMilliseconds = min(pauseMilliseconds * 2, pauseMillisecondsMax)
    }
}
