/// Disguised frames of one voice in a second: twice what the voice itself has.
private let framesPerSecond: Int64 = 100
/// Frames that may come at once, after the masker's thread had to wait: half a second.
private let framesMax: Int64 = 25

/// What the voice masker gets of a microphone, and what comes back of it.
struct MaskTap {
    /// The stream's number at the masker; nil while nobody may hear the voice in disguise.
    private(set) var stream: UInt64?
    /// The voice's number at the masker, which it keeps; nil before it was ever disguised.
    private var voice: UInt64?
    private var lives: UInt64 = 0
    /// The number of the next disguised packet: ours, without holes.
    private(set) var next = ExtendedSequence(rawValue: 0x1_0000)
    /// Nanoseconds' worth of frames that may come now.
    private var allowance = framesMax * 1_000_000_000 / framesPerSecond
    private var countedAt: Instant?

    /// Begins a stream and gives its number; `voice` is the next voice's number.
    mutating func begin(voice next: inout UInt64) -> UInt64 {
        let own = voice ?? next
        if voice == nil { next += 1 }
        voice = own
        lives += 1
        let number = MaskEntry.stream(voice: own, life: lives)
        stream = number
        return number
    }

    /// Ends the stream and gives the number that it had.
    mutating func end() -> UInt64? {
        defer { stream = nil }
        return stream
    }

    /// Gives the number of a disguised packet; nil when more come than a voice can have.
    mutating func takeNumber(now: Instant) -> ExtendedSequence? {
        let cost = 1_000_000_000 / framesPerSecond
        let elapsed = min(max(now.nanoseconds(since: countedAt ?? now), 0), cost * framesMax)
        countedAt = now
        allowance = min(allowance + elapsed, cost * framesMax)
        guard allowance >= cost else { return nil }
        allowance -= cost
        defer { next = next.advanced(by: 1) }
        return next
    }
}

/// What a worker has to tell others about the voice masker.
struct MaskerSignals: Equatable {
    /// Somebody's voice is to be disguised and there is no masker.
    var isWanted = false
    /// The masker has something to read.
    var wasFed = false
    /// The masker has written what cannot be.
    var isBroken = false
}
