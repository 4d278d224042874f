import Evidence
import Hearing
import Media
import TestKit
import Testing

@testable import Services

@Suite("A civil trial with sound and picture over the real relay", .timeLimit(.minutes(5)))
struct CivilTrialCallTests {
    /// A panel of three, the clerk, the parties and a witness: as many as can be watched closely.
    private static let cast = Cast(
        script: "civil-trial",
        seats: Cast.civilTrial.seats.filter {
            [.presidingJudge, .judge, .assessor, .clerk, .party, .witness].contains($0.role)
                && $0.id != .secondWitness
        }
    ).numbered

    @Test("from opening to seal every packet goes where the law permits it, and nowhere else")
    func wholeTrial() async throws {
        var proceeding = Proceeding(try Self.cast.docket())
        let debate = try #require(StepID(rawValue: "debate"))
        let plaintiff = try #require(Self.cast.seats.first { $0.role == .party }).id
        try proceeding.hold { court, step in
            guard step.id == debate else { return }
            try court.server(.disconnected(plaintiff, .network))
            try court.server(.connected(plaintiff))
        }

        let court = try await TestCourt()
        let call = ServedCall(RelayHall(court))
        let served = try await ServedHearing(Self.cast, in: court, start: call.start)
        served.meanwhile = call.obey
        var routes: Set<Hearing.Route> = []
        for taken in proceeding.course {
            try await served.carry(taken)
            try await call.follow(taken, in: served)
            guard taken.after.routes() != routes else { continue }
            routes = taken.after.routes()
            try await call.expectFlow(routes, of: taken, in: served)
        }
        try await call.run(1_000, served)
        _ = await court.log.entry(\.recordClose)
        try await served.sealed()

        call.expectDelivered(in: served)
        let report = try await served.verify()
        #expect(report.findings == [])
        #expect(report.verdict == .verified && report.isSealed)
        // Seven seats with two tracks each, and two more of whoever came back.
        #expect(report.tracks.count == 16)
        #expect(report.tracks.allSatisfy { $0.segments > 0 })
    }
}

/// The relay and the peers of a served hearing, in virtual time.
private final class ServedCall {
    private let hall: RelayHall
    /// The peers that a seat had, by their numbers in the order of opening.
    private var peers: [SeatID: [Int]] = [:]

    init(_ hall: RelayHall) { self.hall = hall }

    func start(_ court: TestCourt) -> TestServer {
        court.start(relay: hall.mailbox, events: hall.events, bundles: hall.bundles)
    }

    func obey() { hall.obey() }

    /// A peer comes with each connection; all send as soon as they can.
    func follow(_ taken: Proceeding.Taken, in served: ServedHearing) async throws {
        switch taken.command {
        case .server(.connected(let seat)):
            obey()
            peers[seat, default: []].append(hall.peers.count)
            try await run(2_000, served)
            let peer = try #require(hall.peers.last)
            #expect(peer.isConnected)
            peer.start(.microphone, now: hall.now)
            peer.start(.camera, now: hall.now)
        case .server(.disconnected(let seat, _)):
            guard let number = peers[seat]?.last else { return }
            hall.peers[number - 1].stop(.microphone)
            hall.peers[number - 1].stop(.camera)
        default: break
        }
    }

    /// Time passes in the hall and in the hearing alike.
    func run(_ milliseconds: Int, _ served: ServedHearing) async throws {
        let live = try await served.live
        for millisecond in 1...milliseconds {
            hall.step()
            if millisecond % 20 == 0 { try await served.rest() }
            if millisecond % 1_000 == 0 { await live.tick() }
        }
        try await served.rest()
    }

    /// A third of a second of packets: only along routes, and the presiding judge along all.
    func expectFlow(
        _ routes: Set<Hearing.Route>, of taken: Proceeding.Taken, in served: ServedHearing
    ) async throws {
        try await run(60, served)
        let before = received()
        try await run(340, served)
        let after = received()
        for (route, count) in after where count > before[route] ?? 0 {
            #expect(routes.contains(route), "\(route) after \(taken.command)")
        }
        let head = taken.after.docket.presiding
        for route in routes where route.source == head && route.medium == .microphone {
            guard case .seat = route.listener else { continue }
            #expect(
                (after[route] ?? 0) > (before[route] ?? 0), "\(route) after \(taken.command)")
        }
    }

    /// Packets that came from seat to seat so far.
    private func received() -> [Hearing.Route: Int] {
        var counts: [Hearing.Route: Int] = [:]
        for (source, senders) in peers {
            for (listener, receivers) in peers where listener != source {
                for (medium, sent) in [
                    (Hearing.Medium.microphone, Media.Medium.microphone), (.camera, .camera),
                ] {
                    var count = 0
                    for sender in senders {
                        for receiver in receivers {
                            count += hall.received(sent, from: sender, by: receiver)
                        }
                    }
                    let route = Hearing.Route(
                        source: source, medium: medium, listener: .seat(listener))
                    if count > 0 { counts[route] = count }
                }
            }
        }
        return counts
    }

    /// The log's deliveries are what the peers counted.
    func expectDelivered(in served: ServedHearing) {
        var logged: [String: Int] = [:]
        for row in served.entries.compactMap(\.delivery).flatMap(\.rows)
        where row.listener != DeliveryRow.record {
            logged["\(row.source) \(row.medium.rawValue) \(row.listener)", default: 0] +=
                row.packets
        }
        var counted: [String: Int] = [:]
        for (route, count) in received() {
            guard case .seat(let listener) = route.listener else { continue }
            counted["\(route.source) \(route.medium.rawValue) \(listener)"] = count
        }
        #expect(logged == counted)
        #expect(!counted.isEmpty)
    }
}
