import Hearing
import Testing

/// The table of rights as the law reads, written a second time by hand: for each order and role the
/// states in which the right exists.
///
/// S scheduled, O open, I in session, R recess, U suspended, C record closed, E sealed, X
/// cancelled. A role that is not named never has the right.
private let law: [OrderName: [Role: String]] = [
    .open: [.judge: "S", .clerk: "S"],
    .begin: [.judge: "O"],
    .recess: [.judge: "I"],
    .resume: [.judge: "RU"],
    .closeRecord: [.judge: "IRU"],
    .seal: [.judge: "C", .clerk: "C"],
    .cancel: [.judge: "SO", .clerk: "SO"],
    .admit: [.judge: "OIRUC", .clerk: "OIRUC"],
    .sendBack: [.judge: "OIRUC", .clerk: "OIRUC"],
    .callWitness: [.judge: "I"],
    .releaseWitness: [.judge: "IRU"],
    .mute: [.judge: "OIRUC", .clerk: "OIRUC"],
    .lock: [.judge: "OIRUC"],
    .allow: [.judge: "OIRUC"],
    .stopVideo: [.judge: "OIRUC"],
    .stopExhibit: [
        .judge: "OIRUC", .clerk: "OIRUC", .party: "OIRUC", .agent: "OIRUC", .witness: "OIRUC",
    ],
    .unmute: [
        .judge: "OIRUC", .clerk: "OIRUC", .party: "OIRUC", .agent: "OIRUC", .witness: "OIRUC",
        .observer: "OIRUC",
    ],
    .remove: [.judge: "SOIRUC"],
    .admitDevice: [.judge: "SOIRUC", .clerk: "SOIRUC"],
    .refuseDevice: [.judge: "SOIRUC", .clerk: "SOIRUC"],
]

private let letters: [Phase: Character] = [
    .scheduled: "S", .open: "O", .inSession: "I", .recess: "R", .suspended: "U",
    .recordClosed: "C", .sealed: "E", .cancelled: "X",
]

private let seatOf: [Role: SeatID] = [
    .judge: .judge, .clerk: .clerk, .party: .plaintiff, .agent: .lawyer, .witness: .witness,
    .observer: .observer,
]

/// One cell of the table.
struct Cell: Sendable, CustomTestStringConvertible {
    let order: OrderName
    let role: Role
    let phase: Phase

    static let all: [Cell] = OrderName.allCases.flatMap { order in
        Role.allCases.flatMap { role in
            Phase.allCases.map { Cell(order: order, role: role, phase: $0) }
        }
    }

    var testDescription: String { "\(role.rawValue) \(order.rawValue) \(phase.rawValue)" }

    var isLawful: Bool {
        guard let letter = letters[phase] else { return false }
        return law[order]?[role]?.contains(letter) ?? false
    }
}

/// A hearing in which, the state aside, every order has something to act on: every giver is muted
/// and shows an exhibit, seat 7 waits, a witness is called and another waits, a device asks.
private func situation(in phase: Phase) throws -> Court {
    var court = Court(try .trial())
    for seat in court.hearing.seats {
        court.assume(.connected(seat.id))
        court.assume(.moved(seat.id, seat.id == .defendant ? .waiting : .courtroom))
        court.assume(.microphoneChanged(seat.id, .muted))
        court.assume(.exhibitLeaveChanged(seat.id, true))
    }
    court.assume(.microphoneChanged(.defendant, .allowed))
    court.assume(.witnessCalled(.witness))
    court.assume(.moved(.otherWitness, .waiting))
    court.assume(.keyBound(.defendant, try key("a")))
    court.assume(.deviceRequested(.defendant, try key("b")))
    let cause: [Phase: String] = [.recess: "rest", .suspended: "crash", .cancelled: "settled"]
    court.assume(
        .stateChanged(try #require(HearingState(phase: phase, cause: cause[phase]))))
    return court
}

/// Forms of an order that fit the situation, for a giver.
private func forms(of order: OrderName, for giver: SeatID) throws -> [Order] {
    switch order {
    case .open: [.open]
    case .begin: [.begin]
    case .recess: RecessReason.allCases.map(Order.recess)
    case .resume: [.resume]
    case .closeRecord: [.closeRecord]
    case .seal: [.seal]
    case .cancel: CancellationReason.allCases.map(Order.cancel)
    case .admit: [.admit(.defendant)]
    case .sendBack: [.sendBack(.observer)]
    case .callWitness: [.callWitness(.otherWitness)]
    case .releaseWitness: [.releaseWitness(.witness)]
    case .mute: [.mute(.defendant)]
    case .lock: [.lock(.defendant)]
    case .allow: [.allow(.plaintiff, .microphone)]
    case .stopVideo: [.stopVideo(.plaintiff)]
    case .stopExhibit: [.stopExhibit(giver)]
    case .unmute: [.unmute]
    case .remove: RemovalReason.allCases.map { .remove(.observer, $0) }
    case .admitDevice: [.admitDevice(.defendant, try key("b"))]
    case .refuseDevice: [.refuseDevice(.defendant, try key("b"))]
    }
}

@Suite("The table of rights: role × order × state")
struct RightsTableTests {
    @Test("each cell is as the law reads, and a refusal names role or state", arguments: Cell.all)
    func cell(_ cell: Cell) throws {
        let court = try situation(in: cell.phase)
        let giver = try #require(seatOf[cell.role])
        #expect(Rights.allows(cell.role, cell.order, in: cell.phase) == cell.isLawful)
        #expect(court.hearing.orders(for: giver).contains(cell.order) == cell.isLawful)
        for order in try forms(of: cell.order, for: giver) {
            let refusal = court.refusal(of: order, by: giver)
            if cell.isLawful {
                #expect(refusal == nil, "\(order)")
            } else {
                let hasRight = law[cell.order]?[cell.role] != nil
                #expect(refusal == (hasRight ? .wrongState : .wrongRole), "\(order)")
            }
        }
    }

    @Test("the table has at most one row for a role and an order")
    func oneRow() {
        for order in OrderName.allCases {
            for role in Role.allCases {
                let rows = Rights.table.filter { $0.order == order && $0.givers.contains(role) }
                #expect(rows.count <= 1, "\(role) \(order)")
            }
        }
    }

    @Test("every order is in the table, and nothing is lawful after the end")
    func complete() {
        for order in OrderName.allCases {
            #expect(Rights.table.contains { $0.order == order }, "\(order)")
        }
        for right in Rights.table { #expect(right.phases.isDisjoint(with: [.sealed, .cancelled])) }
    }

    @Test("codes are those of the protocol")
    func codes() {
        #expect(
            Set(Refusal.Code.allCases.map(\.rawValue)) == [
                "order.malformed", "order.unknown", "order.badSignature", "order.wrongRole",
                "order.wrongState", "order.wrongRoom", "order.unknownSeat", "order.notConnected",
                "order.notWitness", "order.isWitness", "order.alreadySo", "order.stale",
            ])
    }
}
