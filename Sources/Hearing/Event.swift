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
        /// What the court lets the seat's microphone do.
        case microphoneChanged(SeatID, MicrophoneState)
        /// What the court lets the seat's camera do.
        case cameraChanged(SeatID, CameraState)
        /// The seat got (true) or lost (false) leave to show an exhibit.
        case exhibitLeaveChanged(SeatID, Bool)
        /// The seat was removed for good: it is outside and not connected, its requests are void.
        case removed(SeatID, RemovalReason)
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
