extension Hearing.Fact {
    /// The members of the fact, without its name and seat.
    var values: [String: Member] {
        switch self {
        case .stateChanged(let state):
            var values: [String: Member] = ["state": .word(state.phase)]
            if let cause = state.cause { values["cause"] = .text(cause) }
            return values
        case .disconnected(_, let cause): return ["cause": .word(cause)]
        case .moved(_, let room): return ["room": .text(room.name)]
        case .watchChanged(_, let watcher): return watcher.map { ["watcher": .seat($0)] } ?? [:]
        case .closureChanged(let isClosed): return ["closed": .flag(isClosed)]
        case .nextSessionSet(let time): return ["until": .number(time.microseconds)]
        case .recordWaived(let reason): return ["cause": .word(reason)]
        case .stepEntered(let step), .stepFinished(let step): return ["step": .word(step)]
        case .actCompleted(let step, let act, _): return ["step": .word(step), "act": .word(act)]
        case .caseCalled(let number): return ["case": .number(Int64(number))]
        case .recusalApplied(_, let applicant): return ["applicant": .seat(applicant)]
        case .recusalDecided(_, let isUpheld): return ["upheld": .flag(isUpheld)]
        case .microphoneChanged(_, let state): return ["state": .word(state)]
        case .cameraChanged(_, let state): return ["state": .word(state)]
        case .exhibitLeaveChanged(_, let leave), .consultationLeaveChanged(_, let leave):
            return ["leave": .flag(leave)]
        case .askChanged(_, let isAsked): return ["asked": .flag(isAsked)]
        case .handChanged(_, let isUp): return ["up": .flag(isUp)]
        case .sightChanged(_, let listeners, let sight):
            return sight.values.merging(["seats": .seats(listeners)]) { $1 }
        case .dutyChanged(_, let duty, let has): return ["duty": .word(duty), "has": .flag(has)]
        case .seatAdded(let entry):
            var values = DoorOrder.NewSeat(
                role: entry.role, side: entry.side, companion: entry.companion
            ).values
            if let number = entry.caseNumber { values["case"] = .number(Int64(number)) }
            return values
        case .removed(_, let reason): return ["cause": .word(reason)]
        case .keyBound(_, let key), .deviceRequested(_, let key), .deviceAdmitted(_, let key),
            .deviceRefused(_, let key):
            return ["key": .word(key)]
        case .connected, .witnessCalled, .witnessReleased, .speechPaused, .speechResumed,
            .spotlightChanged:
            return [:]
        default: return roomValues ?? floorValues
        }
    }

    /// The members of facts about private rooms; nil for others.
    private var roomValues: [String: Member]? {
        switch self {
        case .roomOpened(let room, let kind, _, let invited, let minutes):
            var values: [String: Member] = [
                "room": .number(Int64(room.rawValue)), "kind": .word(kind),
            ]
            if !invited.isEmpty { values["seats"] = .seats(invited) }
            if let minutes { values["minutes"] = .number(minutes) }
            return values
        case .roomLockChanged(let room, let isLocked):
            return ["room": .number(Int64(room.rawValue)), "locked": .flag(isLocked)]
        case .invitationEnded(let room, _), .roomEnded(let room):
            return ["room": .number(Int64(room.rawValue))]
        default: return nil
        }
    }

    /// The members of facts about the floor as a whole.
    private var floorValues: [String: Member] {
        switch self {
        case .speechStarted(_, let seconds): seconds.map { ["seconds": .number($0)] } ?? [:]
        case .speechEnded(_, let cause): ["cause": .word(cause)]
        case .silenceChanged(let isSilenced): ["silenced": .flag(isSilenced)]
        case .layoutChanged(let layout): ["layout": .word(layout)]
        case .objectionRaised(let number, _, let ground):
            ["objection": .number(Int64(number)), "ground": .word(ground)]
        case .objectionRuled(let number, let ruling):
            ["objection": .number(Int64(number)), "ruling": .word(ruling)]
        case .warned(_, let reason): ["cause": .word(reason)]
        default: [:]
        }
    }
}
