import Hearing
import Testing

/// What flows in one state between two admitted seats, into the record, and from and to a called
/// witness.
struct FlowRow: Sendable, CustomTestStringConvertible {
    let phase: Phase
    let seats: Bool
    let record: Bool
    let witness: Bool

    var testDescription: String { phase.rawValue }

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
}

extension Hearing {
    fileprivate func has(_ source: SeatID, _ medium: Medium, to listener: Listener) -> Bool {
        routes().contains(Route(source: source, medium: medium, listener: listener))
    }

    /// Whether any route names the seat at either end.
    func reaches(_ id: SeatID) -> Bool {
        routes().contains { $0.source == id || $0.listener == .seat(id) }
    }
}

@Suite("Routes are a pure function of the state")
struct RoutesTests {
    @Test("each state lets flow what its row says", arguments: FlowRow.all)
    func flow(_ row: FlowRow) throws {
        var court = try Court.inSession()
        court.assume(.witnessCalled(.witness))
        let cause: [Phase: String] = [.recess: "rest", .suspended: "crash", .cancelled: "settled"]
        court.assume(
            .stateChanged(try #require(HearingState(phase: row.phase, cause: cause[row.phase]))))
        let hearing = court.hearing
        #expect(hearing.has(.plaintiff, .camera, to: .seat(.judge)) == row.seats)
        #expect(hearing.has(.judge, .microphone, to: .seat(.observer)) == row.seats)
        #expect(hearing.has(.plaintiff, .microphone, to: .record) == row.record)
        #expect(hearing.reaches(.witness) == row.witness)
        #expect(!hearing.reaches(.otherWitness))
    }

    @Test("in session everybody in the courtroom reaches everybody else and the record")
    func everybody() throws {
        let hearing = try Court.inSession().hearing
        let senders: [SeatID] = [.judge, .clerk, .plaintiff, .lawyer, .defendant]
        let listeners = senders + [.observer]
        var expected: Set<Hearing.Route> = []
        for source in senders {
            for medium in [Hearing.Medium.microphone, .camera] {
                expected.insert(.init(source: source, medium: medium, listener: .record))
                for listener in listeners where listener != source {
                    expected.insert(
                        .init(source: source, medium: medium, listener: .seat(listener)))
                }
            }
        }
        #expect(hearing.routes() == expected)
    }

    @Test("a muted or locked microphone reaches nobody, the record included; the picture stays")
    func muted() throws {
        for order in [FloorOrder.mute(.plaintiff), .lock(.plaintiff)] {
            var court = try Court.inSession()
            let before = court.hearing.routes()
            try court.order(.floor(order), by: .judge)
            let gone = before.subtracting(court.hearing.routes())
            #expect(gone.allSatisfy { $0.source == .plaintiff && $0.medium == .microphone })
            #expect(gone.count == 6)
            #expect(court.hearing.has(.plaintiff, .camera, to: .seat(.judge)))
        }
    }

    @Test("a stopped camera reaches nobody until the judge allows it again")
    func stopped() throws {
        var court = try Court.inSession()
        let before = court.hearing.routes()
        try court.order(.floor(.stopVideo(.defendant)), by: .judge)
        let gone = before.subtracting(court.hearing.routes())
        #expect(gone.allSatisfy { $0.source == .defendant && $0.medium == .camera })
        try court.order(.floor(.allow(.defendant, .camera)), by: .judge)
        #expect(court.hearing.routes() == before)
    }

    @Test("an exhibit has a route only with leave, and only one seat has it")
    func exhibit() throws {
        var court = try Court.inSession()
        #expect(!court.hearing.routes().contains { $0.medium == .exhibit })
        try court.order(.floor(.allow(.plaintiff, .exhibit)), by: .judge)
        #expect(court.hearing.has(.plaintiff, .exhibit, to: .record))
        try court.order(.floor(.allow(.defendant, .exhibit)), by: .judge)
        let sources = court.hearing.routes().filter { $0.medium == .exhibit }.map(\.source)
        #expect(Set(sources) == [.defendant])
        try court.order(.floor(.stopExhibit(.defendant)), by: .defendant)
        #expect(!court.hearing.routes().contains { $0.medium == .exhibit })
    }

    @Test("a seat whose connection dropped has no route, and has the same again when it is back")
    func reconnect() throws {
        var court = try Court.inSession()
        try court.order(.floor(.lock(.plaintiff)), by: .judge)
        let before = court.hearing.routes()
        try court.server(.disconnected(.plaintiff, .network))
        #expect(!court.hearing.reaches(.plaintiff))
        try court.server(.connected(.plaintiff))
        #expect(court.hearing.routes() == before)
    }
}
