import Hearing
import Testing

@Suite("Doors, devices and connections")
struct DoorsTests {
    @Test("admit needs a connected seat in its waiting room")
    func admission() throws {
        var court = try Court.opened()
        try court.order(.door(.admit(.plaintiff)), by: .clerk)
        #expect(court.refusal(of: .door(.admit(.plaintiff)), by: .clerk) == .alreadySo)
        try court.server(.disconnected(.defendant, .silent))
        #expect(court.refusal(of: .door(.admit(.defendant)), by: .clerk) == .notConnected)
        #expect(court.refusal(of: .door(.admit(.nobody)), by: .clerk) == .unknownSeat)
        #expect(court.refusal(of: .door(.admit(.clerk)), by: .judge) == .wrongRole)
        try court.order(.door(.sendBack(.plaintiff)), by: .judge)
        #expect(court.hearing.seat(.plaintiff)?.room == .waiting)
        #expect(court.refusal(of: .door(.sendBack(.plaintiff)), by: .judge) == .alreadySo)
    }

    @Test("who is sent back keeps what the court ordered, but not the leave to show an exhibit")
    func sentBack() throws {
        var court = try Court.inSession()
        try court.order(.floor(.lock(.plaintiff)), by: .judge)
        try court.order(.floor(.stopVideo(.plaintiff)), by: .judge)
        try court.order(.floor(.allow(.plaintiff, .exhibit)), by: .judge)
        let facts = try court.order(.door(.sendBack(.plaintiff)), by: .clerk).map(\.fact)
        #expect(
            facts == [.exhibitLeaveChanged(.plaintiff, false), .moved(.plaintiff, .waiting)])
        #expect(court.hearing.seat(.plaintiff)?.microphone == .locked)
        #expect(court.hearing.seat(.plaintiff)?.camera == .stopped)
    }

    @Test("a seat connects once and drops once")
    func onceEach() throws {
        var court = try Court.opened()
        #expect(court.refusal(of: .connected(.plaintiff)) == .alreadySo)
        try court.server(.disconnected(.plaintiff, .network))
        #expect(court.refusal(of: .disconnected(.plaintiff, .network)) == .alreadySo)
        #expect(court.refusal(of: .walkedOut(.plaintiff)) == .alreadySo)
        #expect(court.refusal(of: .connected(.nobody)) == .unknownSeat)
    }

    @Test("a removed seat is gone for good")
    func removal() throws {
        var court = try Court.inSession()
        try court.order(.door(.remove(.defendant, .disorder)), by: .judge)
        #expect(!court.hearing.reaches(.defendant))
        #expect(court.hearing.seat(.defendant)?.isConnected == false)
        #expect(court.refusal(of: .connected(.defendant)) == .unknownSeat)
        #expect(court.refusal(of: .door(.admit(.defendant)), by: .judge) == .unknownSeat)
        #expect(court.refusal(of: .floor(.unmute), by: .defendant) == .unknownSeat)
        #expect(
            court.refusal(of: .door(.remove(.defendant, .disorder)), by: .judge) == .unknownSeat)
        #expect(court.refusal(of: .door(.remove(.judge, .mistaken)), by: .judge) == .wrongRole)
        #expect(court.hearing.orders(for: .defendant).isEmpty)
    }

    @Test("who walks out must be admitted anew; a judge goes back to the bench")
    func walkingOut() throws {
        var court = try Court.inSession()
        for id in [SeatID.plaintiff, .judge] {
            try court.server(.walkedOut(id))
            #expect(court.hearing.seat(id)?.room == .outside)
            try court.server(.connected(id))
        }
        #expect(court.hearing.seat(.plaintiff)?.room == .waiting)
        #expect(court.hearing.seat(.judge)?.room == .courtroom)
    }

    @Test("a second device waits for judge or clerk, and then sits in the waiting room")
    func secondDevice() throws {
        var court = try Court.inSession()
        let (first, second) = (try key("a"), try key("b"))
        #expect(court.refusal(of: .deviceRequested(.plaintiff, second)) == .wrongState)
        try court.server(.keyBound(.plaintiff, first))
        #expect(court.refusal(of: .keyBound(.plaintiff, second)) == .alreadySo)
        #expect(court.refusal(of: .deviceRequested(.plaintiff, first)) == .alreadySo)
        try court.server(.deviceRequested(.plaintiff, second))
        #expect(court.refusal(of: .deviceRequested(.plaintiff, second)) == .alreadySo)
        #expect(
            court.refusal(of: .device(.admit(.plaintiff, second)), by: .plaintiff) == .wrongRole)
        #expect(court.hearing.reaches(.plaintiff))
        #expect(court.refusal(of: .device(.admit(.plaintiff, second)), by: .clerk) == .isSpeaking)
        try court.order(.floor(.mute(.plaintiff)), by: .clerk)
        try court.order(.device(.admit(.plaintiff, second)), by: .clerk)
        let seat = try #require(court.hearing.seat(.plaintiff))
        #expect(seat.key == second && !seat.isConnected && seat.room == .waiting)
        #expect(seat.requests.isEmpty)
        #expect(court.refusal(of: .device(.admit(.plaintiff, second)), by: .clerk) == .alreadySo)
    }

    @Test("a refused device leaves the seat as it was, and requests are bounded")
    func refusedDevices() throws {
        var court = try Court.inSession()
        try court.server(.keyBound(.plaintiff, try key("a")))
        let letters = "bcdefghi".map { $0 }
        for letter in letters { try court.server(.deviceRequested(.plaintiff, try key(letter))) }
        #expect(court.refusal(of: .deviceRequested(.plaintiff, try key("j"))) == .wrongState)
        for letter in letters {
            try court.order(.device(.refuse(.plaintiff, try key(letter))), by: .judge)
        }
        #expect(court.hearing.seat(.plaintiff)?.key == (try key("a")))
        #expect(court.hearing.reaches(.plaintiff))
    }

    @Test("only the court opens a locked microphone; a muted seat opens it itself")
    func locks() throws {
        var court = try Court.inSession()
        #expect(court.refusal(of: .floor(.unmute), by: .plaintiff) == .alreadySo)
        try court.order(.floor(.mute(.plaintiff)), by: .clerk)
        #expect(court.refusal(of: .floor(.mute(.plaintiff)), by: .clerk) == .alreadySo)
        try court.order(.floor(.unmute), by: .plaintiff)
        try court.order(.floor(.lock(.plaintiff)), by: .judge)
        #expect(court.refusal(of: .floor(.unmute), by: .plaintiff) == .wrongState)
        #expect(court.refusal(of: .floor(.mute(.plaintiff)), by: .clerk) == .alreadySo)
        #expect(
            court.refusal(of: .floor(.allow(.plaintiff, .microphone)), by: .clerk) == .wrongRole)
        try court.order(.floor(.allow(.plaintiff, .microphone)), by: .judge)
        #expect(court.hearing.seat(.plaintiff)?.microphone == .allowed)
        #expect(court.refusal(of: .floor(.mute(.judge)), by: .clerk) == .wrongRole)
        #expect(court.refusal(of: .floor(.allow(.observer, .microphone)), by: .judge) == .wrongRole)
        #expect(court.refusal(of: .floor(.stopExhibit(.lawyer)), by: .plaintiff) == .wrongRole)
    }

    @Test("the bench incomplete suspends, but not once it is complete again")
    func benchIncomplete() throws {
        var court = try Court.inSession()
        #expect(court.refusal(of: .suspend(.benchIncomplete)) == .wrongState)
        try court.server(.disconnected(.judge, .network))
        try court.server(.suspend(.benchIncomplete))
        #expect(court.refusal(of: .suspend(.crash)) == .alreadySo)
        #expect(court.hearing.routes().allSatisfy { $0.listener == .record })
        #expect(court.hearing.state.phase.record == .running)
        #expect(court.refusal(of: .course(.resume), by: .judge) == .notConnected)
        try court.server(.connected(.judge))
        try court.order(.course(.resume), by: .judge)
    }

    @Test("a restart suspends a session and leaves a recess as it is")
    func restart() throws {
        var court = try Court.inSession()
        try court.order(.course(.recess(.rest)), by: .judge)
        let facts = try court.server(.restarted(.shutdown)).map(\.fact)
        #expect(facts.contains(.disconnected(.judge, .shutdown)))
        #expect(court.hearing.state == .recess(.rest))
    }

    @Test("a person cannot speak for the server, nor the server for a person")
    func actors() throws {
        let court = try Court.inSession()
        let at = Time(microseconds: 0)
        #expect(throws: Refusal.self) {
            try court.hearing.decide(.server(.suspend(.crash)), by: .seat(.judge), at: at)
        }
        #expect(throws: Refusal.self) {
            try court.hearing.decide(.order(.course(.recess(.rest))), by: .server, at: at)
        }
        #expect(court.refusal(of: .course(.recess(.rest)), by: .nobody) == .unknownSeat)
    }

    @Test("after the seal even the server changes nothing")
    func sealed() throws {
        var court = try Court.inSession()
        try court.order(.course(.closeRecord), by: .judge)
        try court.order(.course(.seal), by: .judge)
        #expect(court.refusal(of: .disconnected(.judge, .network)) == .wrongState)
        #expect(court.refusal(of: .restarted(.crash)) == .wrongState)
    }
}
