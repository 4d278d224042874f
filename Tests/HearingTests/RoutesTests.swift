import Hearing
import Testing

@Suite("Routes are a pure function of the state")
struct RoutesTests {
    @Test("each state lets flow what its row says", arguments: FlowRow.all.indices)
    func flow(_ row: Int) throws {
        #expect(try FlowRow.all[row].flaw(of: .standard) == nil)
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
