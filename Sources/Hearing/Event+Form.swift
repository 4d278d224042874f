/// The written form of an event, for the log: a name and plain members, stable for ever.
///
/// Every event has `at` (microseconds since 1970) and `by` (the seat number, 0 for the server).
extension Hearing.Event {
    /// The name of the fact.
    public var name: String { fact.name }

    /// The members of the event, without its name.
    public var members: Members {
        var members = fact.members
        members.values["at"] = .number(at.microseconds)
        switch by {
        case .server: members.values["by"] = .number(0)
        case .seat(let id): members.values["by"] = .number(Int64(id.rawValue))
        }
        return members
    }

    /// Reads an event as it was written; `malformed` names the member that does not fit.
    public init(name: String, members: Members) throws(Refusal) {
        let at = Time(microseconds: try members.number("at"))
        let by: Actor =
            members.values["by"] == .number(0) ? .server : .seat(try members.seat("by"))
        self.init(at: at, by: by, fact: try Hearing.Fact(name: name, members: members))
    }
}

extension Hearing.Fact {
    /// The stable name of the fact.
    public var name: String {
        switch self {
        case .stateChanged: "state"
        case .connected: "connected"
        case .disconnected: "disconnected"
        case .moved: "moved"
        case .witnessCalled: "witnessCalled"
        case .witnessReleased: "witnessReleased"
        case .microphoneChanged: "microphone"
        case .cameraChanged: "camera"
        case .exhibitLeaveChanged: "exhibitLeave"
        case .removed: "removed"
        case .keyBound: "keyBound"
        case .deviceRequested: "deviceRequested"
        case .deviceAdmitted: "deviceAdmitted"
        case .deviceRefused: "deviceRefused"
        }
    }

    /// The seat that the fact is about; nil for a change of the hearing's state.
    public var seat: SeatID? {
        switch self {
        case .stateChanged: nil
        case .connected(let id), .disconnected(let id, _), .moved(let id, _),
            .witnessCalled(let id), .witnessReleased(let id), .microphoneChanged(let id, _),
            .cameraChanged(let id, _), .exhibitLeaveChanged(let id, _), .removed(let id, _),
            .keyBound(let id, _), .deviceRequested(let id, _), .deviceAdmitted(let id, _),
            .deviceRefused(let id, _):
            id
        }
    }

    var members: Members {
        var values: [String: Member] = [:]
        if let seat { values["seat"] = .number(Int64(seat.rawValue)) }
        switch self {
        case .stateChanged(let state):
            values["state"] = .text(state.phase.rawValue)
            if let cause = state.cause { values["cause"] = .text(cause) }
        case .disconnected(_, let cause): values["cause"] = .text(cause.rawValue)
        case .moved(_, let room): values["room"] = .text(room.rawValue)
        case .microphoneChanged(_, let state): values["state"] = .text(state.rawValue)
        case .cameraChanged(_, let state): values["state"] = .text(state.rawValue)
        case .exhibitLeaveChanged(_, let leave): values["leave"] = .flag(leave)
        case .removed(_, let reason): values["cause"] = .text(reason.rawValue)
        case .keyBound(_, let key), .deviceRequested(_, let key), .deviceAdmitted(_, let key),
            .deviceRefused(_, let key):
            values["key"] = .text(key.rawValue)
        case .connected, .witnessCalled, .witnessReleased: break
        }
        return Members(values)
    }

    init(name: String, members: Members) throws(Refusal) {
        switch name {
        case "state": self = .stateChanged(try Self.state(members))
        case "connected": self = .connected(try members.seat())
        case "disconnected":
            self = .disconnected(try members.seat(), try members.word("cause"))
        case "moved": self = .moved(try members.seat(), try members.word("room"))
        case "witnessCalled": self = .witnessCalled(try members.seat())
        case "witnessReleased": self = .witnessReleased(try members.seat())
        case "microphone":
            self = .microphoneChanged(try members.seat(), try members.word("state"))
        case "camera": self = .cameraChanged(try members.seat(), try members.word("state"))
        case "exhibitLeave":
            self = .exhibitLeaveChanged(try members.seat(), try members.flag("leave"))
        case "removed": self = .removed(try members.seat(), try members.word("cause"))
        case "keyBound": self = .keyBound(try members.seat(), try members.word("key"))
        case "deviceRequested":
            self = .deviceRequested(try members.seat(), try members.word("key"))
        case "deviceAdmitted":
            self = .deviceAdmitted(try members.seat(), try members.word("key"))
        case "deviceRefused":
            self = .deviceRefused(try members.seat(), try members.word("key"))
        default: throw Members.malformed("name")
        }
    }

    private static func state(_ members: Members) throws(Refusal) -> HearingState {
        let phase: Phase = try members.word("state")
        let cause: String? = members.values["cause"] == nil ? nil : try members.text("cause")
        guard let state = HearingState(phase: phase, cause: cause) else {
            throw Members.malformed("cause")
        }
        return state
    }
}
