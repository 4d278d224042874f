/// What a run of the law scenario found.
struct LawReport {
    let size: LawScenario.Size
    /// From the first booking until all hearings were in session, in seconds.
    let openingSeconds: Double
    /// The court in session without orders.
    let idle: Usage.Share
    let steps: [LawScenario.Step]
    /// The highest rate that held the goal; nil: none did.
    let knee: Double?
    /// The rate of the rounds.
    let rate: Double
    let rounds: [LoadOutcome]

    private static let classes: [(String, @Sendable (LoadOutcome) -> Latencies)] = [
        ("all", { $0.all }), ("withdrawing", { $0.withdrawals }), ("granting", { $0.grants }),
    ]
    private static let shares: [(String, Double)] = [
        ("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999),
    ]

    var findings: Findings {
        var findings = Findings()
        findings.note("law", "order_p99_ms", p99, "ms")
        noteClasses(into: &findings)
        findings.note("law", "hearings", Double(size.hearings), "hearings")
        findings.note("law", "rate", rate, "orders/s")
        findings.note("law", "knee", knee, "orders/s")
        findings.note("law", "lost", Double(lost), "orders")
        findings.note("law", "cores", middle(\.used.cores), "cores")
        findings.note("law", "generator_cores", middle(\.generatorCores), "cores")
        findings.note("law", "idle_cores", idle.cores, "cores")
        findings.note("law", "idle_writes", idle.writesPerSecond, "writes/s")
        findings.note("law", "opening_s", openingSeconds, "s")
        findings.note("law", "machine_wakes_late_p99_ms", wakes, "ms")
        findings.note("law", "machine_fdatasync_p99_ms", syncs, "ms")
        for (number, round) in rounds.enumerated() {
            let name = "round\(number + 1)_order_p99_ms"
            findings.note("law", name, round.all.percentile(0.99), "ms")
        }
        for step in steps {
            let name = "climb_\(Int(step.rate))_order_p99_ms"
            findings.note("law", name, step.outcome.all.percentile(0.99), "ms")
        }
        findings.text = (summary + classTable + remarks + climbTable).joined(separator: "\n") + "\n"
        return findings
    }

    private func noteClasses(into findings: inout Findings) {
        for (name, of) in Self.classes {
            for (label, share) in Self.shares {
                let value = middle { of($0).percentile(share) }
                findings.note("law", "\(name)_\(label)_ms", value, "ms")
            }
            let worst = rounds.compactMap { of($0).worst }.max()
            findings.note("law", "\(name)_max_ms", worst, "ms")
        }
    }

    // MARK: In words

    private var summary: [String] {
        let goal = LawScenario.goalMilliseconds
        let isMet = (p99 ?? .infinity) <= goal
        let kneeText =
            knee.map {
                "the knee is at \(Int($0)), measured at \(LawScenario.shareOfKnee.short) of it"
            }
            ?? "no rate held the goal"
        return [
            "\(size.hearings) hearings in session in one process, each with judge, clerk, plaintiff and",
            "defendant; \(Int(rate)) orders/s in all (\(kneeText));",
            "\(rounds.count) rounds of \(size.roundSeconds.short) s; medians of the rounds.",
            "",
            "`law.order_p99_ms` = **\(p99.short) ms** "
                + "(wanted ≤ \(goal.short) ms: \(isMet ? "met" : "not met")).",
            "",
        ]
    }

    private var classTable: [String] {
        var lines = [
            "| orders | p50 ms | p95 ms | p99 ms | p99.9 ms | max ms | a round |",
            "|---|---|---|---|---|---|---|",
        ]
        for (name, of) in Self.classes {
            let cells = Self.shares.map { share in middle { of($0).percentile(share.1) }.short }
            let worst = rounds.compactMap { of($0).worst }.max()
            let count = rounds.map { of($0).count }.max() ?? 0
            lines.append(
                "| \(name) | \(cells.joined(separator: " | ")) | \(worst.short) | \(count) |")
        }
        return lines
    }

    private var remarks: [String] {
        [
            "",
            "Without effect: \(lost). The process used \(middle(\.used.cores).short) cores, of them "
                + "\(middle(\.generatorCores).short)",
            "for signing and saying the orders; without orders \(idle.cores.short) cores and "
                + "\(idle.writesPerSecond.short) writes/s",
            "(heartbeats, checkpoints). The machine by itself meanwhile: wakes late by "
                + "\(wakes.short) ms, fdatasync \(syncs.short) ms (p99).",
            "",
        ]
    }

    private var climbTable: [String] {
        var lines = [
            "| orders/s | p50 ms | p99 ms | withdrawing p99 | granting p99 | lost | cores |",
            "|---|---|---|---|---|---|---|",
        ]
        for step in steps {
            let outcome = step.outcome
            let cells = [
                outcome.all.percentile(0.5).short, outcome.all.percentile(0.99).short,
                outcome.withdrawals.percentile(0.99).short,
                outcome.grants.percentile(0.99).short, String(outcome.lost),
                outcome.used.cores.short,
            ]
            lines.append("| \(Int(step.rate)) | \(cells.joined(separator: " | ")) |")
        }
        return lines
    }

    // MARK: Middles

    private var p99: Double? { middle { $0.all.percentile(0.99) } }
    private var lost: Int { rounds.map(\.lost).reduce(0, +) }
    private var wakes: Double? { middle { $0.machine?.wakes.percentile(0.99) } }
    private var syncs: Double? { middle { $0.machine?.syncs.percentile(0.99) } }

    private func middle(_ value: (LoadOutcome) -> Double?) -> Double? {
        median(rounds.compactMap(value))
    }
}
