import Hearing
import Testing

@Suite("Rooms beside the courtroom")
struct PrivateRoomsTests {
    private let first = RoomNumber(rawValue: 1)

    /// In the first step of the rehearsal, in session.
    private func court() throws -> Court { try Court.panel(.rehearsal) }

    // MARK: Deliberation

    @Test("the panel deliberates alone, in a recess, and nobody hears it, the record included")
    func deliberation() throws {
        var court = try court()
        try court.order(.floor(.grantFloor(.plaintiff, seconds: 60)), by: .judge)
        try court.order(.room(.deliberate), by: .judge)
        #expect(court.hearing.state == .recess(.deliberation))
        #expect(court.isIn(.deliberation, .judge, .secondJudge, .assessor))
        let panel: Set<SeatID> = [.judge, .secondJudge, .assessor]
        for route in court.hearing.routes() {
            #expect(panel.contains(route.source))
            guard case .seat(let id) = route.listener else {
                Issue.record("recorded: \(route)")
                continue
            }
            #expect(panel.contains(id))
        }
        #expect(court.hearing.routes().count == 12)
        #expect(!court.hearing.knows(.plaintiff, of: .judge))
        #expect(court.refusal(of: .room(.deliberate), by: .judge) == .alreadySo)
        try court.order(.room(.endDeliberation), by: .judge)
        #expect(court.isIn(.courtroom, .judge, .secondJudge, .assessor))
        #expect(court.refusal(of: .room(.endDeliberation), by: .judge) == .alreadySo)
        try court.order(.course(.resume), by: .judge)
    }

    @Test("to resume ends a deliberation; to end the session ends it too")
    func endOfDeliberation() throws {
        for order in [CourseOrder.resume, .adjourn(.adjournedForTime, until: nil)] {
            var court = try court()
            try court.order(.room(.deliberate), by: .judge)
            try court.server(.disconnected(.assessor, .network))
            #expect(court.hearing.missing == [.assessor])
            try court.server(.connected(.assessor))
            try court.order(.course(order), by: .judge)
            #expect(court.isIn(.courtroom, .judge, .secondJudge, .assessor), "\(order)")
        }
    }

    @Test("a single judge has nobody to deliberate with")
    func single() throws {
        let court = try Court.inSession()
        #expect(court.refusal(of: .room(.deliberate), by: .judge) == .wrongState)
    }

    @Test("whoever goes along with a judge does not deliberate with the panel")
    func alone() throws {
        var court = try court()
        try court.order(
            .door(.addSeat(.init(role: .helper, companion: .assessor))), by: .judge)
        try court.server(.connected(.added))
        try court.order(.door(.admit(.added)), by: .judge)
        try court.order(.room(.deliberate), by: .judge)
        #expect(court.isIn(.deliberation, .assessor))
        #expect(court.isIn(.courtroom, .added))
    }

    // MARK: Consultation

    @Test("in session it needs the judge's leave, which is used up by it")
    func leave() throws {
        var court = try court()
        let consult = Order.room(.consult([.defendantLawyer], minutes: 10))
        #expect(court.refusal(of: consult, by: .defendant) == .needsLeave)
        try court.order(.room(.allowConsultation(.defendant)), by: .judge)
        #expect(court.refusal(of: .room(.allowConsultation(.defendant)), by: .judge) == .alreadySo)
        try court.order(consult, by: .defendant)
        #expect(court.isIn(.apart(first), .defendant, .interpreter))
        // The lawyer follows on the leave of whoever opened the room; the custodian stays behind.
        #expect(court.isIn(.courtroom, .defendantLawyer, .custodian))
        try court.order(.room(.acceptInvitation(first)), by: .defendantLawyer)
        #expect(court.isIn(.apart(first), .defendantLawyer))
        for route in court.hearing.routes() where route.source == .defendantLawyer {
            let heard: [Hearing.Listener] = [.seat(.defendant), .seat(.interpreter)]
            #expect(heard.contains(route.listener), "\(route)")
        }
        try court.order(.room(.leaveRoom), by: .defendant)
        #expect(court.isIn(.courtroom, .defendant, .interpreter))
        #expect(court.refusal(of: consult, by: .defendant) == .needsLeave)
        try court.order(.room(.leaveRoom), by: .defendantLawyer)
        #expect(court.hearing.rooms.isEmpty)
    }

