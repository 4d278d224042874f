/// How far a hearing is in its script.
public struct Progress: Hashable, Sendable {
    /// An act that was done: for one seat, or once and for all.
    public struct Done: Hashable, Sendable {
        public let step: StepID
        public let act: ActID
        public let seat: SeatID?
    }

    /// The step in which the hearing is; nil for a script without steps, or before the first.
    public internal(set) var step: StepID?
    /// The steps that were gone through or left out, those of earlier sessions included.
    public internal(set) var finished: Set<StepID>
    /// What was done.
    public internal(set) var done: Set<Done> = []
    /// The case of the docket that is heard, from 1.
    public internal(set) var caseNumber = 1
    /// Recusals that are not decided: who is to be recused, by whom it was asked first.
    public internal(set) var recusals: [SeatID: SeatID] = [:]

    init(finished: Set<StepID>) {
        self.finished = finished
    }
}
