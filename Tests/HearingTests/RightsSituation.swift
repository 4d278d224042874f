import Hearing

/// A situation in which an order of a giver succeeds, as far as role, duty and state let it.
struct RightsSituation {
    private(set) var hearing: Hearing
    /// The order in a form that fits.
    let form: Order
    let giver: SeatID

    private static let room = RoomNumber(rawValue: 1)

    /// Arranges, on top of `Cast.hearing(in:)`, what the order needs.
    init(_ order: OrderName, by giver: SeatID, in hearing: Hearing) {
        self.hearing = hearing
        self.giver = giver
        form = Self.form(of: order, by: giver)
        switch order.group {
        case .course, .procedure: arrangeProcedure(order)
        case .door: arrangeDoors(order)
        case .room: arrangeRooms(order)
        case .floor: arrangeFloor(order)
        case .sight: arrangeSight(order)
        case .duty: if order == .withdrawDuty { assume(.dutyChanged(.aide, .watch, true)) }
        case .device: break
        }
    }

    /// Something that happened, whatever the law says to it.
    mutating func assume(_ facts: Hearing.Fact...) {
        for fact in facts {
            hearing.evolve(Hearing.Event(at: hearing.since, by: .server, fact: fact))
        }
    }

    /// The code with which the order is refused; nil when it succeeds.
    func refusal(of order: Order? = nil) -> Refusal.Code? {
        do throws(Refusal) {
            _ = try hearing.decide(
                .order(order ?? form), by: .seat(giver), at: hearing.since)
            return nil
        } catch {
            return error.code
        }
    }

    // MARK: What each order needs

    private mutating func arrangeProcedure(_ order: OrderName) {
        switch order {
        case .begin:
            for seat in hearing.seats {
                assume(.actCompleted(.preparation, .identity, seat.id))
            }
            assume(.actCompleted(.preparation, .discipline, nil))
        case .advance: completeInvestigation()
        case .returnTo: assume(.stepFinished(.investigation), .stepEntered(.debate))
        case .closeRecord, .nextCase:
            completeInvestigation()
            for step in [StepID.reconciliation, .debate] { assume(.stepFinished(step)) }
            if order == .closeRecord { assume(.caseCalled(2), .stepFinished(.investigation)) }
            if order == .closeRecord { completeInvestigation() }
            for step in [StepID.reconciliation, .debate] { assume(.stepFinished(step)) }
        case .decideRecusal:
            assume(.recusalApplied(Cast.secondJudge, by: Cast.seat(of: .party)))
        default: break
        }
    }

    private mutating func completeInvestigation() {
        for seat in hearing.seats { assume(.actCompleted(.investigation, .statement, seat.id)) }
        assume(.actCompleted(.investigation, .reply, nil))
    }

    private mutating func arrangeDoors(_ order: OrderName) {
        switch order {
        case .recallWitness:
            assume(.witnessCalled(Cast.secondWitness), .witnessReleased(Cast.secondWitness))
        case .confront: assume(.witnessCalled(Cast.seat(of: .expert)))
        case .releaseWitness: assume(.witnessCalled(Cast.secondWitness))
        case .unwatch: assume(.watchChanged(Cast.secondWitness, by: Cast.seat(of: .judge)))
        case .openToPublic: assume(.closureChanged(true))
        default: break
        }
    }

    private mutating func arrangeRooms(_ order: OrderName) {
        switch order {
        case .endDeliberation: assume(.moved(Cast.secondJudge, .deliberation))
        case .consult:
            assume(.moved(giver, .waiting), .moved(Cast.confidant(of: giver), .waiting))
        case .acceptInvitation, .refuseInvitation:
            open(by: Cast.rivalAgent, invited: [giver])
            assume(.moved(giver, .waiting))
        case .lockRoom, .leaveRoom: open(by: giver, invited: [])
        case .unlockRoom:
            open(by: giver, invited: [])
            assume(.roomLockChanged(Self.room, true))
        case .endRoom: open(by: Cast.rivalAgent, invited: [])
        default: break
        }
    }

    private mutating func open(by owner: SeatID, invited: [SeatID]) {
        assume(
            .roomOpened(Self.room, .consultation, by: owner, invited: invited, minutes: nil),
            .moved(owner, .apart(Self.room)))
    }

    private mutating func arrangeFloor(_ order: OrderName) {
        let agent = Cast.rivalAgent
        switch order {
        case .restoreOrder: assume(.silenceChanged(true))
        case .allow: assume(.cameraChanged(agent, .stopped))
        case .stopExhibit:
            assume(.exhibitLeaveChanged(agent, true), .exhibitLeaveChanged(giver, true))
        case .unmute: assume(.microphoneChanged(giver, .muted))
        case .askToUnmute: assume(.microphoneChanged(agent, .muted))
        case .endFloor: assume(.speechStarted(agent, seconds: nil))
        case .lowerHand, .lowerAllHands:
            assume(.handChanged(agent, true))
            if order == .lowerHand { assume(.handChanged(giver, true)) }
        case .clearSpotlight: assume(.spotlightChanged(agent))
        case .rule: assume(.objectionRaised(1, agent, .leading))
        case .raiseHand, .object:
            // Who is summoned raises the hand while it is called.
            assume(.moved(giver, .courtroom))
        default: break
        }
    }

