import Hearing

/// What flows in one state between two admitted seats, into the record, and from and to a called
/// witness: the table of flows written a second time.
struct FlowRow: Sendable {
    let phase: Phase
    let seats: Bool
    let record: Bool
    let witness: Bool

    static let all = [
        FlowRow(phase: .scheduled, seats: false, record: false, witness: false),
        FlowRow(phase: .open, seats: true, record: false, witness: false),
        FlowRow(phase: .inSession, seats: true, record: true, witness: true),
        FlowRow(phase: .recess, seats: false, record: false, witness: false),
        FlowRow(phase: .suspended, seats: false, record: true, witness: false),
        FlowRow(phase: .recordClosed, seats: true, record: false, witness: false),
        FlowRow(phase: .sealed, seats: false, record: false, witness: false),
        FlowRow(phase: .cancelled, seats: false, record: false, witness: false),
    ]

    /// What flows otherwise under this law; nil when nothing does.
    func flaw(of law: Law) throws -> String? {
        var court = Court(continuing: try Court.inSession().hearing.following(law))
        court.assume(.witnessCalled(.witness))
        let cause: [Phase: String] = [.recess: "rest", .suspended: "crash", .cancelled: "settled"]
        guard let state = HearingState(phase: phase, cause: cause[phase]) else { return "state" }
        court.assume(.stateChanged(state))
        let hearing = court.hearing
        if hearing.has(.plaintiff, .camera, to: .seat(.judge)) != seats { return "among seats" }
        if hearing.has(.judge, .microphone, to: .seat(.observer)) != seats { return "observers" }
        if hearing.has(.plaintiff, .microphone, to: .record) != record { return "record" }
        if hearing.reaches(.witness) != witness { return "a called witness" }
        return hearing.reaches(.otherWitness) ? "a witness who waits" : nil
    }
}

extension Hearing {
    func has(_ source: SeatID, _ medium: Medium, to listener: Listener) -> Bool {
        routes().contains(Route(source: source, medium: medium, listener: listener))
    }

    /// Whether any route names the seat at either end.
    func reaches(_ id: SeatID) -> Bool {
        routes().contains { $0.source == id || $0.listener == .seat(id) }
    }
}
