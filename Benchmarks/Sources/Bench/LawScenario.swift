import Foundation

/// A thousand hearings in one process: how soon is a judge's order in effect at the worker?
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
        return findings(
            hearings: hearings, opening: opening, rest: rest, steps: steps, knee: knee, rate: rate,
            rounds: rounds)
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

    // MARK: Telling

    private func findings(
        hearings: [LoadedHearing], opening: Double, rest: Usage.Share, steps: [Step], knee: Double?,
        rate: Double, rounds: [LoadOutcome]
    ) -> Findings {
        var findings = Findings()
        func middle(_ value: (LoadOutcome) -> Double?) -> Double? {
            median(rounds.compactMap(value))
        }
        let p99 = middle { $0.all.percentile(0.99) }
        findings.note("law", "order_p99_ms", p99, "ms")
        for (name, of) in Self.classes {
            for (label, share) in Self.shares {
                findings.note(
                    "law", "\(name)_\(label)_ms", middle { of($0).percentile(share) }, "ms")
            }
            findings.note("law", "\(name)_max_ms", rounds.compactMap { of($0).worst }.max(), "ms")
        }
        findings.note("law", "hearings", Double(hearings.count), "hearings")
        findings.note("law", "rate", rate, "orders/s")
        findings.note("law", "knee", knee, "orders/s")
        findings.note("law", "lost", Double(rounds.map(\.lost).reduce(0, +)), "orders")
        findings.note("law", "cores", middle(\.used.cores), "cores")
        findings.note("law", "generator_cores", middle(\.generatorCores), "cores")
        findings.note("law", "idle_cores", rest.cores, "cores")
        findings.note("law", "idle_writes", rest.writesPerSecond, "writes/s")
        findings.note("law", "opening_s", opening, "s")
        for (number, round) in rounds.enumerated() {
            findings.note(
                "law", "round\(number + 1)_order_p99_ms", round.all.percentile(0.99), "ms")
        }
        for step in steps {
            findings.note(
                "law", "climb_\(Int(step.rate))_p99_ms", step.outcome.all.percentile(0.99), "ms")
        }
        findings.text = text(
            hearings: hearings.count, rest: rest, steps: steps, knee: knee, rate: rate,
            rounds: rounds, p99: p99)
        return findings
    }

    private static let classes: [(String, @Sendable (LoadOutcome) -> Latencies)] = [
        ("all", { $0.all }), ("withdrawing", { $0.withdrawals }), ("granting", { $0.grants }),
    ]
    private static let shares: [(String, Double)] = [
        ("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999),
    ]

    private func text(
        hearings: Int, rest: Usage.Share, steps: [Step], knee: Double?, rate: Double,
        rounds: [LoadOutcome], p99: Double?
    ) -> String {
        let isMet = (p99 ?? .infinity) <= Self.goalMilliseconds
        let kneeText = knee.map { "the knee is at \(Int($0)) orders/s" } ?? "no rate held the goal"
        var lines = [
            "\(hearings) hearings in session in one process, each with judge, clerk, plaintiff and defendant; "
                + "\(Int(rate)) orders/s in all (\(kneeText), measured at \(Self.shareOfKnee.short) of it); "
                + "\(rounds.count) rounds of \(size.roundSeconds.short) s.",
            "",
            "`law.order_p99_ms` = **\(p99.short) ms** (wanted ≤ \(Self.goalMilliseconds.short) ms: "
                + "\(isMet ? "met" : "not met")).",
            "",
            "| orders | p50 ms | p95 ms | p99 ms | p99.9 ms | max ms | per round |",
            "|---|---|---|---|---|---|---|",
        ]
        for (name, of) in Self.classes {
            let cells = Self.shares.map { share in
                median(rounds.compactMap { of($0).percentile(share.1) }).short
            }
            let worst = rounds.compactMap { of($0).worst }.max()
            let count = (rounds.map { of($0).count }.max() ?? 0)
            lines.append(
                "| \(name) | \(cells.joined(separator: " | ")) | \(worst.short) | \(count) |")
        }
        let lost = rounds.map(\.lost).reduce(0, +)
        let late = median(rounds.compactMap { $0.handOver.percentile(0.99) })
        lines += [
            "",
            "Without effect: \(lost). The process used \(median(rounds.map(\.used.cores)).short) cores, of them "
                + "\(median(rounds.map(\.generatorCores)).short) for signing and saying the orders; without orders "
                + "\(rest.cores.short) cores and \(rest.writesPerSecond.short) writes/s (heartbeats, checkpoints). "
                + "Orders were handed over late by \(late.short) ms at p99, which counts as latency.",
            "", "| orders/s | p50 ms | p99 ms | withdrawing p99 | granting p99 | lost | cores |",
            "|---|---|---|---|---|---|---|",
        ]
        for step in steps {
            let outcome = step.outcome
            lines.append(
                "| \(Int(step.rate)) | \(outcome.all.percentile(0.5).short) | "
                    + "\(outcome.all.percentile(0.99).short) | \(outcome.withdrawals.percentile(0.99).short) | "
                    + "\(outcome.grants.percentile(0.99).short) | \(outcome.lost) | \(outcome.used.cores.short) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension LoadOutcome {
    /// For the terminal.
    var line: String {
        "withdrawing p50 \(withdrawals.percentile(0.5).short) p99 \(withdrawals.percentile(0.99).short) ms, "
            + "granting p50 \(grants.percentile(0.5).short) p99 \(grants.percentile(0.99).short) ms, "
            + "lost \(lost) of \(given), \(used.cores.short) cores, "
            + "\(used.writesPerSecond.short) writes/s in \(used.transactionsPerSecond.short) transactions/s, "
            + "handed over late p99 \(handOver.percentile(0.99).short) ms; \(machine?.line ?? "")"
    }
}