    private mutating func arrangeSight(_ order: OrderName) {
        if order == .unprotect {
            assume(
                .sightChanged(
                    Cast.secondWitness, from: [Cast.rivalAgent], Sight(picture: false)))
        }
    }

    // MARK: Forms

    private static func form(of order: OrderName, by giver: SeatID) -> Order {
        switch order.group {
        case .course: .course(course(order))
        case .procedure: .procedure(procedure(order))
        case .door: .door(door(order))
        case .room: .room(rooms(order, by: giver))
        case .floor: .floor(floor(order, by: giver))
        case .sight:
            .sight(
                order == .protect
                    ? .protect(
                        Cast.secondWitness, from: [Cast.rivalAgent], Sight(voice: .masked))
                    : .unprotect(Cast.secondWitness, from: [Cast.rivalAgent]))
        case .duty:
            .duty(order == .delegate ? .delegate(.aide, .watch) : .withdraw(.aide, .watch))
        case .device:
            .device(
                order == .admitDevice
                    ? .admit(Cast.rival, .second) : .refuse(Cast.rival, .second))
        }
    }

    private static func course(_ order: OrderName) -> CourseOrder {
        switch order {
        case .open: .open
        case .begin: .begin
        case .recess: .recess(.nonPublicEvidence)
        case .resume: .resume
        case .continueUnrecorded: .continueUnrecorded(.byConsent)
        case .closeRecord: .closeRecord
        case .adjourn: .adjourn(.adjournedForEvidence, until: Time(microseconds: 5))
        case .pronounceLater: .pronounceLater(at: nil)
        case .moveOffline: .moveOffline(.offlineForFault)
        case .seal: .seal
        default: .cancel(.settled)
        }
    }

    private static func procedure(_ order: OrderName) -> ProcedureOrder {
        switch order {
        case .advance: .advance
        case .returnTo: .returnTo(.investigation, .newFacts)
        case .skipStep: .skipStep(.declined)
        case .complete: .complete(.note, nil)
        case .nextCase: .nextCase
        case .applyRecusal: .applyRecusal(Cast.secondJudge)
        default: .decideRecusal(Cast.secondJudge, isUpheld: false)
        }
    }

    private static func door(_ order: OrderName) -> DoorOrder {
        switch order {
        case .admit: .admit(Cast.rival)
        case .sendBack: .sendBack(Cast.rivalAgent)
        case .callWitness: .callWitness(Cast.secondWitness)
        case .recallWitness: .recallWitness(Cast.secondWitness, .contradiction)
        case .confront: .confront(Cast.secondWitness)
        case .releaseWitness: .releaseWitness(Cast.secondWitness)
        case .watch: .watch(Cast.secondWitness)
        case .unwatch: .unwatch(Cast.secondWitness)
        case .remove: .remove(Cast.secondObserver, .disorder)
        case .addSeat: .addSeat(.init(role: .agent, side: .defendant))
        case .closeToPublic: .closeToPublic(.privacy)
        default: .openToPublic
        }
    }

    private static func rooms(_ order: OrderName, by giver: SeatID) -> RoomOrder {
        switch order {
        case .deliberate: .deliberate
        case .endDeliberation: .endDeliberation
        case .consult: .consult([Cast.confidant(of: giver)], minutes: 5)
        case .brief: .brief(Cast.rivalInterpreter, minutes: nil)
        case .caucus: .caucus(.plaintiff)
        case .allowConsultation: .allowConsultation(Cast.rivalAgent)
        case .acceptInvitation: .acceptInvitation(room)
        case .refuseInvitation: .refuseInvitation(room)
        case .lockRoom: .lockRoom
        case .unlockRoom: .unlockRoom
        case .leaveRoom: .leaveRoom
        default: .endRoom(room)
        }
    }

    private static func floor(_ order: OrderName, by giver: SeatID) -> FloorOrder {
        let agent = Cast.rivalAgent
        // Some give these two for themselves only.
        let isOfCourt = giver == Cast.seat(of: .presidingJudge) || giver == Cast.seat(of: .clerk)
        let own = isOfCourt ? agent : giver
        return switch order {
        case .mute: .mute(agent)
        case .muteAll: .muteAll
        case .lock: .lock(agent)
        case .silence: .silence
        case .restoreOrder: .restoreOrder
        case .stopVideo: .stopVideo(agent)
        case .allow: .allow(agent, .camera)
        case .stopExhibit: .stopExhibit(own)
        case .unmute: .unmute
        case .askToUnmute: .askToUnmute(agent)
        case .grantFloor: .grantFloor(agent, seconds: 60)
        case .endFloor: .endFloor
        case .raiseHand: .raiseHand
        case .lowerHand: .lowerHand(own)
        case .lowerAllHands: .lowerAllHands
        case .spotlight: .spotlight(agent)
        case .clearSpotlight: .clearSpotlight
        case .layout: .layout(.grid)
        case .object: .object(.leading)
        case .rule: .rule(1, .sustained)
        default: .warn(agent, .disorder)
        }
    }
}

extension SeatID {
    fileprivate static let aide = Cast.seat(of: .assistant)
}

extension Thumbprint {
    /// The key of the second device in `Cast.hearing(in:)`.
    fileprivate static let second: Thumbprint = {
        guard let key = Thumbprint(rawValue: String(repeating: "b", count: 43)) else {
            preconditionFailure("43 letters are a thumbprint")
        }
        return key
    }()
}
