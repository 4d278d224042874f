import Foundation

/// A thousand hearings in one process, and how soon a judge's order is in effect at the worker.
struct LawScenario {
    /// What is asked for: an order in effect within this, in milliseconds, for 99 of 100.
    static let goalMilliseconds = 20.0
    /// The measured rate stands below the knee by this factor.
    static let shareOfKnee = 0.5

    /// How much of everything; the short form finds faults, not figures.
    struct Size: Sendable {
        let hearings: Int
        /// Orders per second that are tried, one after the other, to find the knee.
        let rates: [Double]
        let stepSeconds: Double
        let rounds: Int
        let roundSeconds: Double

        static let full = Size(
            hearings: 1_000, rates: [100, 200, 300, 400, 600, 800, 1_000, 1_300, 1_600, 2_000],
            stepSeconds: 8, rounds: 5, roundSeconds: 20)
        static let short = Size(
            hearings: 300, rates: [100, 300, 600], stepSeconds: 3, rounds: 2, roundSeconds: 6)
    }

    let size: Size
    let folder: URL
    let root: URL

    func run() async throws -> Findings {
        let court = try LoadedCourt(folder: folder, root: root, endpoints: size.hearings * 4)
        let begin = Date()
        let hearings = try await court.open(size.hearings)
        let opening = Date().timeIntervalSince(begin)
        progress("law: \(hearings.count) hearings in session after \(opening.short) s")
        let idle = Usage(of: court.database)
        try await Task.sleep(for: .seconds(4))
        let rest = Usage(of: court.database).since(idle)
        let loop = OpenLoop(court: court, hearings: hearings)
        _ = try await loop.run(rate: size.rates[0], seconds: 3, seed: 1)
        let steps = try await climb(loop)
        let knee = steps.last { $0.isHeld }?.rate
        let rate = (knee ?? size.rates[0]) * (knee == nil ? 1 : Self.shareOfKnee)
        var rounds: [LoadOutcome] = []
        for number in 0..<size.rounds {
            rounds.append(
                try await loop.run(
                    rate: rate, seconds: size.roundSeconds, seed: UInt64(100 + number)))
            progress("law: round \(number + 1): \(rounds[number].line)")
        }
        return LawReport(
            size: size, openingSeconds: opening, idle: rest, steps: steps, knee: knee, rate: rate,
            rounds: rounds
        ).findings
    }

    /// One rate of the climb.
    struct Step {
        let rate: Double
        let outcome: LoadOutcome

        /// Whether the goal was met and nothing was left behind.
        var isHeld: Bool {
            outcome.lost == 0
                && (outcome.all.percentile(0.99) ?? .infinity) <= LawScenario.goalMilliseconds
        }

        /// Whether the court was overrun: what comes after it says nothing.
        var isFarOff: Bool {
            outcome.lost > 0
                || (outcome.all.percentile(0.99) ?? .infinity) > 3 * LawScenario.goalMilliseconds
        }
    }

    /// Raises the rate until the goal is missed twice in a row, or by far.
    private func climb(_ loop: OpenLoop) async throws -> [Step] {
        var steps: [Step] = []
        for (number, rate) in size.rates.enumerated() {
            let outcome = try await loop.run(
                rate: rate, seconds: size.stepSeconds, seed: UInt64(10 + number))
            steps.append(Step(rate: rate, outcome: outcome))
            progress("law: \(Int(rate)) orders/s: \(outcome.line)")
            if steps.suffix(2).count(where: { !$0.isHeld }) == 2 || steps[number].isFarOff { break }
        }
        return steps
    }
}
