import Hearing
import Testing

@Suite("When whoever presides is away, and when orders conflict")
struct DeputyTests {
    /// What a deputy may order; each takes something away.
    static let orders: [Order] = [
        .course(.recess(.rest)), .door(.sendBack(.plaintiff)), .floor(.mute(.plaintiff)),
        .floor(.muteAll), .floor(.lock(.plaintiff)), .floor(.silence),
        .floor(.stopVideo(.plaintiff)),
    ]

    @Test(
        "the first judge of the panel acts, as long as the presiding judge is away",
        arguments: orders.indices)
    func deputy(_ index: Int) throws {
        let order = Self.orders[index]
        var court = try Court.panel()
        #expect(court.hearing.deputy == nil)
        #expect(court.refusal(of: order, by: .secondJudge) == .notDeputy)
        try court.server(.disconnected(.judge, .network))
        #expect(court.hearing.deputy == .secondJudge)
        #expect(court.refusal(of: order, by: .secondJudge) == nil)
        #expect(court.refusal(of: order, by: .assessor) == .wrongRole)
        try court.server(.connected(.judge))
        #expect(court.hearing.deputy == nil)
        #expect(court.refusal(of: order, by: .secondJudge) == .notDeputy)
    }

    @Test("a deputy gives nothing: no word, no admission, no witness, no new session")
    func onlyTakes() throws {
        var court = try Court.panel()
        try court.server(.disconnected(.judge, .network))
        let orders: [Order] = [
            .floor(.grantFloor(.plaintiff, seconds: nil)), .floor(.allow(.plaintiff, .exhibit)),
            .door(.admit(.plaintiff)), .door(.callWitness(.witness)), .floor(.restoreOrder),
            .sight(.unprotect(.witness, from: [.plaintiff])), .course(.closeRecord),
        ]
        for order in orders {
            #expect(court.refusal(of: order, by: .secondJudge) == .wrongRole, "\(order)")
        }
        try court.order(.course(.recess(.rest)), by: .secondJudge)
        #expect(court.refusal(of: .course(.resume), by: .secondJudge) == .wrongRole)
    }

    @Test("nobody acts for a panel without another judge, nor one who is away or was recused")
    func nobody() throws {
        var court = try Court.panel()
        try court.server(.disconnected(.secondJudge, .network))
        try court.server(.disconnected(.judge, .network))
        #expect(court.hearing.deputy == nil)
        try court.server(.connected(.secondJudge))
        #expect(court.hearing.deputy == .secondJudge)
        court.assume(.recusalDecided(.secondJudge, isUpheld: true))
        #expect(court.hearing.deputy == nil)
        #expect(court.refusal(of: .floor(.muteAll), by: .secondJudge) == .recused)
    }

    @Test("an absence is suspended by the server, which the deputy does not hinder")
    func suspension() throws {
        var court = try Court.panel()
        #expect(court.refusal(of: .suspend(.benchIncomplete)) == .wrongState)
        try court.server(.disconnected(.judge, .network))
        #expect(court.hearing.missing == [.judge])
        try court.server(.suspend(.benchIncomplete))
        try court.order(.floor(.muteAll), by: .secondJudge)
        try court.server(.connected(.judge))
        #expect(court.hearing.state == .suspended(.benchIncomplete))
        try court.order(.course(.resume), by: .judge)
    }

    @Test("of two orders of one moment the withdrawing one prevails, whatever came first")
    func conflict() throws {
        // What gives is refused as stale when its target changed since the giver saw it; what takes
        // away never is. So the order of arrival does not matter.
        let pairs: [(withdrawal: OrderName, grant: OrderName)] = [
            (.mute, .allow), (.lock, .askToUnmute), (.stopVideo, .allow), (.sendBack, .admit),
            (.releaseWitness, .callWitness), (.endFloor, .grantFloor),
            (.silence, .restoreOrder), (.recess, .resume), (.protect, .unprotect),
            (.withdrawDuty, .delegate), (.stopExhibit, .allow), (.closeToPublic, .openToPublic),
            (.refuseDevice, .admitDevice), (.remove, .addSeat), (.unwatch, .watch),
            (.lockRoom, .unlockRoom),
        ]
        for pair in pairs {
            #expect(pair.withdrawal.withdraws, "\(pair.withdrawal)")
            #expect(!pair.grant.withdraws, "\(pair.grant)")
        }
        // What ends a session or a room lets people hear each other again.
        for order in [OrderName.adjourn, .pronounceLater, .moveOffline, .closeRecord, .endRoom] {
            #expect(!order.withdraws, "\(order)")
        }
    }
}
