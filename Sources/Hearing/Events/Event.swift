extension Hearing {
    /// Something that happened, by whom and when; the hearing's state is the fold of its events.
    public struct Event: Hashable, Sendable {
        /// When it happened.
        public let at: Time
        /// Who did it.
        public let by: Actor
        /// What happened.
        public let fact: Fact

        /// Builds an event.
        public init(at: Time, by: Actor, fact: Fact) {
            self.at = at
            self.by = by
            self.fact = fact
        }
    }

    /// What can happen in a hearing.
    ///
    /// Each fact is complete: a fold needs no knowledge of its order.
    public enum Fact: Hashable, Sendable {
        /// The hearing entered a state, for the cause inside it.
        case stateChanged(HearingState)
        /// The seat's connection came to life.
        case connected(SeatID)
        /// The seat's connection ended; the seat keeps its room and rights.
        case disconnected(SeatID, DisconnectCause)
        /// The seat is now in this room.
        case moved(SeatID, Room)
        /// The witness was called into the courtroom.
        case witnessCalled(SeatID)
        /// The witness was released and is back in its waiting room.
        case witnessReleased(SeatID)
        /// Who watches the witness in its waiting room; nil when nobody does any more.
        case watchChanged(SeatID, by: SeatID?)
        /// The hearing is closed to the public (true) or open to it.
        case closureChanged(Bool)
        /// The next session of the case is planned for this time.
        case nextSessionSet(Time)
        /// The judge goes on without a durable record, for this reason.
        case recordWaived(ContinuationReason)
        /// The hearing is in this step of its script.
        case stepEntered(StepID)
        /// The step was gone through or left out; it is not done again unless the judge returns.
        case stepFinished(StepID)
        /// An act of a step was done, for a seat or once and for all.
        case actCompleted(StepID, ActID, SeatID?)
        /// This case of the docket is heard now.
        case caseCalled(Int)
        /// A seat asked that another be recused.
        case recusalApplied(SeatID, by: SeatID)
        /// The recusal of the seat was decided; true when it was upheld.
        case recusalDecided(SeatID, isUpheld: Bool)
        /// A private room was opened by a seat; these are invited.
        case roomOpened(
            RoomNumber, PrivateRoom.Kind, by: SeatID, invited: [SeatID], minutes: Int64?)
        /// The invitation of the seat to the room is void or was used.
        case invitationEnded(RoomNumber, SeatID)
        /// The private room was locked (true) or unlocked.
        case roomLockChanged(RoomNumber, Bool)
        /// The private room is no more.
        case roomEnded(RoomNumber)
        /// The seat got (true) or lost leave to consult in session.
        case consultationLeaveChanged(SeatID, Bool)
        /// The court asks the seat to unmute (true), or does not any more.
        case askChanged(SeatID, Bool)
        /// The seat raised its hand (true) or it is down.
        case handChanged(SeatID, Bool)
        /// The seat has the word, for so many seconds or without limit.
        case speechStarted(SeatID, seconds: Int64?)
        /// The clock of the speech stands still.
        case speechPaused(SeatID)
        /// The clock of the speech runs again.
        case speechResumed(SeatID)
        /// The seat's speech is over.
        case speechEnded(SeatID, SpeechEnd)
        /// Everybody but bench and speaker is silenced (true), or order is restored.
        case silenceChanged(Bool)
        /// All screens show this seat large; nil for none.
        case spotlightChanged(SeatID?)
        /// How screens are arranged.
        case layoutChanged(Layout)
        /// An objection with this number.
        case objectionRaised(Int, SeatID, ObjectionGround)
        /// The objection was ruled on.
        case objectionRuled(Int, Ruling)
        /// The court warned the person.
        case warned(SeatID, WarningReason)
        /// These listeners perceive the seat no further than this; a full sight ends protection.
        case sightChanged(SeatID, from: [SeatID], Sight)
        /// The seat got (true) or lost a duty.
        case dutyChanged(SeatID, Duty, Bool)
        /// What the court lets the seat's microphone do.
        case microphoneChanged(SeatID, MicrophoneState)
        /// What the court lets the seat's camera do.
        case cameraChanged(SeatID, CameraState)
        /// The seat got (true) or lost (false) leave to show an exhibit.
        case exhibitLeaveChanged(SeatID, Bool)
        /// The seat was removed for good: it is outside and not connected, its requests are void.
        case removed(SeatID, RemovalReason)
        /// A person was added who was not booked.
        case seatAdded(Docket.Entry)
        /// This key holds the seat.
        case keyBound(SeatID, Thumbprint)
        /// Another key asks for the seat.
        case deviceRequested(SeatID, Thumbprint)
        /// That key was let in and holds the seat from now on.
        case deviceAdmitted(SeatID, Thumbprint)
        /// That key was turned away.
        case deviceRefused(SeatID, Thumbprint)
    }
}
