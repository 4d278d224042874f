extension Hearing {
    /// Applies what happened to the floor.
    mutating func evolveFloor(_ fact: Fact, at time: Time) {
        switch fact {
        case .microphoneChanged(let id, let state): change(id) { $0.microphone = state }
        case .cameraChanged(let id, let state): change(id) { $0.camera = state }
        case .exhibitLeaveChanged(let id, let leave): change(id) { $0.hasExhibitLeave = leave }
        case .askChanged(let id, let isAsked): change(id) { $0.isAsked = isAsked }
        case .handChanged(let id, let isUp): changeHand(of: id, isUp)
        case .warned(let id, _): change(id) { $0.warnings &+= 1 }
        case .silenceChanged(let isSilenced): floor.isSilenced = isSilenced
        case .spotlightChanged(let seat): floor.spotlight = seat
        case .layoutChanged(let layout): floor.layout = layout
        case .objectionRaised(let number, let seat, let ground):
            floor.objectionCount = max(floor.objectionCount, number)
            floor.objections.append(
                Objection(number: number, by: seat, ground: ground, since: time))
        case .objectionRuled(let number, _): floor.objections.removeAll { $0.number == number }
        default: evolveSpeech(fact, at: time)
        }
    }

    private mutating func changeHand(of id: SeatID, _ isUp: Bool) {
        if isUp { floor.handCount += 1 }
        let number = floor.handCount
        change(id) { $0.hand = isUp ? number : nil }
    }

    private mutating func evolveSpeech(_ fact: Fact, at time: Time) {
        switch fact {
        case .speechStarted(let seat, let seconds):
            floor.speech = Speech(seat: seat, seconds: seconds, runningSince: time)
        case .speechPaused(let seat):
            guard let speech = floor.speech, speech.seat == seat else { return }
            floor.speech?.spent = speech.spoken(at: time)
            floor.speech?.runningSince = nil
        case .speechResumed(let seat):
            guard let speech = floor.speech, speech.seat == seat, speech.runningSince == nil else {
                return
            }
            floor.speech?.runningSince = time
        case .speechEnded(let seat, _):
            if floor.speech?.seat == seat { floor.speech = nil }
        default: break
        }
    }
}
