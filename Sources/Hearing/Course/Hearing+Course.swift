/// What orders about the course of the hearing need, and the facts that they lead to.
extension Hearing {
    func facts(of order: CourseOrder) throws(Refusal) -> [Fact] {
        switch order {
        case .open: return opening()
        case .begin, .resume: return try beginning()
        case .recess(let reason): return pausing() + [.stateChanged(.recess(reason))]
        case .continueUnrecorded(let reason):
            guard state == .suspended(.recordFault) else {
                throw Refusal(.recordHealthy, "the session is not suspended for its record")
            }
            return try beginning() + [.recordWaived(reason)]
        case .closeRecord:
            try checkFinished()
            return ending(.completed)
        case .adjourn(let outcome, let until):
            return ending(outcome) + (until.map { [.nextSessionSet($0)] } ?? [])
        case .pronounceLater(let time):
            return ending(.pronouncedLater) + (time.map { [.nextSessionSet($0)] } ?? [])
        case .moveOffline(let outcome): return ending(outcome)
        case .seal:
            if let step, step.phase == .recordClosed { try checkComplete(step) }
            return [.stateChanged(.sealed)]
        case .cancel(let reason): return [.stateChanged(.cancelled(reason))]
        }
    }

    /// People who are connected already go where connecting would lead them.
    private func opening() -> [Fact] {
        [.stateChanged(.open)]
            + seats.filter(\.isPresent).map { .moved($0.id, entrance(of: $0)) }
            + entering(.open)
    }

    /// Begin and resume: a session needs its whole court, and what is done before it.
    private func beginning() throws(Refusal) -> [Fact] {
        if let id = missing.first {
            let seat = try target(id)
            if seat.isRecused { throw .about(id, .recused, "a recusal was upheld") }
            throw seat.isConnected ? .wrongRoom(seat, needs: "courtroom") : .notConnected(id)
        }
        var facts = seats.filter { $0.room == .deliberation }.map { Fact.moved($0.id, .courtroom) }
        if let step, step.phase == .open {
            try checkComplete(step)
            facts.append(.stepFinished(step.id))
        }
        facts.append(.stateChanged(.inSession))
        return facts + entering(.inSession) + resumingSpeech()
    }

    /// The clock of a speech stands still whenever the session does.
    func pausing() -> [Fact] {
        guard let speech = floor.speech, speech.runningSince != nil else { return [] }
        return [.speechPaused(speech.seat)]
    }

    /// The clock runs again with the session, if the speaker is there or the script does not wait.
    private func resumingSpeech() -> [Fact] {
        guard let speech = floor.speech, speech.runningSince == nil,
            seat(speech.seat)?.isPresent == true || !script.speechWaitsInDrop
        else { return [] }
        return [.speechResumed(speech.seat)]
    }

    /// A closed record ends every speech and testimony, caucus and deliberation.
    private func ending(_ outcome: Outcome) -> [Fact] {
        let called = seats.filter(\.isCalled)
        var facts = endOfSpeech(unlessBy: called)
        facts += rooms.values.filter { $0.kind == .caucus }.sorted { $0.number < $1.number }
            .flatMap(endOfRoom)
        facts += called.flatMap(release)
        facts += seats.filter { $0.room == .deliberation }.map { .moved($0.id, .courtroom) }
        if outcome == .completed, let step, step.phase == .inSession {
            facts.append(.stepFinished(step.id))
        }
        return facts + [.stateChanged(.recordClosed(outcome))] + entering(.recordClosed)
    }

    /// The first step of a state that is still to be done, unless the hearing is in one already.
    private func entering(_ phase: Phase) -> [Fact] {
        if let step, step.phase == phase { return [] }
        let next = script.steps.first {
            $0.phase == phase && !progress.finished.contains($0.id)
        }
        return next.map { [.stepEntered($0.id)] } ?? []
    }

    /// Where a seat goes by connecting: the court into the courtroom, others wait.
    func entrance(of seat: Seat) -> Room {
        let entersByItself = seat.office.entersByItself && !seat.isRecused
        return entersByItself ? .courtroom : .waiting
    }
}
