/// The written form of an event, for the log: a name and plain members, stable for ever.
///
/// Every event has `at` (microseconds since 1970) and `by` (the seat number, 0 for the server).
extension Hearing.Event {
    /// The name of the fact.
    public var name: String { fact.name.rawValue }

    /// The members of the event, without its name.
    public var members: Members {
        var members = Members(fact.values)
        if let seat = fact.seat { members.values["seat"] = .seat(seat) }
        members.values["at"] = .number(at.microseconds)
        switch by {
        case .server: members.values["by"] = .number(0)
        case .seat(let id): members.values["by"] = .seat(id)
        }
        return members
    }

    /// Reads an event as it was written; `malformed` names the member that does not fit.
    public init(name: String, members: Members) throws(Refusal) {
        let at = try members.time("at")
        let by: Actor =
            members.values["by"] == .number(0) ? .server : .seat(try members.seat("by"))
        guard let name = Hearing.FactName(rawValue: name) else { throw Members.malformed("name") }
        self.init(at: at, by: by, fact: try Hearing.Fact(name, members))
    }
}

extension Hearing {
    /// The stable names of facts.
    enum FactName: String, CaseIterable, Sendable {
        case state, connected, disconnected, moved, witnessCalled, witnessReleased
        case watch, closure, nextSession, recordWaived
        case step, stepFinished, act, caseCalled, recusalApplied, recusalDecided
        case roomOpened, invitationEnded, roomLock, roomEnded, consultationLeave
        case microphone, camera, exhibitLeave, asked, hand
        case speechStarted, speechPaused, speechResumed, speechEnded
        case silence, spotlight, layout, objectionRaised, objectionRuled, warned
        case sight, duty, removed, seatAdded, keyBound, deviceRequested, deviceAdmitted,
            deviceRefused
    }
}

extension Hearing.Fact {
    /// The stable name of the fact.
    var name: Hearing.FactName {
        switch self {
        case .stateChanged: .state
        case .connected: .connected
        case .disconnected: .disconnected
        case .moved: .moved
        case .witnessCalled: .witnessCalled
        case .witnessReleased: .witnessReleased
        case .watchChanged: .watch
        case .closureChanged: .closure
        case .nextSessionSet: .nextSession
        case .recordWaived: .recordWaived
        case .stepEntered: .step
        case .stepFinished: .stepFinished
        case .actCompleted: .act
        case .caseCalled: .caseCalled
        case .recusalApplied: .recusalApplied
        case .recusalDecided: .recusalDecided
        case .roomOpened: .roomOpened
        case .invitationEnded: .invitationEnded
        case .roomLockChanged: .roomLock
        case .roomEnded: .roomEnded
        case .consultationLeaveChanged: .consultationLeave
        case .microphoneChanged: .microphone
        case .cameraChanged: .camera
        case .exhibitLeaveChanged: .exhibitLeave
        case .askChanged: .asked
        case .handChanged: .hand
        case .speechStarted: .speechStarted
        case .speechPaused: .speechPaused
        case .speechResumed: .speechResumed
        case .speechEnded: .speechEnded
        case .silenceChanged: .silence
        case .spotlightChanged: .spotlight
        case .layoutChanged: .layout
        case .objectionRaised: .objectionRaised
        case .objectionRuled: .objectionRuled
        case .warned: .warned
        case .sightChanged: .sight
        case .dutyChanged: .duty
        case .removed: .removed
        case .seatAdded: .seatAdded
        case .keyBound: .keyBound
        case .deviceRequested: .deviceRequested
        case .deviceAdmitted: .deviceAdmitted
        case .deviceRefused: .deviceRefused
        }
    }

    /// The seat that the fact is about; nil for facts about the hearing as a whole.
    public var seat: SeatID? {
        switch self {
        case .connected(let id), .disconnected(let id, _), .moved(let id, _),
            .witnessCalled(let id), .witnessReleased(let id), .watchChanged(let id, _),
            .recusalApplied(let id, _), .recusalDecided(let id, _), .invitationEnded(_, let id),
            .roomOpened(_, _, let id, _, _), .consultationLeaveChanged(let id, _),
            .microphoneChanged(let id, _), .cameraChanged(let id, _),
            .exhibitLeaveChanged(let id, _), .askChanged(let id, _), .handChanged(let id, _),
            .speechStarted(let id, _), .speechPaused(let id), .speechResumed(let id),
            .speechEnded(let id, _), .objectionRaised(_, let id, _), .warned(let id, _),
            .sightChanged(let id, _, _), .dutyChanged(let id, _, _), .removed(let id, _),
            .keyBound(let id, _), .deviceRequested(let id, _), .deviceAdmitted(let id, _),
            .deviceRefused(let id, _):
            id
        case .seatAdded(let entry): entry.id
        case .actCompleted(_, _, let id), .spotlightChanged(let id): id
        case .stateChanged, .closureChanged, .nextSessionSet, .recordWaived, .stepEntered,
            .stepFinished, .caseCalled, .roomLockChanged, .roomEnded, .silenceChanged,
            .layoutChanged, .objectionRuled:
            nil
        }
    }
}
