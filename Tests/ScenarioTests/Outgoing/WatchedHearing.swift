import Evidence
import Foundation
import Media
import Signaling
import TestKit

@testable import Media
@testable import Services

/// A hearing over the real relay whose every packet and frame is judged by `WrittenLaw` as it arrives.
final class WatchedHearing {
    let court: TestCourt
    let hall: RelayHall
    let server: TestServer
    let hearing: LiveHearing
    let pages: [SeatPage]
    private(set) var packetsJudged = 0
    private(set) var framesJudged = 0
    /// The law at the end of the last stretch: what was on the way may still arrive.
    private var before: WrittenLaw
    private var law: WrittenLaw
    /// How many arrivals of each peer's slots were judged.
    private var judged: [Int: [Ssrc: Int]] = [:]
    private var framesRead: [Int: Int] = [:]

    init(_ seats: [Booker.Seat], seed: UInt64) async throws {
        court = try await TestCourt(seats)
        hall = RelayHall(court)
        server = court.start(relay: hall.mailbox, events: hall.events, bundles: hall.bundles)
        hearing = try await server.hearing()
        var people: [Int: WrittenLaw.Person] = [:]
        var pages: [SeatPage] = []
        for (index, seat) in seats.enumerated() {
            people[index + 1] = WrittenLaw.Person(role: seat.role, companion: seat.companion)
            let page = try await server.join(index + 1)
            _ = try await page.offer()
            pages.append(page)
        }
        self.pages = pages
        law = WrittenLaw(people)
        before = law
        try await run(1_500)
        for peer in hall.peers {
            precondition(peer.isConnected, "all peers are connected before the first order")
            peer.start(.microphone, now: hall.now)
            peer.start(.camera, now: hall.now)
        }
    }

    /// Time passes in the hall and in the hearing alike.
    func run(_ milliseconds: Int) async throws {
        await settle()
        for millisecond in 1...milliseconds {
            hall.step()
            if millisecond % 20 == 0 { await settle() }
        }
        await settle()
    }

    private func settle() async {
        hall.obey()
        while await !hearing.isAtRest {
            hall.obey()
            await Task.yield()
        }
    }

    /// What came since the last call and was denied both by the law as it was then and as it is now.
    func leaks() -> [String] {
        before = law
        law.read(court.log.entries)
        return packetLeaks() + frameLeaks()
    }

    /// Makes the checker believe a fact that the log does not have.
    func pretend(_ fact: Json) {
        law.believe(fact)
        before = law
    }

    private func packetLeaks() -> [String] {
        let seats = Dictionary(
            uniqueKeysWithValues: hall.peers.enumerated().map {
                (UInt64(UInt32(truncatingIfNeeded: $1.id.rawValue)), $0 + 1)
            })
        var leaks: [String] = []
        for (index, peer) in hall.peers.enumerated() {
            let listener = index + 1
            if peer.undeclaredCount > 0 { leaks.append("undeclared streams at seat \(listener)") }
            for (ssrc, slot) in peer.slots {
                let start = judged[listener]?[ssrc] ?? 0
                for arrival in slot.arrivals[start...] {
                    packetsJudged += 1
                    guard let mark = arrival.mark, let source = seats[mark.endpoint.rawValue]
                    else { continue }
                    let medium = mark.medium == .microphone ? "microphone" : "camera"
                    if !law.mayGet(medium, of: source, by: listener),
                        !before.mayGet(medium, of: source, by: listener)
                    {
                        leaks.append("\(medium) of seat \(source) reached seat \(listener)")
                    }
                }
                judged[listener, default: [:]][ssrc] = slot.arrivals.count
            }
        }
        return Array(Set(leaks)).sorted()
    }

    private func frameLeaks() -> [String] {
        var leaks: [String] = []
        for page in pages {
            let frames = page.line.frames
            for frame in frames.dropFirst(framesRead[page.seat] ?? 0) {
                framesJudged += 1
                let text = frame.canonicalText
                for source in 1...pages.count where text.contains(OutgoingTests.name(source)) {
                    if !law.mayKnowName(of: source, by: page.seat),
                        !before.mayKnowName(of: source, by: page.seat)
                    {
                        leaks.append("the name of seat \(source) reached seat \(page.seat)")
                    }
                }
                leaks += slotLeaks(frame, page.seat)
            }
            framesRead[page.seat] = frames.count
        }
        return Array(Set(leaks)).sorted()
    }

    /// A slot names the seat that feeds it: only one of which the page may know.
    private func slotLeaks(_ frame: Json, _ viewer: Int) -> [String] {
        guard frame["type"] == "slots" else { return [] }
        return (frame["slots"]?.array ?? []).compactMap { slot in
            guard let source = slot["seat"]?.integer.map(Int.init) else { return nil }
            let isKnown =
                law.mayKnow(source, by: viewer) || before.mayKnow(source, by: viewer)
            return isKnown ? nil : "a slot tells seat \(viewer) of seat \(source)"
        }
    }
}
