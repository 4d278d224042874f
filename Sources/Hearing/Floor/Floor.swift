/// What the court arranges about speaking and looking, beyond single seats.
public struct Floor: Hashable, Sendable {
    /// The most objections that wait for a ruling; one more is refused.
    public static let objectionCountMax = 50

    /// Who has the word.
    public internal(set) var speech: Speech?
    /// Whether everybody is silenced but the bench and whoever has the word.
    public internal(set) var isSilenced = false
    /// The seat that all screens show large.
    public internal(set) var spotlight: SeatID?
    /// How screens are arranged.
    public internal(set) var layout = Layout.automatic
    /// Objections that wait for a ruling, oldest first.
    public internal(set) var objections: [Objection] = []
    /// How many hands were raised so far: the number of the last.
    public internal(set) var handCount = 0
    /// How many objections were raised so far: the number of the last.
    public internal(set) var objectionCount = 0
}

/// How screens are arranged; raw values are the wire names.
public enum Layout: String, CaseIterable, Hashable, Sendable {
    /// The page decides by what happens.
    case automatic
    /// Everybody equally.
    case grid
    /// Whoever speaks is large.
    case speaker
    /// Bench above, sides left and right.
    case courtroom
    /// The exhibit is large.
    case exhibit
}

/// An objection (异议) that waits for a ruling.
public struct Objection: Hashable, Sendable {
    /// Its number in the hearing, from 1.
    public let number: Int
    /// Who raised it.
    public let by: SeatID
    /// On what it rests.
    public let ground: ObjectionGround
    /// When.
    public let since: Time
}

/// The word that the court gave to a seat, with or without a limit of time.
public struct Speech: Hashable, Sendable {
    /// The longest timed speech, in seconds.
    public static let secondsMax: Int64 = 7_200

    /// How much may be left when a timer says that the time is over: timers and the clock of the
    /// log do not tick alike.
    static let timerSlackMicroseconds: Int64 = 500_000

    /// Who speaks.
    public let seat: SeatID
    /// How long, in seconds; nil without limit.
    public let seconds: Int64?
    /// Microseconds that were spoken before `runningSince`.
    public internal(set) var spent: Int64 = 0
    /// Since when the clock runs; nil while it stands still.
    public internal(set) var runningSince: Time?

    /// What is left at a time, in microseconds, not below 0; nil without limit.
    public func remaining(at time: Time) -> Int64? {
        guard let seconds else { return nil }
        return max(0, seconds * 1_000_000 - spoken(at: time))
    }

    /// What was spoken until a time, in microseconds.
    func spoken(at time: Time) -> Int64 {
        spent + (runningSince.map { max(0, time.microseconds - $0.microseconds) } ?? 0)
    }
}

/// Why a speech ended; raw values stand in the log.
public enum SpeechEnd: String, CaseIterable, Hashable, Sendable {
    /// The court took the word back or gave it to somebody else.
    case byCourt
    /// The time was over.
    case timeUp
    /// The speaker is not in the courtroom any more.
    case left
}
