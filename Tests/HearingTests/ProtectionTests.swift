import Hearing
import Testing

@Suite("Who may perceive whom (隐蔽作证)")
struct ProtectionTests {
    /// The witness is called and protected from the defendant's side.
    private func protected(_ sight: Sight) throws -> Court {
        var court = try Court.panel()
        try court.order(
            .sight(.protect(.witness, from: [.defendantLawyer, .defendant], sight)), by: .judge)
        try court.order(.door(.callWitness(.witness)), by: .judge)
        return court
    }

    /// A cell and the media that get through it.
    static let cells: [(Sight, Set<Hearing.Medium>)] = [
        (Sight(picture: false), [.microphone]),
        (Sight(voice: .masked), [.maskedMicrophone, .camera]),
        (Sight(voice: .silent), [.camera]),
        (Sight(alias: "证人甲"), [.microphone, .camera]),
        (Sight(alias: "证人甲", picture: false, voice: .masked), [.maskedMicrophone]),
        (Sight(presence: false, picture: true, voice: .clear), []),
    ]

    @Test(
        "each cell lets through what it says, to those whom it names, and all to others",
        arguments: cells.indices)
    func cell(_ index: Int) throws {
        let (sight, media) = Self.cells[index]
        let court = try protected(sight)
        let hearing = court.hearing
        for listener in [SeatID.defendant, .defendantLawyer] {
            let found = hearing.routes().filter {
                $0.source == .witness && $0.listener == .seat(listener)
            }
            #expect(Set(found.map(\.medium)) == media)
            #expect(hearing.knows(listener, of: .witness) == sight.presence)
        }
        for listener in [SeatID.judge, .clerk, .plaintiff, .witnessInterpreter] {
            #expect(hearing.has(.witness, .microphone, to: .seat(listener)))
            #expect(hearing.has(.witness, .camera, to: .seat(listener)))
            #expect(hearing.knows(listener, of: .witness))
        }
        #expect(hearing.has(.witness, .microphone, to: .record))
        // The other way nothing is hidden.
        #expect(hearing.has(.defendant, .camera, to: .seat(.witness)))
    }

