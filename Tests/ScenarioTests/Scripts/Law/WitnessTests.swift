import Hearing
import Testing

@Suite("Witnesses along the way (ODR 26)")
struct WitnessTests {
    static let casts = Cast.all.filter { cast in cast.seats.contains { $0.role.isSummoned } }

    @Test(
        "outside of its own testimony a witness has no route, whatever the step",
        arguments: casts)
    func isolated(cast: Cast) throws {
        var proceeding = Proceeding(try cast.docket())
        let summoned = proceeding.hearing.seats.filter(\.role.isSummoned).map(\.id)
        try proceeding.hold { court, step in
            for id in summoned {
                court.expectIsolated(id)
                guard step.phase == .inSession, !step.leaves.contains(.witnesses) else { continue }
                let isReleased = court.hearing.seat(id)?.isReleased == true
                let call: DoorOrder =
                    isReleased ? .recallWitness(id, .furtherQuestions) : .callWitness(id)
                #expect(court.refusal(of: .door(call), by: court.head) == .wrongStep)
            }
        }
        for id in summoned { #expect(proceeding.hearing.seat(id)?.isReleased == true) }
        try proceeding.expectWhole()
    }

    @Test("a testimony cannot be said to be given before the oath")
    func oathFirst() throws {
        let testimony = try #require(StepID(rawValue: "testimony"))
        var proceeding = Proceeding(try Cast.witnessSession.docket())
        try proceeding.hold(until: testimony) { court in
            try court.order(.door(.callWitness(.witness)), by: .head)
            let acts = ["identity", "duty", "oath", "testimony", "transcript"]
            for (number, name) in acts.enumerated() {
                let act = try #require(ActID(rawValue: name))
                for later in acts[(number + 1)...] {
                    let order = Order.procedure(
                        .complete(try #require(ActID(rawValue: later)), .witness))
                    #expect(court.refusal(of: order, by: .head) == .stepIncomplete)
                }
                try court.order(.procedure(.complete(act, .witness)), by: .head)
            }
            try court.order(.door(.releaseWitness(.witness)), by: .head)
        }
    }

    @Test("a witness whose connection drops while it testifies comes back to its testimony")
    func drops() throws {
        let investigation = try #require(StepID(rawValue: "investigation"))
        var proceeding = Proceeding(try Cast.civilTrial.docket())
        try proceeding.hold(until: investigation) { court in
            try court.order(.door(.callWitness(.witness)), by: .head)
            let before = court.hearing.routes()
            try court.server(.disconnected(.witness, .network))
            court.expectIsolated(.witness)
            try court.server(.connected(.witness))
            #expect(court.hearing.routes() == before)
            try court.server(.walkedOut(.witness))
            try court.server(.connected(.witness))
            court.expectIsolated(.witness)
            #expect(court.hearing.seat(.witness)?.isReleased == true)
            #expect(court.refusal(of: .door(.callWitness(.witness)), by: .head) == .released)
        }
        try proceeding.expectReplayed()
    }

    @Test("two witnesses together only for a confrontation; the second time only by a recall")
    func confrontation() throws {
        let testimony = try #require(StepID(rawValue: "testimony"))
        var proceeding = Proceeding(try Cast.witnessSession.docket())
        try proceeding.hold(until: testimony) { court in
            try court.hear(.witness)
            #expect(
                court.refusal(of: .door(.confront(.secondWitness)), by: .head)
                    == .nobodyToConfront)
            try court.order(.door(.recallWitness(.witness, .contradiction)), by: .head)
            #expect(
                court.refusal(of: .door(.callWitness(.secondWitness)), by: .head)
                    == .witnessPresent)
            try court.order(.door(.confront(.secondWitness)), by: .head)
            let route = Hearing.Route(
                source: .witness, medium: .microphone, listener: .seat(.secondWitness))
            #expect(court.hearing.routes().contains(route))
            try court.order(.door(.releaseWitness(.secondWitness)), by: .head)
            try court.order(.door(.releaseWitness(.witness)), by: .head)
            court.expectIsolated(.witness)
            court.expectIsolated(.secondWitness)
        }
    }
}
