import Hearing
import Testing

@Suite("Seats that go along, change hands or are added")
struct SeatsTests {
    @Test("who goes along moves with the other, into the courtroom and out of it")
    func along() throws {
        var court = try Court.panel()
        #expect(court.isIn(.courtroom, .defendant, .interpreter, .custodian))
        try court.order(.door(.sendBack(.defendant)), by: .judge)
        #expect(court.isIn(.waiting, .defendant, .interpreter, .custodian))
        #expect(court.refusal(of: .door(.admit(.interpreter)), by: .judge) == .goesAlong)
        try court.order(.door(.admit(.defendant)), by: .judge)
        #expect(court.isIn(.courtroom, .defendant, .interpreter, .custodian))
        try court.server(.walkedOut(.defendant))
        #expect(court.isIn(.waiting, .interpreter, .custodian))
        try court.order(.door(.callWitness(.witness)), by: .judge)
        #expect(court.isIn(.courtroom, .witness, .witnessInterpreter))
        #expect(court.hearing.has(.witnessInterpreter, .microphone, to: .seat(.judge)))
        try court.order(.course(.recess(.rest)), by: .judge)
        #expect(!court.hearing.reaches(.witnessInterpreter))
        try court.order(.door(.remove(.witness, .withdrawn)), by: .judge)
        #expect(court.isIn(.waiting, .witnessInterpreter))
    }

    /// Roles, and whether a seat of them may go along with another.
    static let roles: [Role: Bool] = [
        .presidingJudge: false, .judge: false, .assessor: false, .assistant: false,
        .clerk: false, .party: true, .agent: true, .thirdParty: true, .prosecutor: true,
        .witness: false, .expert: false, .specialist: false, .interpreter: true,
        .mediator: true, .custodian: true, .helper: true, .observer: false, .recorder: false,
        .steward: false, .courtroom: false,
    ]

    @Test(
        "who is summoned, of the court, or only looks on goes along with nobody",
        arguments: Role.allCases)
    func companion(_ role: Role) throws {
        let isFit = Self.roles[role] == true
        let docket = try Court.docket(.free)
        let entry = Docket.Entry(id: .added, role: role, companion: .plaintiff)
        let booked = try? Docket(
            hearing: docket.hearing, bookedAt: docket.bookedAt, seats: docket.seats + [entry])
        #expect((booked != nil) == isFit)
        let court = try Court.panel()
        let order = Order.door(.addSeat(.init(role: role, companion: .plaintiff)))
        #expect((court.refusal(of: order, by: .judge) == nil) == isFit)
    }

    @Test(
        "the court, the courtroom and those who look after things are booked, not added",
        arguments: Role.allCases)
    func added(_ role: Role) throws {
        let court = try Court.panel()
        let never: Set<Role> = [
            .presidingJudge, .judge, .assessor, .assistant, .clerk, .recorder, .steward,
            .courtroom,
        ]
        let code = court.refusal(of: .door(.addSeat(.init(role: role))), by: .clerk)
        #expect(code == (never.contains(role) ? .wrongRole : nil))
    }

