import Hearing
import TestKit

/// Random orders and server commands, in and out of place: most are refused, enough are not.
struct Chance {
    var generator: SeededGenerator
    /// The seats at which it aims; one of them is no seat of the hearing.
    var ids: [SeatID]
    /// Who gives most orders.
    var bench: [SeatID]

    static let keys: [Thumbprint] = "abc".compactMap {
        Thumbprint(rawValue: String(repeating: $0, count: 43))
    }

    init(seed: UInt64, docket: Docket) {
        generator = SeededGenerator(seed: seed)
        ids = docket.seats.map(\.id) + [.nobody]
        bench = docket.seats.filter { $0.role.isBench }.map(\.id)
    }

    mutating func one<T>(_ values: [T]) -> T {
        values[Int.random(in: 0..<values.count, using: &generator)]
    }

    mutating func one<T: CaseIterable>(_: T.Type) -> T { one(Array(T.allCases)) }

    mutating func isOne(in count: Int) -> Bool {
        Int.random(in: 0..<count, using: &generator) == 0
    }

    private mutating func maybe<T>(_ value: T) -> T? { isOne(in: 2) ? value : nil }

    /// Whoever presides gives most orders, then the rest of the court.
    mutating func giver(in hearing: Hearing) -> SeatID {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0, 1: hearing.docket.presiding
        case 2: one(bench)
        default: one(ids)
        }
    }

    private mutating func some() -> [SeatID] {
        Array(ids.shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator)))
    }

    private mutating func time() -> Time? {
        maybe(Time(microseconds: Int64.random(in: 0...(1 << 53), using: &generator)))
    }

    // MARK: Orders

    mutating func order(_ name: OrderName, in hearing: Hearing) -> Order {
        switch name.group {
        case .course: .course(course(name))
        case .procedure: .procedure(procedure(name, in: hearing))
        case .door: .door(door(name, in: hearing))
        case .room: .room(room(name))
        case .floor: .floor(floor(name))
        case .sight:
            .sight(
                name == .protect
                    ? .protect(one(ids), from: some(), sight()) : .unprotect(one(ids), from: some())
            )
        case .duty:
            .duty(
                name == .delegate
                    ? .delegate(one(ids), one(Duty.self)) : .withdraw(one(ids), one(Duty.self)))
        case .device:
            .device(
                name == .admitDevice
                    ? .admit(one(ids), one(Self.keys)) : .refuse(one(ids), one(Self.keys)))
        }
    }

    private mutating func course(_ name: OrderName) -> CourseOrder {
        let ended = Outcome.allCases.filter { $0.kind == .adjourned }
        let offline = Outcome.allCases.filter { $0.kind == .offline }
        return switch name {
        case .open: .open
        case .begin: .begin
        case .recess: .recess(one(RecessReason.self))
        case .resume: .resume
        case .continueUnrecorded: .continueUnrecorded(one(ContinuationReason.self))
        case .closeRecord: .closeRecord
        case .adjourn: .adjourn(one(ended), until: time())
        case .pronounceLater: .pronounceLater(at: time())
        case .moveOffline: .moveOffline(one(offline))
        case .seal: .seal
        default: .cancel(one(CancellationReason.self))
        }
    }

    private mutating func procedure(_ name: OrderName, in hearing: Hearing) -> ProcedureOrder {
        let steps = hearing.script.steps.map(\.id) + [.debate]
        let acts = (hearing.step?.acts.map(\.id) ?? []) + [.note]
        return switch name {
        case .advance: .advance
        case .returnTo: .returnTo(one(steps), one(StepReason.self))
        case .skipStep: .skipStep(one(StepReason.self))
        case .complete: .complete(one(acts), maybe(one(ids)))
        case .nextCase: .nextCase
        case .applyRecusal: .applyRecusal(one(ids))
        default: .decideRecusal(one(ids), isUpheld: isOne(in: 4))
        }
    }

    private mutating func door(_ name: OrderName, in hearing: Hearing) -> DoorOrder {
        switch name {
        case .admit: .admit(one(ids))
        case .sendBack: .sendBack(one(ids))
        case .callWitness: .callWitness(one(ids))
        case .recallWitness: .recallWitness(one(ids), one(RecallReason.self))
        case .confront: .confront(one(ids))
        case .releaseWitness: .releaseWitness(one(ids))
        case .watch: .watch(one(ids))
        case .unwatch: .unwatch(one(ids))
        case .remove: .remove(one(ids), one(RemovalReason.self))
        case .addSeat:
            .addSeat(
                .init(
                    role: one(Role.self), side: maybe(one(Side.self)),
                    companion: maybe(one(ids))))
        case .closeToPublic: .closeToPublic(one(ClosureReason.self))
        default: .openToPublic
        }
    }

    private mutating func room(_ name: OrderName) -> RoomOrder {
        let number = RoomNumber(rawValue: UInt16.random(in: 1...12, using: &generator))
        return switch name {
        case .deliberate: .deliberate
        case .endDeliberation: .endDeliberation
        case .consult: .consult(some(), minutes: maybe(15))
        case .brief: .brief(one(ids), minutes: maybe(15))
        case .caucus: .caucus(one(Side.self))
        case .allowConsultation: .allowConsultation(one(ids))
        case .acceptInvitation: .acceptInvitation(number)
        case .refuseInvitation: .refuseInvitation(number)
        case .lockRoom: .lockRoom
        case .unlockRoom: .unlockRoom
        case .leaveRoom: .leaveRoom
        default: .endRoom(number)
        }
    }

    private mutating func floor(_ name: OrderName) -> FloorOrder {
        switch name {
        case .mute: .mute(one(ids))
        case .muteAll: .muteAll
        case .lock: .lock(one(ids))
        case .silence: .silence
        case .restoreOrder: .restoreOrder
        case .stopVideo: .stopVideo(one(ids))
        case .allow: .allow(one(ids), one(Hearing.Medium.sent))
        case .stopExhibit: .stopExhibit(one(ids))
        case .unmute: .unmute
        case .askToUnmute: .askToUnmute(one(ids))
        case .grantFloor: .grantFloor(one(ids), seconds: maybe(120))
        case .endFloor: .endFloor
        case .raiseHand: .raiseHand
        case .lowerHand: .lowerHand(one(ids))
        case .lowerAllHands: .lowerAllHands
        case .spotlight: .spotlight(one(ids))
        case .clearSpotlight: .clearSpotlight
        case .layout: .layout(one(Layout.self))
        case .object: .object(one(ObjectionGround.self))
        case .rule:
            .rule(Int.random(in: 1...6, using: &generator), one(Ruling.self))
        default: .warn(one(ids), one(WarningReason.self))
        }
    }

    private mutating func sight() -> Sight {
        Sight(
            presence: !isOne(in: 3), alias: maybe("证人甲"), picture: isOne(in: 2),
            voice: one(Voice.self))
    }

    // MARK: The server

    mutating func server(in hearing: Hearing) -> ServerCommand {
        let id = one(ids)
        // Who is away comes back soon, so that the hearing goes on.
        let away = hearing.seats.filter { !$0.isConnected && !$0.isRemoved }.map(\.id)
        switch Int.random(in: 0..<24, using: &generator) {
        case 0..<10: return .connected(away.isEmpty ? id : one(away))
        case 10..<13: return .disconnected(id, one(DisconnectCause.self))
        case 13: return .walkedOut(id)
        case 14, 15: return .suspend(one(SuspensionCause.self))
        case 16: return isOne(in: 10) ? .restarted(one(SuspensionCause.self)) : .connected(id)
        case 17: return .keyBound(id, one(Self.keys))
        case 18, 19: return .deviceRequested(id, one(Self.keys))
        case 20, 21: return .speechTimeUp
        default:
            return .roomTimeUp(RoomNumber(rawValue: UInt16.random(in: 1...12, using: &generator)))
        }
    }
}
