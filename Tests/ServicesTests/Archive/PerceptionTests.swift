import Evidence
import Hearing
import Services
import TestKit
import Testing

/// Random hearings: rooms, drops, mutes, protections, recesses, crashes, at random moments.
///
/// The marks say what each seat was allowed to perceive, tenth of a second by tenth of a second;
/// the copies are looked through byte by byte.
@Suite("What one seat was allowed to perceive, in random hearings")
struct PerceptionTests {
    private static func fact(_ dice: inout SeededGenerator) -> Hearing.Fact {
        let seat = RecordedHearing.seat(1 + dice.roll(6))
        switch dice.roll(13) {
        case 0: return .connected(seat)
        case 1: return .disconnected(seat, .network)
        case 2, 3: return .moved(seat, dice.pick([.waiting, .courtroom, .deliberation]))
        case 4: return .microphoneChanged(seat, dice.pick([.allowed, .muted]))
        case 5: return .cameraChanged(seat, dice.pick([.allowed, .stopped]))
        case 6: return .witnessCalled(RecordedHearing.seat(5))
        case 7: return .witnessReleased(RecordedHearing.seat(5))
        case 8: return .exhibitLeaveChanged(seat, dice.roll(2) == 0)
        case 9:
            let state: HearingState = dice.pick([
                .recess(.rest), .suspended(.benchIncomplete), .inSession,
            ])
            return .stateChanged(state)
        case 10: return .stateChanged(.inSession)
        default:
            let listener = RecordedHearing.seat(3 + dice.roll(2))
            let sight = dice.pick([
                Sight(alias: "甲", picture: false, voice: .silent), Sight(voice: .masked),
                Sight(picture: false), .full,
            ])
            return .sightChanged(RecordedHearing.seat(5), from: [listener], sight)
        }
    }

    private static func hearing(
        _ dice: inout SeededGenerator, skews range: ClosedRange<Int64>
    ) throws -> RecordedHearing {
        var hearing = try RecordedHearing()
        let skews = (0..<24).map { _ in Int64.random(in: range, using: &dice) }
        hearing.skew = { stream in
            skews[(Int(stream.source.rawValue) * 3 + stream.medium.rawValue.count) % 24]
        }
        try hearing.gather()
        try hearing.begin()
        for _ in 0..<(10 + dice.roll(20)) {
            try hearing.pass(seconds: Double(dice.roll(40)) / 10)
            if dice.roll(40) == 0 {
                try hearing.restart(after: Int64(1 + dice.roll(5)))
                try hearing.happen((1...6).map { .connected(RecordedHearing.seat($0)) })
            }
            try hearing.happen((0...dice.roll(2)).map { _ in fact(&dice) })
        }
        try hearing.pass(seconds: 3)
        try hearing.end()
        return hearing
    }

    @Test(
        "No mark is in the copy of a seat that was not allowed to perceive it", arguments: 0..<12)
    func nothingDenied(seed: Int) async throws {
        var dice = SeededGenerator(seed: UInt64(seed))
        // A recorder puts frames ahead of their arrival by up to a second, or behind it.
        let skews: [ClosedRange<Int64>] = [0...0, 0...900_000, -3_000_000...0]
        let hearing = try Self.hearing(&dice, skews: skews[seed % skews.count])
        for viewer in 1...6 {
            let copy = try await SeatBag(hearing, for: viewer)
            let found = try copy.marks()
            for (mark, listeners) in hearing.marks {
                guard !listeners.contains(RecordedHearing.seat(viewer)) else { continue }
                let isThere = found.contains(mark)
                #expect(!isThere, "seed \(seed): \(mark) for seat \(viewer)")
            }
            let report = try copy.verified()
            #expect(report.verdict == .sealed, "seed \(seed): \(report.findings)")
        }
    }

    @Test(
        "A segment that was perceived throughout, and long before and after, is in the copy",
        arguments: 0..<12)
    func everythingHeard(seed: Int) async throws {
        var dice = SeededGenerator(seed: UInt64(seed))
        let hearing = try Self.hearing(&dice, skews: 0...0)
        // The marks of a stream in order of time, and which of them a seat was shut out of.
        let streams = Dictionary(grouping: hearing.marks.keys) { mark in
            mark.split(separator: " at ")[0]
        }.mapValues { marks in
            marks.map { (time: Self.time(of: $0), mark: $0) }.sorted { $0.time < $1.time }
        }
        var given = 0
        for viewer in 1...6 {
            let seat = RecordedHearing.seat(viewer)
            let found = try await SeatBag(hearing, for: viewer).marks()
            for marks in streams.values {
                for (time, mark) in marks {
                    // After a fall everybody counts as shut out up to the first fact.
                    if hearing.restarts.contains(where: { 0...Self.around ~= time - $0 }) {
                        continue
                    }
                    let around = marks.filter { abs($0.time - time) <= Self.around }
                    let wasOpen = around.allSatisfy {
                        hearing.marks[$0.mark]?.contains(seat) == true
                    }
                    guard wasOpen else { continue }
                    given += 1
                    let isThere = found.contains(mark)
                    #expect(isThere, "seed \(seed): \(mark) for seat \(viewer)")
                }
            }
        }
        #expect(given > 0)
    }

    /// A segment lasts two seconds, and what was shut counts for one more; in microseconds.
    private static let around: Int64 = 3_200_000

    private static func time(of mark: String) -> Int64 {
        Int64(mark.split(separator: " at ")[1].dropLast()) ?? 0
    }
}

extension SeededGenerator {
    /// A number from 0 to one below `bound`.
    fileprivate mutating func roll(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// One of some choices.
    fileprivate mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[roll(choices.count)]
    }
}