    @Test("nobody of another side, nobody who is summoned and nobody of the court is invited")
    func confidants() throws {
        var court = try court()
        try court.order(.course(.recess(.rest)), by: .judge)
        let strangers: [SeatID] = [
            .plaintiff, .witness, .expert, .observer, .custodian, .mediator, .assistant, .judge,
            .witnessInterpreter, .defendant,
        ]
        for id in strangers {
            let order = Order.room(.consult([id], minutes: nil))
            #expect(court.refusal(of: order, by: .defendant) == .notYourSide, "\(id)")
        }
        for id in [SeatID.defendantLawyer, .interpreter] {
            #expect(court.refusal(of: .room(.consult([id], minutes: nil)), by: .defendant) == nil)
        }
        #expect(
            court.refusal(of: .room(.consult([.defendant], minutes: nil)), by: .clerk) == .wrongRole
        )
    }

    @Test("who goes along with somebody is of that one's side, whatever else was said of it")
    func twoSides() throws {
        var court = try court()
        let helper = DoorOrder.NewSeat(role: .helper, side: .plaintiff, companion: .defendant)
        try court.order(.door(.addSeat(helper)), by: .clerk)
        try court.server(.connected(.added))
        try court.order(.door(.admit(.added)), by: .clerk)
        try court.order(.course(.recess(.rest)), by: .judge)
        #expect(
            court.refusal(of: .room(.consult([.added], minutes: nil)), by: .lawyer) == .notYourSide)
        #expect(try !court.hearing.readers(of: .side, from: .lawyer).contains(.added))
        #expect(try court.hearing.readers(of: .side, from: .defendant).contains(.added))
    }

    @Test("an invitation is accepted, refused, or void; a locked room lets nobody in")
    func invitations() throws {
        var court = try court()
        try court.order(.course(.recess(.rest)), by: .judge)
        try court.order(.room(.consult([.defendantLawyer], minutes: nil)), by: .defendant)
        #expect(court.refusal(of: .room(.acceptInvitation(first)), by: .lawyer) == .unknownRoom)
        #expect(court.refusal(of: .room(.lockRoom), by: .lawyer) == .wrongRoom)
        try court.order(.room(.lockRoom), by: .interpreter)
        #expect(court.refusal(of: .room(.lockRoom), by: .defendant) == .alreadySo)
        let accept = Order.room(.acceptInvitation(first))
        #expect(court.refusal(of: accept, by: .defendantLawyer) == .roomLocked)
        try court.order(.room(.unlockRoom), by: .defendant)
        try court.order(.room(.refuseInvitation(first)), by: .defendantLawyer)
        #expect(court.refusal(of: accept, by: .defendantLawyer) == .unknownRoom)
        try court.order(.room(.endRoom(first)), by: .judge)
        #expect(court.isIn(.courtroom, .defendant, .interpreter))
        #expect(court.refusal(of: .room(.endRoom(first)), by: .judge) == .unknownRoom)
    }

    @Test("when the time of a room is over everybody goes back; a room without limit goes on")
    func timeUp() throws {
        var court = try court()
        try court.order(.course(.recess(.rest)), by: .judge)
        try court.order(.room(.consult([.defendantLawyer], minutes: nil)), by: .defendant)
        try court.order(.room(.consult([.lawyer], minutes: 5)), by: .plaintiff)
        #expect(court.refusal(of: .roomTimeUp(first)) == .unknownRoom)
        try court.server(.roomTimeUp(RoomNumber(rawValue: 2)))
        #expect(court.isIn(.courtroom, .plaintiff, .lawyer))
        #expect(court.isIn(.apart(first), .defendant))
        #expect(court.refusal(of: .roomTimeUp(RoomNumber(rawValue: 2))) == .unknownRoom)
    }

    @Test("who drops comes back into the private room; who walks out leaves it")
    func drops() throws {
        var court = try court()
        try court.order(.course(.recess(.rest)), by: .judge)
        try court.order(.room(.consult([.lawyer], minutes: nil)), by: .plaintiff)
        try court.server(.disconnected(.plaintiff, .network))
        #expect(court.isIn(.apart(first), .plaintiff))
        try court.server(.connected(.plaintiff))
        #expect(court.isIn(.apart(first), .plaintiff))
        try court.server(.walkedOut(.plaintiff))
        #expect(court.isIn(.outside, .plaintiff))
        #expect(court.hearing.rooms.isEmpty)
        #expect(court.refusal(of: .room(.acceptInvitation(first)), by: .lawyer) == .unknownRoom)
    }

    @Test("a removed guest is not waited for")
    func removedGuest() throws {
        var court = try court()
        try court.order(.course(.recess(.rest)), by: .judge)
        try court.order(.room(.consult([.lawyer], minutes: nil)), by: .plaintiff)
        try court.order(.door(.remove(.lawyer, .disorder)), by: .judge)
        #expect(court.hearing.rooms[first]?.invited.isEmpty == true)
    }

    // MARK: Briefing and caucus

    @Test("an interpreter is briefed with whom it serves, both from their waiting rooms")
    func briefing() throws {
        var court = try court()
        let brief = Order.room(.brief(.witnessInterpreter, minutes: 5))
        #expect(
            court.refusal(of: .room(.brief(.interpreter, minutes: 5)), by: .clerk) == .wrongRoom)
        try court.order(brief, by: .clerk)
        #expect(court.isIn(.apart(first), .witness, .witnessInterpreter))
        // Nobody else hears the witness, and it is not called out of the room.
        for route in court.hearing.routes() where route.source == .witness {
            #expect(route.listener == .seat(.witnessInterpreter))
        }
        #expect(court.refusal(of: .door(.callWitness(.witness)), by: .judge) == .wrongRoom)
        try court.server(.roomTimeUp(first))
        #expect(court.isIn(.waiting, .witness, .witnessInterpreter))
    }

    @Test("an interpreter who serves nobody is not briefed")
    func nobodyToServe() throws {
        var court = try court()
        try court.order(.door(.addSeat(.init(role: .interpreter))), by: .judge)
        try court.server(.connected(.added))
        #expect(
            court.refusal(of: .room(.brief(.added, minutes: nil)), by: .judge) == .notYourSide)
    }

    @Test("the mediator goes apart with one side, its interpreter along, the custodian not")
    func caucus() throws {
        var court = try court()
        #expect(court.refusal(of: .room(.caucus(.prosecution)), by: .mediator) == .wrongRoom)
        let facts = try court.order(.room(.caucus(.defendant)), by: .mediator).map(\.fact)
        #expect(
            court.isIn(.apart(first), .mediator, .defendant, .interpreter, .defendantLawyer))
        #expect(court.isIn(.courtroom, .custodian, .plaintiff))
        let moves = facts.filter { if case .moved = $0 { true } else { false } }
        #expect(Set(moves).count == moves.count)
        #expect(court.hearing.state == .inSession)
        #expect(court.hearing.missing.isEmpty)
        try court.order(.room(.leaveRoom), by: .mediator)
        #expect(court.isIn(.courtroom, .mediator, .defendant, .interpreter, .defendantLawyer))
        #expect(court.hearing.rooms.isEmpty)
    }

    @Test("who presides over a caucus is there; the end of the record ends it")
    func presidingApart() throws {
        var court = try court()
        try court.order(.room(.caucus(.plaintiff)), by: .judge)
        #expect(court.hearing.missing.isEmpty)
        try court.order(.course(.moveOffline(.offlineForFault)), by: .judge)
        #expect(court.isIn(.courtroom, .judge, .plaintiff, .lawyer))
        #expect(court.hearing.rooms.isEmpty)
    }
}