    @Test("an added seat has the next number, waits, and is bounded")
    func bounds() throws {
        var court = try Court.panel()
        try court.order(.door(.remove(.defendantLawyer, .disorder)), by: .judge)
        try court.order(.door(.addSeat(.init(role: .agent, side: .defendant))), by: .clerk)
        #expect(court.hearing.seats.last?.id == .added)
        #expect(court.isIn(.outside, .added))
        try court.server(.connected(.added))
        #expect(court.isIn(.waiting, .added))
        #expect(
            court.refusal(
                of: .door(.addSeat(.init(role: .helper, companion: .interpreter))), by: .clerk)
                == .goesAlong)
        while court.hearing.seats.count < Docket.seatCountMax {
            try court.order(.door(.addSeat(.init(role: .observer))), by: .clerk)
        }
        #expect(court.refusal(of: .door(.addSeat(.init(role: .observer))), by: .clerk) == .tooMany)
    }

    @Test("a person who changes the device waits again, and who goes along waits too")
    func device() throws {
        var court = try Court.panel()
        try court.server(.keyBound(.defendant, try key("a")))
        try court.server(.deviceRequested(.defendant, try key("b")))
        let admit = Order.device(.admit(.defendant, try key("b")))
        #expect(court.refusal(of: admit, by: .clerk) == .isSpeaking)
        #expect(
            court.refusal(of: .device(.refuse(.defendant, try key("c"))), by: .clerk) == .alreadySo)
        try court.order(.floor(.mute(.defendant)), by: .clerk)
        try court.order(admit, by: .clerk)
        #expect(court.isIn(.waiting, .defendant, .interpreter, .custodian))
        #expect(court.hearing.seat(.defendant)?.isConnected == false)
    }

    @Test("nobody is cut off while it may be heard: in session, with an open microphone")
    func speaking() throws {
        var court = try Court.panel()
        try court.server(.keyBound(.clerk, try key("a")))
        try court.server(.deviceRequested(.clerk, try key("b")))
        let admit = Order.device(.admit(.clerk, try key("b")))
        #expect(court.refusal(of: admit, by: .judge) == .isSpeaking)
        try court.order(.course(.recess(.rest)), by: .judge)
        try court.order(admit, by: .judge)
        // The court stays where it is.
        #expect(court.isIn(.courtroom, .clerk))
    }

    @Test("the watch of a witness ends with the duty, the place or the watcher")
    func watch() throws {
        var court = try Court.panel()
        #expect(court.refusal(of: .door(.watch(.witness)), by: .assistant) == .needsDuty)
        try court.order(.duty(.delegate(.assistant, .watch)), by: .judge)
        try court.order(.door(.watch(.witness)), by: .assistant)
        #expect(court.refusal(of: .door(.watch(.witness)), by: .assistant) == .alreadySo)
        #expect(court.hearing.has(.witness, .camera, to: .seat(.assistant)))
        #expect(!court.hearing.has(.assistant, .microphone, to: .seat(.witness)))
        try court.order(.duty(.withdraw(.assistant, .watch)), by: .judge)
        #expect(!court.hearing.reaches(.witness))
        try court.order(.door(.watch(.witness)), by: .clerk)
        try court.order(.door(.callWitness(.witness)), by: .judge)
        try court.order(.door(.releaseWitness(.witness)), by: .judge)
        #expect(court.hearing.seat(.witness)?.watcher == nil)
        try court.order(.door(.watch(.witness)), by: .clerk)
        try court.order(.door(.remove(.clerk, .mistaken)), by: .judge)
        #expect(court.hearing.seat(.witness)?.watcher == nil)
    }

    @Test("a second witness comes only for a confrontation; an expert does not hear a witness")
    func confrontation() throws {
        var court = try Court.panel()
        #expect(court.refusal(of: .door(.confront(.witness)), by: .judge) == .nobodyToConfront)
        try court.order(.door(.callWitness(.witness)), by: .judge)
        for id in [SeatID.otherWitness, .expert] {
            #expect(court.refusal(of: .door(.callWitness(id)), by: .judge) == .witnessPresent)
        }
        try court.order(.door(.confront(.otherWitness)), by: .judge)
        #expect(court.hearing.has(.otherWitness, .microphone, to: .seat(.witness)))
        try court.order(.door(.releaseWitness(.witness)), by: .judge)
        #expect(court.refusal(of: .door(.callWitness(.expert)), by: .judge) == .witnessPresent)
        #expect(
            court.refusal(of: .door(.recallWitness(.witness, .contradiction)), by: .judge)
                == .witnessPresent)
        #expect(
            court.refusal(of: .door(.recallWitness(.expert, .contradiction)), by: .judge)
                == .notReleased)
    }
}
