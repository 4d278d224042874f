import Evidence
import Foundation
import Hearing
import Media
import Storage
import Testing

@testable import Services

/// Copies of a hearing that the server itself held and logged.
@Suite("Copies of a live hearing", .timeLimit(.minutes(1)))
struct LiveCopyTests {
    /// The witness's name in the booking of `TestCourt.trial`.
    private static let name = "证人孙某"

    private func copy(_ court: TestCourt, for seat: Int) async throws -> ExampleBag {
        let hearing = court.booked.booking.hearing
        let source = try await StoredHearing(
            hearing, logs: court.log.base, bodies: court.stores.bodies, segments: court.segments)
        let law = try await StoredHearing.booked(hearing, court.stores.bookings)
        let key = try court.keys.courtKey(name: "court.example")
        return try await ExampleBag.make { path in
            try await BagWriter(software: "test").writeCopy(
                of: source, for: RecordedHearing.seat(seat), in: law, declaredBy: key, at: 1,
                to: path)
        }.0
    }

    private func verdict(_ bag: ExampleBag, of court: TestCourt) throws -> VerificationReport {
        let key = try court.keys.courtKey(name: "court.example")
        return try BagVerifier(policy: VerificationPolicy(courts: [key.verifier])).verify(bag.path)
    }

    private func holds(_ bag: ExampleBag, _ text: String) throws -> Bool {
        try bag.files().values.contains { Data($0).range(of: Data(text.utf8)) != nil }
    }

    /// Two seconds pass, at whose end the recorder brings these parts.
    private func pass(_ session: TestSession, _ parts: [Part]) async {
        session.court.clock.advance(milliseconds: 2_000)
        let count = session.court.log.entries.count { $0.kind == .segment }
        let segments = parts.count { if case .segment = $0.kind { true } else { false } }
        session.server.media.bring(TestBundle.bundle(session.endpoint(1).group, parts))
        await session.court.log.state.until { state in
            state.durable.count { $0.entry.kind == .segment } >= count + segments
        }
    }

    /// The witness is called after two seconds, protected from the defendant, and heard for six.
    private func testimony() async throws -> TestSession {
        let session = try await TestCourt().start().session()
        let voice = TrackID(endpoint: session.endpoint(1), medium: .microphone)
        let mine = [Medium.microphone, .camera].map {
            TrackID(endpoint: session.endpoint(5), medium: $0)
        }
        await pass(session, [TestBundle.initialisation(voice), TestBundle.segment(voice, 0)])
        let protected = await session.judge.order(
            "protect",
            [
                "seat": 5, "seats": [4], "presence": true, "alias": "证人甲", "picture": false,
                "voice": "masked",
            ])
        #expect(protected.isDone)
        #expect(await session.judge.order("callWitness", ["seat": 5]).isDone)
        await pass(
            session,
            [TestBundle.segment(voice, 1)]
                + mine.flatMap { [TestBundle.initialisation($0), TestBundle.segment($0, 1)] })
        for number in UInt32(2)..<4 {
            await pass(session, ([voice] + mine).map { TestBundle.segment($0, number) })
        }
        await session.judge.order("closeRecord")
        _ = await session.court.log.entry { $0.recordClose }
        await session.judge.until { $0["integrity"]?["value"] != nil }
        return session
    }

    @Test("A protected witness is nowhere in the denied seat's copy, and all there in the others'")
    func protected() async throws {
        let session = try await testimony()
        let witness = "segment \(session.endpoint(5).rawValue) "
        let judge = "segment \(session.endpoint(1).rawValue) "

        let denied = try await copy(session.court, for: 4)
        #expect(try !holds(denied, Self.name))
        #expect(try holds(denied, "证人甲"))
        #expect(try !holds(denied, witness))
        #expect(try holds(denied, judge))
        let report = try verdict(denied, of: session.court)
        #expect(report.verdict == .sealed, "\(report.findings)")
        #expect(report.withheldSegments == 6)
        #expect(report.withheldEntries == 0)

        let other = try await copy(session.court, for: 3)
        #expect(try holds(other, Self.name))
        #expect(try holds(other, witness))
        let all = try verdict(other, of: session.court)
        #expect(all.verdict == .sealed, "\(all.findings)")
        #expect(all.withheldSegments == 0)
        #expect(all.head == report.head && all.integrity == report.integrity)
    }

    @Test("The witness's own copy begins with its call")
    func witness() async throws {
        let session = try await testimony()
        let mine = try await copy(session.court, for: 5)
        let judge = "segment \(session.endpoint(1).rawValue) \(Medium.microphone)"
        #expect(try !holds(mine, "\(judge) 0"))
        // What begins with the call itself may hold the last words before it.
        #expect(try !holds(mine, "\(judge) 1"))
        #expect(try holds(mine, "\(judge) 2") && holds(mine, "\(judge) 3"))
        #expect(try holds(mine, "segment \(session.endpoint(5).rawValue) \(Medium.camera) 1"))
        #expect(try verdict(mine, of: session.court).verdict == .sealed)
    }

    @Test("A hearing that was called off before it began is verified, and so are its copies sealed")
    func cancelled() async throws {
        let session = try await TestCourt().start()
        let judge = try await session.join(1)
        _ = try await session.join(3)
        await judge.order("open")
        #expect(await judge.order("cancel", ["reason": "settled"]).isDone)
        try await session.rest()
        let hearing = try await session.hearing()
        await hearing.tick()
        let whole = try await session.court.verify()
        #expect(whole.verdict == .verified, "\(whole.findings)")
        #expect(whole.findings.map(\.cause) == [.noRecord])
        let mine = try verdict(try await copy(session.court, for: 3), of: session.court)
        #expect(mine.verdict == .sealed)
        #expect(mine.findings.map(\.cause) == [.copyForSeat, .noRecord])
    }
}
