import Hearing
import Testing

@Suite("Recusal (申请回避)")
struct RecusalTests {
    /// In the first step of the rehearsal, in session.
    private func court() throws -> Court { try Court.panel(.rehearsal) }

    @Test("an application stops the script until it is decided, and the decision lets it go on")
    func rejected() throws {
        var court = try court()
        try court.order(.procedure(.applyRecusal(.clerk)), by: .plaintiff)
        #expect(court.refusal(of: .procedure(.applyRecusal(.clerk)), by: .lawyer) == .alreadySo)
        #expect(court.refusal(of: .procedure(.skipStep(.declined)), by: .judge) == .recusalPending)
        #expect(court.refusal(of: .door(.callWitness(.witness)), by: .judge) == .recusalPending)
        // What does not lead on is possible: a pause, a warning, an end.
        #expect(court.refusal(of: .course(.recess(.rest)), by: .judge) == nil)
        #expect(court.refusal(of: .floor(.warn(.plaintiff, .disorder)), by: .judge) == nil)
        #expect(
            court.refusal(of: .course(.adjourn(.adjournedForRecusal, until: nil)), by: .judge)
                == nil)
        try court.order(.procedure(.decideRecusal(.clerk, isUpheld: false)), by: .judge)
        #expect(court.refusal(of: .door(.callWitness(.witness)), by: .judge) == nil)
        #expect(
            court.refusal(of: .procedure(.decideRecusal(.clerk, isUpheld: true)), by: .judge)
                == .noRecusal)
    }

    @Test("upheld against whom the court needs, it lets nothing but the end be ordered")
    func needed() throws {
        var court = try court()
        try court.order(.procedure(.applyRecusal(.assessor)), by: .defendant)
        try court.order(.procedure(.decideRecusal(.assessor, isUpheld: true)), by: .judge)
        #expect(court.hearing.missing == [.assessor])
        #expect(court.refusal(of: .procedure(.skipStep(.declined)), by: .judge) == .recused)
        #expect(court.refusal(of: .suspend(.benchIncomplete)) == nil)
        try court.order(.course(.recess(.rest)), by: .judge)
        #expect(court.refusal(of: .course(.resume), by: .judge) == .recused)
        try court.order(.course(.moveOffline(.offlineByParty)), by: .judge)
        #expect(court.hearing.state == .recordClosed(.offlineByParty))
    }

    @Test("upheld against whoever presides, that judge still ends the session")
    func presiding() throws {
        var court = try court()
        try court.order(.procedure(.applyRecusal(.judge)), by: .defendant)
        try court.order(.procedure(.decideRecusal(.judge, isUpheld: true)), by: .judge)
        #expect(court.refusal(of: .door(.callWitness(.witness)), by: .judge) == .recused)
        try court.order(.course(.adjourn(.adjournedForRecusal, until: nil)), by: .judge)
    }

    @Test(
        "upheld against the clerk, it ends what the clerk may order and read, and the session goes on"
    )
    func clerk() throws {
        var court = try court()
        try court.order(.door(.watch(.witness)), by: .clerk)
        try court.order(.procedure(.applyRecusal(.clerk)), by: .defendant)
        try court.order(.procedure(.decideRecusal(.clerk, isUpheld: true)), by: .judge)
        #expect(court.room(of: .clerk) == .waiting)
        #expect(court.hearing.seat(.witness)?.watcher == nil)
        #expect(!court.hearing.reaches(.clerk))
        for order in [
            Order.floor(.mute(.plaintiff)), .door(.sendBack(.plaintiff)), .floor(.muteAll),
        ] {
            #expect(court.refusal(of: order, by: .clerk) == .recused)
        }
        #expect(court.hearing.orders(for: .clerk).isEmpty)
        #expect(try !court.hearing.readers(of: .court, from: .plaintiff).contains(.clerk))
        #expect(throws: Refusal.self) {
            try court.hearing.readers(of: .seat(.witness), from: .clerk)
        }
        try court.server(.walkedOut(.clerk))
        try court.server(.connected(.clerk))
        #expect(court.room(of: .clerk) == .waiting)
        #expect(court.refusal(of: .door(.callWitness(.witness)), by: .judge) == nil)
    }

    @Test("a recused interpreter does not come in again with whom it went along")
    func interpreter() throws {
        var court = try court()
        try court.order(.procedure(.applyRecusal(.interpreter)), by: .defendantLawyer)
        try court.order(.procedure(.decideRecusal(.interpreter, isUpheld: true)), by: .judge)
        #expect(court.isIn(.waiting, .interpreter))
        #expect(court.refusal(of: .door(.admit(.interpreter)), by: .judge) == .recused)
        try court.order(.door(.sendBack(.defendant)), by: .judge)
        try court.order(.door(.admit(.defendant)), by: .judge)
        #expect(court.isIn(.courtroom, .defendant, .custodian))
        #expect(court.isIn(.waiting, .interpreter))
    }

    @Test("a recused interpreter leaves a private room too")
    func inPrivate() throws {
        var court = try court()
        try court.order(.course(.recess(.rest)), by: .judge)
        try court.order(.room(.consult([.defendantLawyer], minutes: nil)), by: .defendant)
        let room = Room.apart(RoomNumber(rawValue: 1))
        #expect(court.isIn(room, .defendant, .interpreter))
        court.assume(.recusalApplied(.interpreter, by: .defendant))
        try court.order(.procedure(.decideRecusal(.interpreter, isUpheld: true)), by: .judge)
        #expect(court.isIn(room, .defendant))
        #expect(court.isIn(.waiting, .interpreter))
    }

    @Test("a called expert's recusal ends its testimony")
    func expert() throws {
        var court = try court()
        try court.order(.door(.callWitness(.expert)), by: .judge)
        try court.order(.procedure(.applyRecusal(.expert)), by: .plaintiff)
        try court.order(.procedure(.decideRecusal(.expert, isUpheld: true)), by: .judge)
        #expect(court.hearing.seat(.expert)?.isReleased == true)
        #expect(
            court.refusal(of: .door(.recallWitness(.expert, .contradiction)), by: .judge)
                == .recused)
    }

    @Test("a recusal of somebody who is removed stops nothing any more")
    func removed() throws {
        var court = try court()
        try court.order(.procedure(.applyRecusal(.expert)), by: .plaintiff)
        try court.order(.door(.remove(.expert, .withdrawn)), by: .judge)
        #expect(court.hearing.progress.recusals.isEmpty)
        #expect(court.refusal(of: .procedure(.skipStep(.declined)), by: .judge) == nil)
    }

    @Test("a script without recusal knows no application, and one is made in the courtroom only")
    func unknown() throws {
        var court = try Court.panel(.free)
        #expect(court.refusal(of: .procedure(.applyRecusal(.clerk)), by: .plaintiff) == .noRecusal)
        court = try self.court()
        try court.order(.door(.sendBack(.plaintiff)), by: .judge)
        #expect(court.refusal(of: .procedure(.applyRecusal(.clerk)), by: .plaintiff) == .wrongRoom)
    }
}
