/// A picture that has just begun often brings its key frame by itself: no asking before this.
private let patienceMilliseconds: Int64 = 60

/// An asked-for key frame takes a round trip and an encoder's turn; asking again earlier only adds
/// load.
private let askAgainMilliseconds: Int64 = 1000

/// At most so many asks in any ten seconds: a forced key frame costs every viewer of that seat a
/// short freeze and a weak uplink a good part of its rate.
private let asksMax = 3
private let asksWindowMilliseconds: Int64 = 10_000

/// A source that sends nothing is not asked.
private let silentMilliseconds: Int64 = 1000

/// Decides when the recorder of a picture asks its sender for a key frame: as long as it cannot
/// go on without one, patiently.
struct KeyFrameNeed: Sendable {
    private var neededSince: Instant?
    private var asks: [Instant] = []

    /// Whether to ask now; asking is noted.
    ///
    /// `isNeeded`: nothing can be recorded without a key frame; `lastArrival`: when the track's last
    /// packet came.
    mutating func asks(isNeeded: Bool, lastArrival: Instant, now: Instant) -> Bool {
        guard isNeeded else {
            neededSince = nil
            return false
        }
        let since = neededSince ?? now
        neededSince = since
        asks.removeAll { now.milliseconds(since: $0) >= asksWindowMilliseconds }
        guard now.milliseconds(since: since) >= patienceMilliseconds,
            now.milliseconds(since: lastArrival) < silentMilliseconds, asks.count < asksMax,
            asks.last.map({ now.milliseconds(since: $0) >= askAgainMilliseconds }) ?? true
        else { return false }
        asks.append(now)
        return true
    }
}
