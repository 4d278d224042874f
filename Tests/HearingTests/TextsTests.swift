import Hearing
import Testing

/// A channel, who writes, and who reads; nil where it is refused.
struct TextRow: Sendable {
    let channel: TextChannel
    let writer: SeatID
    let readers: Set<SeatID>?

    static let all: [TextRow] = [
        TextRow(channel: .court, writer: .plaintiff, readers: [.judge, .clerk, .plaintiff]),
        TextRow(channel: .court, writer: .witness, readers: [.judge, .clerk, .witness]),
        TextRow(channel: .court, writer: .observer, readers: [.judge, .clerk, .observer]),
        TextRow(channel: .court, writer: .clerk, readers: nil),
        TextRow(channel: .seat(.witness), writer: .clerk, readers: [.judge, .clerk, .witness]),
        TextRow(channel: .seat(.witness), writer: .judge, readers: [.judge, .clerk, .witness]),
        TextRow(channel: .seat(.witness), writer: .assistant, readers: nil),
        TextRow(channel: .seat(.witness), writer: .plaintiff, readers: nil),
        TextRow(channel: .seat(.assessor), writer: .clerk, readers: nil),
        TextRow(channel: .seat(.nobody), writer: .clerk, readers: nil),
        // One who is called is told nothing but aloud.
        TextRow(channel: .seat(.expert), writer: .clerk, readers: nil),
        TextRow(channel: .panel, writer: .assessor, readers: [.judge, .secondJudge, .assessor]),
        TextRow(channel: .panel, writer: .clerk, readers: nil),
        TextRow(channel: .panel, writer: .assistant, readers: nil),
        TextRow(channel: .side, writer: .plaintiff, readers: [.plaintiff, .lawyer]),
        TextRow(
            channel: .side, writer: .defendantLawyer,
            readers: [.defendant, .defendantLawyer, .interpreter]),
        TextRow(
            channel: .side, writer: .interpreter,
            readers: [.defendant, .defendantLawyer, .interpreter]),
        TextRow(channel: .side, writer: .custodian, readers: nil),
        TextRow(channel: .side, writer: .witness, readers: nil),
        TextRow(channel: .side, writer: .witnessInterpreter, readers: nil),
        TextRow(channel: .side, writer: .clerk, readers: nil),
        TextRow(channel: .side, writer: .nobody, readers: nil),
    ]
}

@Suite("Short texts between seats")
struct TextsTests {
    private func court() throws -> Court {
        var court = try Court.panel()
        try court.order(.door(.callWitness(.expert)), by: .judge)
        return court
    }

    @Test("each channel has its readers", arguments: TextRow.all.indices)
    func readers(_ index: Int) throws {
        let row = TextRow.all[index]
        let hearing = try court().hearing
        let readers = try? hearing.readers(of: row.channel, from: row.writer)
        #expect(readers == row.readers)
    }

    @Test("whoever gets the doors reads what is written to the court")
    func delegated() throws {
        var court = try court()
        try court.order(.duty(.delegate(.assistant, .doors)), by: .judge)
        #expect(
            try court.hearing.readers(of: .court, from: .plaintiff)
                == [.judge, .clerk, .assistant, .plaintiff])
        try court.order(.duty(.withdraw(.clerk, .doors)), by: .judge)
        #expect(
            try court.hearing.readers(of: .court, from: .plaintiff)
                == [.judge, .assistant, .plaintiff])
    }

    @Test("a recused member of the panel reads its notes no more")
    func recused() throws {
        var court = try court()
        court.assume(.recusalDecided(.secondJudge, isUpheld: true))
        #expect(try court.hearing.readers(of: .panel, from: .assessor) == [.judge, .assessor])
        #expect(throws: Refusal.self) {
            try court.hearing.readers(of: .panel, from: .secondJudge)
        }
    }

    @Test("there are no texts before the opening, after the end, or from who is away")
    func never() throws {
        var court = try court()
        try court.server(.disconnected(.lawyer, .network))
        #expect(throws: Refusal.self) { try court.hearing.readers(of: .side, from: .lawyer) }
        for state in [HearingState.scheduled, .sealed, .cancelled(.settled)] {
            court.assume(.stateChanged(state))
            #expect(throws: Refusal.self) {
                try court.hearing.readers(of: .court, from: .plaintiff)
            }
        }
    }

    @Test("what the court tells and is told is logged, the panel's and a side's own words are not")
    func logged() {
        #expect(TextChannel.court.isLogged && TextChannel.seat(.witness).isLogged)
        #expect(!TextChannel.panel.isLogged && !TextChannel.side.isLogged)
    }
}