    @Test("nobody is hidden from the court or from itself, and a protection denies something")
    func court() throws {
        var court = try Court.panel()
        let hidden = Sight(presence: false, picture: false, voice: .silent)
        for id in [SeatID.judge, .secondJudge, .assessor, .assistant, .clerk, .witness] {
            let order = Order.sight(.protect(.witness, from: [.defendant, id], hidden))
            #expect(court.refusal(of: order, by: .judge) == .hiddenFromCourt)
        }
        #expect(
            court.refusal(of: .sight(.protect(.witness, from: [.defendant], .full)), by: .judge)
                == .malformed)
        #expect(
            court.refusal(of: .sight(.protect(.witness, from: [.nobody], hidden)), by: .judge)
                == .unknownSeat)
        let order = Order.sight(.protect(.witness, from: [.defendant], hidden))
        try court.order(order, by: .judge)
        #expect(court.refusal(of: order, by: .judge) == .alreadySo)
        #expect(
            court.refusal(of: .sight(.unprotect(.witness, from: [.lawyer])), by: .judge)
                == .alreadySo)
        try court.order(.sight(.unprotect(.witness, from: [.defendant, .lawyer])), by: .judge)
        #expect(court.hearing.protections.sources.isEmpty)
    }

    @Test("the order and the event keep the listeners as they were given")
    func order() throws {
        var court = try Court.panel()
        let order = Order.sight(
            .protect(.witness, from: [.defendantLawyer, .defendant], Sight(voice: .masked)))
        #expect(try Order(name: "protect", members: order.members) == order)
        let events = try court.order(order, by: .judge)
        for event in events {
            #expect(try Hearing.Event(name: event.name, members: event.members) == event)
        }
    }

    @Test("a changed protection is ordered although there is one, and named as possible")
    func changed() throws {
        var court = try protected(Sight(presence: false, picture: false, voice: .silent))
        for seat in court.hearing.seats {
            for other in court.hearing.seats where !other.office.isBench && other.id != seat.id {
                court.assume(
                    .sightChanged(
                        seat.id, from: [other.id],
                        Sight(presence: false, picture: false, voice: .silent)))
            }
        }
        let looser = Order.sight(.protect(.witness, from: [.defendant], Sight(picture: false)))
        #expect(court.refusal(of: looser, by: .judge) == nil)
        #expect(court.hearing.orders(for: .judge).contains(.protect))
        try court.order(looser, by: .judge)
        #expect(court.hearing.has(.witness, .microphone, to: .seat(.defendant)))
    }

    @Test("who takes another's place sees no more than that one did")
    func replaced() throws {
        var court = try protected(Sight(alias: "证人甲", picture: false, voice: .masked))
        try court.order(.door(.remove(.defendantLawyer, .disorder)), by: .judge)
        try court.order(.door(.addSeat(.init(role: .agent, side: .defendant))), by: .clerk)
        try court.server(.connected(.added))
        try court.order(.door(.admit(.added)), by: .clerk)
        #expect(court.hearing.has(.witness, .maskedMicrophone, to: .seat(.added)))
        #expect(!court.hearing.has(.witness, .microphone, to: .seat(.added)))
        #expect(!court.hearing.has(.witness, .camera, to: .seat(.added)))
        #expect(court.hearing.sight(of: .witness, by: .added).alias == "证人甲")
        // So does who goes along with one from whom the witness is protected; others see it.
        try court.order(
            .door(.addSeat(.init(role: .helper, companion: .defendant))), by: .clerk)
        let helper = try #require(court.hearing.seats.last?.id)
        #expect(court.hearing.sight(of: .witness, by: helper).voice == .masked)
        try court.order(.door(.addSeat(.init(role: .agent, side: .plaintiff))), by: .clerk)
        let other = try #require(court.hearing.seats.last?.id)
        #expect(court.hearing.sight(of: .witness, by: other) == .full)
    }

    @Test("a hearing that is closed sends observers out and lets none in; opened, they may come")
    func closed() throws {
        var court = try Court.panel()
        #expect(court.isIn(.courtroom, .observer))
        try court.order(.door(.closeToPublic(.privacy)), by: .judge)
        #expect(court.isIn(.waiting, .observer))
        #expect(court.refusal(of: .door(.closeToPublic(.order)), by: .judge) == .alreadySo)
        #expect(court.refusal(of: .door(.admit(.observer)), by: .judge) == .closedToPublic)
        try court.order(.door(.openToPublic), by: .judge)
        #expect(court.refusal(of: .door(.openToPublic), by: .judge) == .alreadySo)
        try court.order(.door(.admit(.observer)), by: .judge)
        let booked = try Court.panel(.free, isClosed: true)
        #expect(booked.isIn(.waiting, .observer))
    }

    @Test("a public stream waits until every summoned person was heard and nobody is protected")
    func broadcast() throws {
        var court = try Court.panel()
        #expect(!court.hearing.mayBroadcast)
        for id in [SeatID.witness, .otherWitness, .expert] {
            try court.order(.door(.callWitness(id)), by: .judge)
            #expect(!court.hearing.mayBroadcast)
            try court.order(.door(.releaseWitness(id)), by: .judge)
        }
        #expect(court.hearing.mayBroadcast)
        try court.order(
            .sight(.protect(.plaintiff, from: [.observer], Sight(picture: false))), by: .judge)
        #expect(!court.hearing.mayBroadcast)
        try court.order(.sight(.unprotect(.plaintiff, from: [.observer])), by: .judge)
        try court.order(.course(.recess(.rest)), by: .judge)
        #expect(!court.hearing.mayBroadcast)
        try court.order(.course(.resume), by: .judge)
        try court.order(.door(.closeToPublic(.minor)), by: .judge)
        #expect(!court.hearing.mayBroadcast)
    }

    @Test("people know those who are in a room with them; who waits or is outside knows nobody")
    func knowledge() throws {
        var court = try Court.panel()
        #expect(court.hearing.knows(.plaintiff, of: .defendant))
        #expect(!court.hearing.knows(.plaintiff, of: .witness))
        #expect(!court.hearing.knows(.witness, of: .plaintiff))
        #expect(!court.hearing.knows(.witness, of: .otherWitness))
        #expect(court.hearing.knows(.witness, of: .witness))
        #expect(court.hearing.knows(.clerk, of: .witness))
        try court.order(.door(.remove(.plaintiff, .disorder)), by: .judge)
        #expect(!court.hearing.knows(.plaintiff, of: .plaintiff))
        #expect(!court.hearing.knows(.defendant, of: .plaintiff))
    }
}
