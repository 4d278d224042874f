import Hearing
import Testing

@Suite("The word and its clock")
struct SpeechTests {
    /// The plaintiff has the word for 60 seconds.
    private func speaking(_ script: Script = .free) throws -> Court {
        var court = try Court.panel(script)
        try court.order(.floor(.grantFloor(.plaintiff, seconds: 60)), by: .judge)
        return court
    }

    private func left(in court: Court) -> Int64? {
        court.hearing.floor.speech?.remaining(at: court.now).map { $0 / 1_000_000 }
    }

    /// Ways in which a session stands still, and how it goes on.
    enum Pause: CaseIterable {
        case drop, recess, suspension, restart
    }

    @Test(
        "the clock stands still in a drop, a recess, a suspension and a restart",
        arguments: Pause.allCases)
    func pause(_ pause: Pause) throws {
        var court = try speaking()
        court.wait(seconds: 9)
        #expect(left(in: court) == 51)
        switch pause {
        case .drop: try court.server(.disconnected(.plaintiff, .network))
        case .recess: try court.order(.course(.recess(.rest)), by: .judge)
        case .suspension: try court.server(.suspend(.recordFault))
        case .restart: try court.server(.restarted(.crash))
        }
        #expect(left(in: court) == 50)
        court.wait(seconds: 600)
        #expect(left(in: court) == 50)
        #expect(court.refusal(of: .speechTimeUp) == .alreadySo)
        for seat in court.hearing.seats where !seat.isConnected {
            try court.server(.connected(seat.id))
        }
        if pause != .drop { try court.order(.course(.resume), by: .judge) }
        let before = try #require(left(in: court))
        court.wait(seconds: 10)
        #expect(left(in: court) == before - 10)
        #expect(before >= 35)
    }

    @Test("whoever is away when the session goes on speaks on when it is back")
    func lateReturn() throws {
        var court = try speaking()
        try court.server(.disconnected(.plaintiff, .network))
        try court.order(.course(.recess(.rest)), by: .judge)
        try court.order(.course(.resume), by: .judge)
        #expect(court.hearing.floor.speech?.runningSince == nil)
        try court.server(.connected(.plaintiff))
        #expect(court.hearing.floor.speech?.runningSince == court.now)
    }

    @Test("whoever comes back in a recess speaks on when the session does")
    func earlyReturn() throws {
        var court = try speaking()
        try court.order(.course(.recess(.rest)), by: .judge)
        try court.server(.disconnected(.plaintiff, .network))
        try court.server(.connected(.plaintiff))
        #expect(court.hearing.floor.speech?.runningSince == nil)
        try court.order(.course(.resume), by: .judge)
        #expect(court.hearing.floor.speech?.runningSince == court.now)
    }

    @Test("a script may let the clock run in a drop")
    func runsOn() throws {
        var script = Script.free
        script.speechWaitsInDrop = false
        var court = try speaking(script)
        try court.server(.disconnected(.plaintiff, .network))
        court.wait(seconds: 20)
        #expect(left(in: court) == 39)
        try court.order(.course(.recess(.rest)), by: .judge)
        court.wait(seconds: 20)
        #expect(left(in: court) == 38)
        try court.order(.course(.resume), by: .judge)
        #expect(court.hearing.floor.speech?.runningSince == court.now)
    }

