/// The state of a hearing with its cause, where it has one.
public enum HearingState: Hashable, Sendable {
    /// Booked; nobody is in a room yet.
    case scheduled
    /// Waiting rooms and courtroom are open; nothing is recorded.
    case open
    /// In session: recorded.
    case inSession
    /// 休庭: the judge interrupts; the record pauses for the reason named (REC17 3).
    case recess(RecessReason)
    /// The server interrupts: nobody hears anybody, the record runs on.
    case suspended(SuspensionCause)
    /// The record is closed, with this outcome; people read and sign.
    case recordClosed(Outcome)
    /// The last entry is written; nothing changes any more.
    case sealed
    /// Called off before it began; nothing changes any more.
    case cancelled(CancellationReason)

    /// The state without its cause: a column of the table of rights.
    public var phase: Phase {
        switch self {
        case .scheduled: .scheduled
        case .open: .open
        case .inSession: .inSession
        case .recess: .recess
        case .suspended: .suspended
        case .recordClosed: .recordClosed
        case .sealed: .sealed
        case .cancelled: .cancelled
        }
    }

    /// The wire name of the cause, for states that have one.
    public var cause: String? {
        switch self {
        case .recess(let reason): reason.rawValue
        case .suspended(let cause): cause.rawValue
        case .recordClosed(let outcome): outcome == .completed ? nil : outcome.rawValue
        case .cancelled(let reason): reason.rawValue
        case .scheduled, .open, .inSession, .sealed: nil
        }
    }

    /// The state with this wire name and cause; nil when the two do not belong together.
    public init?(phase: Phase, cause: String?) {
        let state: HearingState? =
            switch phase {
            case .scheduled: .scheduled
            case .open: .open
            case .inSession: .inSession
            case .recess: cause.flatMap(RecessReason.init).map(HearingState.recess)
            case .suspended: cause.flatMap(SuspensionCause.init).map(HearingState.suspended)
            case .recordClosed:
                cause.map { Outcome(rawValue: $0).map(HearingState.recordClosed) }
                    ?? .recordClosed(.completed)
            case .sealed: .sealed
            case .cancelled: cause.flatMap(CancellationReason.init).map(HearingState.cancelled)
            }
        guard let state, state.cause == cause else { return nil }
        self = state
    }
}

/// A hearing state without its cause; raw values are the wire names.
public enum Phase: String, CaseIterable, Hashable, Sendable {
    case scheduled, open, inSession, recess, suspended, recordClosed, sealed, cancelled

    /// Nothing changes after these: every command is refused.
    public var isFinal: Bool { self == .sealed || self == .cancelled }

    /// What the record does in this phase.
    public var record: RecordState {
        switch self {
        case .scheduled, .open, .cancelled: .off
        case .inSession, .suspended: .running
        case .recess: .paused
        case .recordClosed, .sealed: .closed
        }
    }
}

/// What the record does; raw values are the wire names.
public enum RecordState: String, CaseIterable, Hashable, Sendable {
    case off, running, paused, closed
}
