import Evidence
import Hearing
import Media
import Storage
import TestKit
import Testing

@testable import Media
@testable import Services

@Suite("A whole call over the real relay, in virtual time", .timeLimit(.minutes(3)))
struct WholeCallTests {
    @Test(
        "open, admit, begin, mute, call a witness, release, close, seal: peers, log and bag say the same"
    )
    func wholeCall() async throws {
        let court = try await TestCourt()
        let hall = RelayHall(court)
        let server = court.start(relay: hall.mailbox, events: hall.events, bundles: hall.bundles)
        let hearing = try await server.hearing()
        let pages = try await enter(server)
        let judge = pages[0]
        try await run(3_000, hall, hearing)
        for peer in hall.peers {
            #expect(peer.isConnected)
            peer.start(.microphone, now: hall.now)
            peer.start(.camera, now: hall.now)
        }
        for (name, members) in [
            ("open", [:]), ("admit", ["seat": 3]), ("admit", ["seat": 4]), ("begin", [:]),
        ]
            as [(String, [String: Json])]
        {
            #expect(await judge.order(name, members).isDone)
        }
        try await run(3_000, hall, hearing)
        #expect(hall.received(.microphone, from: 3, by: 4) > 50)
        #expect(hall.received(.camera, from: 4, by: 3) > 50)
        #expect(hall.receivedInAll(by: 5) == 0)

        #expect(await judge.order("mute", ["seat": 3]).isDone)
        try await run(20, hall, hearing)
        let heard = [1, 2, 4].map { hall.received(.microphone, from: 3, by: $0) }
        let seen = hall.received(.camera, from: 3, by: 4)
        try await run(1_000, hall, hearing)
        #expect([1, 2, 4].map { hall.received(.microphone, from: 3, by: $0) } == heard)
        #expect(hall.received(.camera, from: 3, by: 4) > seen)

        #expect(await judge.order("callWitness", ["seat": 5]).isDone)
        try await run(2_000, hall, hearing)
        #expect(hall.received(.microphone, from: 5, by: 1) > 50)
        #expect(hall.received(.microphone, from: 1, by: 5) > 50)
        #expect(await judge.order("releaseWitness", ["seat": 5]).isDone)
        try await run(20, hall, hearing)
        let known = hall.receivedInAll(by: 5)
        try await run(1_000, hall, hearing)
        #expect(hall.receivedInAll(by: 5) == known)

        #expect(await judge.order("closeRecord").isDone)
        try await run(1_000, hall, hearing)
        _ = await court.log.entry(\.recordClose)
        #expect(await judge.order("seal").isDone)
        try await run(1_000, hall, hearing)
        _ = await court.log.entry { $0.isSeal ? () : nil }
        try await server.sealed()

        compareDeliveries(hall, court.log.entries)
        let report = try await court.verify()
        #expect(report.findings == [])
        #expect(report.verdict == .verified && report.isSealed)
        // Five microphones and five cameras: the witness was heard too.
        #expect(report.tracks.count == 10)
        #expect(report.tracks.allSatisfy { $0.segments > 0 })
    }

    /// All seats arrive and offer, one after another, so that peers have the numbers of their seats.
    private func enter(_ server: TestServer) async throws -> [SeatPage] {
        var pages: [SeatPage] = []
        for seat in 1...5 {
            let page = try await server.join(seat)
            _ = try await page.offer()
            pages.append(page)
        }
        return pages
    }

    /// Time passes in the hall and in the hearing alike.
    private func run(_ milliseconds: Int, _ hall: RelayHall, _ hearing: LiveHearing) async throws {
        await settle(hall, hearing)
        for millisecond in 1...milliseconds {
            hall.step()
            if millisecond % 20 == 0 { await settle(hall, hearing) }
            if millisecond % 1_000 == 0 { await hearing.tick() }
        }
        await settle(hall, hearing)
    }

    private func settle(_ hall: RelayHall, _ hearing: LiveHearing) async {
        hall.obey()
        while await !hearing.isAtRest {
            hall.obey()
            await Task.yield()
        }
    }

    /// The log's deliveries are what the peers counted.
    private func compareDeliveries(_ hall: RelayHall, _ entries: [Entry]) {
        var logged: [String: Int] = [:]
        for row in entries.compactMap(\.delivery).flatMap(\.rows)
        where row.listener != DeliveryRow.record {
            logged["\(row.source) \(row.medium.rawValue) \(row.listener)", default: 0] +=
                row.packets
        }
        var counted: [String: Int] = [:]
        for source in 1...5 {
            for listener in 1...5 where listener != source {
                for medium in [Media.Medium.microphone, .camera] {
                    let count = hall.received(medium, from: source, by: listener)
                    if count > 0 {
                        counted["\(source) \(medium.track.rawValue) \(listener)"] = count
                    }
                }
            }
        }
        #expect(logged == counted)
        #expect(!counted.isEmpty)
    }
}
