extension Hearing.Fact {
    /// Reads a fact as it was written; `malformed` names the member that does not fit.
    init(_ name: Hearing.FactName, _ members: Members) throws(Refusal) {
        switch name {
        case .state: self = .stateChanged(try Self.state(members))
        case .connected: self = .connected(try members.seat())
        case .disconnected: self = .disconnected(try members.seat(), try members.word("cause"))
        case .moved: self = .moved(try members.seat(), try Self.room(members))
        case .witnessCalled: self = .witnessCalled(try members.seat())
        case .witnessReleased: self = .witnessReleased(try members.seat())
        case .watch:
            let watcher = try Self.seat("watcher", members)
            self = .watchChanged(try members.seat(), by: watcher)
        case .closure: self = .closureChanged(try members.flag("closed"))
        case .nextSession: self = .nextSessionSet(try members.time("until"))
        case .recordWaived: self = .recordWaived(try members.word("cause"))
        case .removed: self = .removed(try members.seat(), try members.word("cause"))
        case .seatAdded: self = .seatAdded(try Self.entry(members))
        case .keyBound: self = .keyBound(try members.seat(), try members.word("key"))
        case .deviceRequested:
            self = .deviceRequested(try members.seat(), try members.word("key"))
        case .deviceAdmitted:
            self = .deviceAdmitted(try members.seat(), try members.word("key"))
        case .deviceRefused:
            self = .deviceRefused(try members.seat(), try members.word("key"))
        case .step, .stepFinished, .act, .caseCalled, .recusalApplied, .recusalDecided:
            self = try Self.procedure(name, members)
        case .roomOpened, .invitationEnded, .roomLock, .roomEnded, .consultationLeave:
            self = try Self.rooms(name, members)
        case .microphone, .camera, .exhibitLeave, .asked, .hand, .sight, .duty, .warned:
            self = try Self.seats(name, members)
        case .speechStarted, .speechPaused, .speechResumed, .speechEnded, .silence, .spotlight,
            .layout, .objectionRaised, .objectionRuled:
            self = try Self.floor(name, members)
        }
    }

    private static func procedure(
        _ name: Hearing.FactName, _ members: Members
    ) throws(Refusal) -> Hearing.Fact {
        switch name {
        case .step: return .stepEntered(try members.word("step"))
        case .stepFinished: return .stepFinished(try members.word("step"))
        case .act:
            return .actCompleted(
                try members.word("step"), try members.word("act"), try Self.seat("seat", members))
        case .caseCalled:
            return .caseCalled(Int(try members.number("case", in: 1...Int64(Int32.max))))
        case .recusalApplied:
            return .recusalApplied(try members.seat(), by: try members.seat("applicant"))
        default:
            return .recusalDecided(try members.seat(), isUpheld: try members.flag("upheld"))
        }
    }

    private static func rooms(
        _ name: Hearing.FactName, _ members: Members
    ) throws(Refusal) -> Hearing.Fact {
        switch name {
        case .roomOpened:
            let isLimited = members.values["minutes"] != nil
            return .roomOpened(
                try members.room(), try members.word("kind"), by: try members.seat(),
                invited: members.values["seats"] == nil ? [] : try members.seats(),
                minutes: isLimited
                    ? try members.number("minutes", in: 1...PrivateRoom.minutesMax) : nil)
        case .invitationEnded:
            return .invitationEnded(try members.room(), try members.seat())
        case .roomLock: return .roomLockChanged(try members.room(), try members.flag("locked"))
        case .roomEnded: return .roomEnded(try members.room())
        default:
            return .consultationLeaveChanged(try members.seat(), try members.flag("leave"))
        }
    }

    private static func seats(
        _ name: Hearing.FactName, _ members: Members
    ) throws(Refusal) -> Hearing.Fact {
        let seat = try members.seat()
        return switch name {
        case .microphone: .microphoneChanged(seat, try members.word("state"))
        case .camera: .cameraChanged(seat, try members.word("state"))
        case .exhibitLeave: .exhibitLeaveChanged(seat, try members.flag("leave"))
        case .asked: .askChanged(seat, try members.flag("asked"))
        case .hand: .handChanged(seat, try members.flag("up"))
        case .sight: .sightChanged(seat, from: try members.seats(), try Sight(members))
        case .duty: .dutyChanged(seat, try members.word("duty"), try members.flag("has"))
        default: .warned(seat, try members.word("cause"))
        }
    }

    private static func floor(
        _ name: Hearing.FactName, _ members: Members
    ) throws(Refusal) -> Hearing.Fact {
        switch name {
        case .speechStarted:
            let isTimed = members.values["seconds"] != nil
            return .speechStarted(
                try members.seat(),
                seconds: isTimed ? try members.number("seconds", in: 1...Speech.secondsMax) : nil)
        case .speechPaused: return .speechPaused(try members.seat())
        case .speechResumed: return .speechResumed(try members.seat())
        case .speechEnded: return .speechEnded(try members.seat(), try members.word("cause"))
        case .silence: return .silenceChanged(try members.flag("silenced"))
        case .spotlight: return .spotlightChanged(try Self.seat("seat", members))
        case .layout: return .layoutChanged(try members.word("layout"))
        case .objectionRaised:
            return .objectionRaised(
                try Self.objection(members), try members.seat(), try members.word("ground"))
        default: return .objectionRuled(try Self.objection(members), try members.word("ruling"))
        }
    }

    private static func entry(_ members: Members) throws(Refusal) -> Docket.Entry {
        let seat = try DoorOrder.NewSeat(members)
        let isOfCase = members.values["case"] != nil
        return Docket.Entry(
            id: try members.seat(), role: seat.role, side: seat.side, companion: seat.companion,
            caseNumber: isOfCase
                ? Int(try members.number("case", in: 1...Int64(Docket.caseCountMax))) : nil)
    }

    private static func objection(_ members: Members) throws(Refusal) -> Int {
        Int(try members.number("objection", in: 1...Int64(Int32.max)))
    }

    /// A seat that may be missing.
    private static func seat(_ name: String, _ members: Members) throws(Refusal) -> SeatID? {
        members.values[name] == nil ? nil : try members.seat(name)
    }

    private static func room(_ members: Members) throws(Refusal) -> Room {
        guard let room = Room(name: try members.text("room")) else {
            throw Members.malformed("room")
        }
        return room
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
