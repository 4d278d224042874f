/// Two requests to one publisher are at least this far apart: a forced key frame costs every viewer
/// of that publisher a freeze of about 0.2 s.
private let pauseMilliseconds: Int64 = 500
/// A request that brought no key frame is repeated after this.
private let retryMilliseconds: Int64 = 1_000
/// Layers of one publisher that may be waited for at once.
private let layersMax = 4

/// Merges the key-frame requests of all viewers and the record for one medium of one publisher.
///
/// A request asks about one layer, but browsers answer it with a key frame on every layer; so one
/// request at a time is under way for the whole medium, and it is repeated until each layer that
/// somebody waits for has shown one.
struct KeyFrameThrottle {
    /// Requests that were merged into one already under way.
    private(set) var merged: UInt64 = 0
    /// Requests that were sent, repeats included.
    private(set) var sent: UInt64 = 0
    /// When `poll` has something to do; nil while nobody waits.
    private(set) var nextDeadline: Instant?

    private var waiting: [Ssrc] = []
    private var lastSent: Instant?
    /// The layer that is asked about next, so that a silent one does not shadow the others.
    private var turn = 0

    init() {
        waiting.reserveCapacity(layersMax)
    }

    /// Whether a key frame of this layer is being waited for.
    func awaits(_ layer: Ssrc) -> Bool { waiting.contains(layer) }

    /// Asks for a key frame of a layer that is being forwarded or is to be forwarded.
    mutating func request(_ layer: Ssrc, now: Instant) {
        guard !waiting.contains(layer) else {
            merged &+= 1
            return
        }
        // A fifth layer does not exist; the longest waiting one gives way to it.
        if waiting.count == layersMax { waiting.removeFirst() }
        waiting.append(layer)
        let earliest = max(lastSent?.adding(milliseconds: pauseMilliseconds) ?? now, now)
        nextDeadline = min(nextDeadline ?? .distantFuture, earliest)
    }

    /// Notes that a key frame of this layer has begun to arrive.
    mutating func arrived(_ layer: Ssrc) {
        cancel(layer)
    }

    /// Stops waiting for a layer that nobody needs any more or that has ended.
    mutating func cancel(_ layer: Ssrc) {
        waiting.removeAll { $0 == layer }
        if waiting.isEmpty { nextDeadline = nil }
    }

    /// The layer to send a picture loss indication about now; nil when none is due.
    mutating func poll(now: Instant) -> Ssrc? {
        guard let nextDeadline, now >= nextDeadline, !waiting.isEmpty else { return nil }
        turn = (turn + 1) % waiting.count
        lastSent = now
        sent &+= 1
        self.nextDeadline = now.adding(milliseconds: retryMilliseconds)
        return waiting[turn]
    }
}
