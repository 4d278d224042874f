/// Why the law refuses a command; a refused command has changed nothing.
public struct Refusal: Error, Hashable, Sendable {
    /// The codes of orders in PROTOCOL.md §7; raw values are the wire codes.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// A member of the order is missing or of the wrong form.
        case malformed = "order.malformed"
        /// There is no order of this name.
        case unknown = "order.unknown"
        /// The seat key's signature does not fit (told by the services around the law).
        case badSignature = "order.badSignature"
        /// The giver's role never has this right, or the order never fits the target's role.
        case wrongRole = "order.wrongRole"
        /// The right does not exist in this state of the hearing or of the thing ordered.
        case wrongState = "order.wrongState"
        /// The target is not in the room that the order needs.
        case wrongRoom = "order.wrongRoom"
        /// There is no such seat, or it was removed.
        case unknownSeat = "order.unknownSeat"
        /// A seat that must be here is not connected.
        case notConnected = "order.notConnected"
        /// The order is for witnesses, the target is none.
        case notWitness = "order.notWitness"
        /// The target is a witness: only `callWitness` and `releaseWitness` move it.
        case isWitness = "order.isWitness"
        /// Somebody of the court does this only by a duty that the giver does not have.
        case needsDuty = "order.needsDuty"
        /// It acts for the presiding judge only while that judge is away.
        case notDeputy = "order.notDeputy"
        /// The present step of the script does not allow it, or there is no such step.
        case wrongStep = "order.wrongStep"
        /// A required act of this step is not done.
        case stepIncomplete = "order.stepIncomplete"
        /// Steps that must not be left out are still to come.
        case stepsUnfinished = "order.stepsUnfinished"
        /// There is no such act in this step, or not for this seat.
        case unknownAct = "order.unknownAct"
        /// The script has no optional step here.
        case notOptional = "order.notOptional"
        /// An application for recusal stops the script until it is decided.
        case recusalPending = "order.recusalPending"
        /// A recusal was upheld: the session can only be adjourned or moved offline.
        case recused = "order.recused"
        /// The script knows no recusal, or nobody applied for this one.
        case noRecusal = "order.noRecusal"
        /// The docket has no further case.
        case noMoreCases = "order.noMoreCases"
        /// The seat belongs to another case of the docket.
        case otherCase = "order.otherCase"
        /// The witness was released: it comes only by a recall.
        case released = "order.released"
        /// The witness was never released: it comes by a call.
        case notReleased = "order.notReleased"
        /// Another witness is called: it comes only for a confrontation.
        case witnessPresent = "order.witnessPresent"
        /// No other witness is called, so there is nobody to confront.
        case nobodyToConfront = "order.nobodyToConfront"
        /// The hearing is closed to the public.
        case closedToPublic = "order.closedToPublic"
        /// The seat goes with another and is not moved alone.
        case goesAlong = "order.goesAlong"
        /// These people may not be in a private room together.
        case notYourSide = "order.notYourSide"
        /// During the session this needs the judge's leave.
        case needsLeave = "order.needsLeave"
        /// There is no such private room, or no invitation to it.
        case unknownRoom = "order.unknownRoom"
        /// The private room is locked.
        case roomLocked = "order.roomLocked"
        /// As many as the law allows at a time are there.
        case tooMany = "order.tooMany"
        /// Everybody is silenced until order is restored.
        case silenced = "order.silenced"
        /// There is no such objection.
        case unknownObjection = "order.unknownObjection"
        /// Nobody is hidden from the court.
        case hiddenFromCourt = "order.hiddenFromCourt"
        /// Its microphone is open in the session: it is muted before another device takes over.
        case isSpeaking = "order.isSpeaking"
        /// The record is durable, so there is nothing to go on without.
        case recordHealthy = "order.recordHealthy"
        /// It is so already, or was decided already.
        case alreadySo = "order.alreadySo"
        /// The target changed since the giver saw it (told by the services around the law).
        case stale = "order.stale"
    }

    /// The wire code.
    public let code: Code
    /// English for developers: what was needed and what was found.
    public let detail: String
    /// Values for the sentence that the page shows.
    public let parameters: [String: String]

    /// Builds a refusal.
    public init(_ code: Code, _ detail: String, parameters: [String: String] = [:]) {
        self.code = code
        self.detail = detail
        self.parameters = parameters
    }
}