    @Test("when the time is over the microphone is locked, not before and not for another speech")
    func timeUp() throws {
        var court = try speaking()
        #expect(court.refusal(of: .speechTimeUp) == .wrongState)
        court.wait(seconds: 40)
        // The timer of the first speech must not end the second.
        try court.order(.floor(.grantFloor(.defendant, seconds: 60)), by: .judge)
        court.wait(seconds: 20)
        #expect(court.refusal(of: .speechTimeUp) == .wrongState)
        court.wait(seconds: 40)
        let facts = try court.server(.speechTimeUp).map(\.fact)
        #expect(
            facts == [.speechEnded(.defendant, .timeUp), .microphoneChanged(.defendant, .locked)])
        #expect(court.refusal(of: .floor(.unmute), by: .defendant) == .wrongState)
        #expect(court.refusal(of: .speechTimeUp) == .alreadySo)
    }

    @Test("a speech without limit is never over by time")
    func unlimited() throws {
        var court = try Court.panel()
        try court.order(.floor(.grantFloor(.plaintiff, seconds: nil)), by: .judge)
        court.wait(seconds: 10_000)
        #expect(left(in: court) == nil)
        #expect(court.refusal(of: .speechTimeUp) == .alreadySo)
    }

    @Test("the word opens a closed microphone, lowers the hand and passes from one to another")
    func granted() throws {
        var court = try Court.panel()
        try court.order(.floor(.lock(.plaintiff)), by: .judge)
        try court.order(.floor(.askToUnmute(.plaintiff)), by: .clerk)
        try court.order(.floor(.raiseHand), by: .plaintiff)
        try court.order(.floor(.silence), by: .judge)
        #expect(court.refusal(of: .floor(.unmute), by: .plaintiff) == .silenced)
        try court.order(.floor(.grantFloor(.plaintiff, seconds: 60)), by: .judge)
        let seat = try #require(court.hearing.seat(.plaintiff))
        #expect(seat.microphone == .allowed && seat.hand == nil && !seat.isAsked)
        #expect(court.hearing.has(.plaintiff, .microphone, to: .record))
        #expect(!court.hearing.has(.defendant, .microphone, to: .record))
        let facts = try court.order(
            .floor(.grantFloor(.defendant, seconds: nil)), by: .judge
        ).map(\.fact)
        #expect(facts.first == .speechEnded(.plaintiff, .byCourt))
        #expect(!court.hearing.has(.plaintiff, .microphone, to: .record))
        try court.order(.floor(.restoreOrder), by: .judge)
        #expect(court.hearing.has(.plaintiff, .microphone, to: .record))
    }

    /// Whatever takes a speaker out of the courtroom, or closes the microphone.
    static let ends: [(Order, SpeechEnd)] = [
        (.floor(.mute(.plaintiff)), .byCourt), (.floor(.lock(.plaintiff)), .byCourt),
        (.floor(.muteAll), .byCourt), (.floor(.endFloor), .byCourt),
        (.door(.sendBack(.plaintiff)), .left), (.door(.remove(.plaintiff, .disorder)), .left),
        (.course(.closeRecord), .byCourt),
        (.course(.adjourn(.adjournedForTime, until: nil)), .byCourt),
    ]

    @Test("a speech ends once with whatever ends it", arguments: ends.indices)
    func ended(_ index: Int) throws {
        let (order, end) = Self.ends[index]
        var court = try speaking()
        let facts = try court.order(order, by: .judge).map(\.fact)
        #expect(facts.filter { $0 == .speechEnded(.plaintiff, end) }.count == 1)
        #expect(court.hearing.floor.speech == nil)
    }

    @Test("a called witness who speaks when the record is closed stops speaking once")
    func witness() throws {
        var court = try Court.panel()
        try court.order(.door(.callWitness(.witness)), by: .judge)
        try court.order(.floor(.grantFloor(.witness, seconds: nil)), by: .judge)
        let facts = try court.order(.course(.closeRecord), by: .judge).map(\.fact)
        let ends = facts.filter {
            if case .speechEnded = $0 { true } else { false }
        }
        #expect(ends == [.speechEnded(.witness, .left)])
    }

    @Test("hands come down with who leaves, and count on")
    func hands() throws {
        var court = try Court.panel()
        for id in [SeatID.plaintiff, .defendant, .lawyer] {
            try court.order(.floor(.raiseHand), by: id)
        }
        #expect(court.refusal(of: .floor(.raiseHand), by: .lawyer) == .alreadySo)
        try court.order(.door(.sendBack(.plaintiff)), by: .judge)
        try court.order(.door(.admit(.plaintiff)), by: .judge)
        #expect(court.hearing.seat(.plaintiff)?.hand == nil)
        try court.order(.floor(.raiseHand), by: .plaintiff)
        let hands = [SeatID.defendant, .lawyer, .plaintiff].map { court.hearing.seat($0)?.hand }
        #expect(hands == [2, 3, 4])
        #expect(court.refusal(of: .floor(.lowerHand(.lawyer)), by: .plaintiff) == .wrongRole)
        try court.order(.floor(.lowerAllHands), by: .clerk)
        #expect(court.refusal(of: .floor(.lowerHand(.lawyer)), by: .judge) == .alreadySo)
    }

    @Test("one objection of each seat waits for its ruling")
    func objections() throws {
        var court = try Court.panel()
        try court.order(.floor(.object(.leading)), by: .lawyer)
        #expect(court.refusal(of: .floor(.object(.other)), by: .lawyer) == .alreadySo)
        try court.order(.floor(.object(.privacy)), by: .defendant)
        #expect(court.refusal(of: .floor(.rule(3, .sustained)), by: .judge) == .unknownObjection)
        try court.order(.floor(.rule(1, .sustained)), by: .judge)
        #expect(court.refusal(of: .floor(.rule(1, .overruled)), by: .judge) == .unknownObjection)
        try court.order(.floor(.object(.other)), by: .lawyer)
        #expect(court.hearing.floor.objections.map(\.number) == [2, 3])
    }

    @Test("the spotlight and the exhibit end when their seat leaves")
    func places() throws {
        var court = try Court.panel()
        try court.order(.floor(.spotlight(.plaintiff)), by: .judge)
        #expect(court.hearing.showingOrder().first == .plaintiff)
        try court.order(.floor(.allow(.plaintiff, .exhibit)), by: .judge)
        let facts = try court.order(.door(.sendBack(.plaintiff)), by: .judge).map(\.fact)
        #expect(
            facts == [
                .exhibitLeaveChanged(.plaintiff, false), .spotlightChanged(nil),
                .moved(.plaintiff, .waiting),
            ])
        #expect(court.refusal(of: .floor(.clearSpotlight), by: .judge) == .alreadySo)
        #expect(court.refusal(of: .floor(.spotlight(.plaintiff)), by: .judge) == .wrongRoom)
    }
}
