/// What a run of the slow-disk scenario found.
struct SlowDiskReport {
    let size: SlowDiskScenario.Size
    /// Orders per second.
    let rate: Double
    let rounds: [SlowDiskScenario.Round]
    /// An fdatasync in the court's folder without and with the delay.
    let fastSync: Latencies
    let slowSync: Latencies
    /// Syncs that were delayed in all.
    let delayedSyncs: Int

    private static let shares: [(String, Double)] = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)]

    var findings: Findings {
        var findings = Findings()
        findings.note("slow_disk", "relay_p99_ratio", median(ratios), "ratio")
        for (number, ratio) in ratios.enumerated() {
            findings.note("slow_disk", "pair\(number + 1)_relay_p99_ratio", ratio, "ratio")
        }
        note("delay0", usual, into: &findings)
        note("delay50", slow, into: &findings)
        findings.note("slow_disk", "fdatasync_delay0_p50_ms", fastSync.percentile(0.5), "ms")
        findings.note("slow_disk", "fdatasync_delay50_p50_ms", slowSync.percentile(0.5), "ms")
        findings.note("slow_disk", "delayed_syncs", Double(delayedSyncs), "syncs")
        findings.note("slow_disk", "rate", rate, "orders/s")
        findings.text = (summary + table).joined(separator: "\n") + "\n"
        return findings
    }

    private func note(
        _ name: String, _ part: [SlowDiskScenario.Round], into findings: inout Findings
    ) {
        let things: [(String, (SlowDiskScenario.Round) -> Latencies)] = [
            ("relay", { $0.sound.latencies }), ("withdrawing", { $0.orders.withdrawals }),
            ("granting", { $0.orders.grants }),
        ]
        for (thing, of) in things {
            for (label, share) in Self.shares {
                let value = median(part.compactMap { of($0).percentile(share) })
                findings.note("slow_disk", "\(name)_\(thing)_\(label)_ms", value, "ms")
            }
            let worst = part.compactMap { of($0).worst }.max()
            findings.note("slow_disk", "\(name)_\(thing)_max_ms", worst, "ms")
        }
        let missing = part.map(\.missing).reduce(0, +)
        findings.note("slow_disk", "\(name)_relay_missing", Double(missing), "packets")
        let lost = part.map(\.orders.lost).reduce(0, +)
        findings.note("slow_disk", "\(name)_lost", Double(lost), "orders")
        let wakes = median(part.compactMap { $0.orders.machine?.wakes.percentile(0.99) })
        findings.note("slow_disk", "\(name)_machine_wakes_late_p99_ms", wakes, "ms")
    }

    // MARK: In words

    private var summary: [String] {
        let withdrawing = median(slow.compactMap { $0.orders.withdrawals.percentile(0.99) })
        let goal = SlowDiskScenario.goalMilliseconds
        let isMet = (withdrawing ?? .infinity) <= goal
        let packets = median(usual.map { Double($0.sound.received) })
        return [
            "\(size.hearings) hearings, \(Int(rate)) orders/s; in \(size.live) of them two seats speak and four",
            "listen over real UDP (\(packets.short) packets received in a round of \(size.roundSeconds) s).",
            "Rounds with and without 50 ms on every fsync and fdatasync of the court's folder in turn,",
            "\(usual.count) of each, in one process (an fdatasync took \(fastSync.percentile(0.5).short) ms "
                + "without, \(slowSync.percentile(0.5).short) ms with).",
            "",
            "Relay p99, with ÷ without: **\(median(ratios).short)** (median of the pairs "
                + "\(ratios.map(\.short).joined(separator: ", "))).",
            "Withdrawing orders with the delay: p99 **\(withdrawing.short) ms** "
                + "(wanted ≤ \(goal.short) ms: \(isMet ? "met" : "not met")).",
            "",
        ]
    }

    private var table: [String] {
        var lines = [
            "| disk | relay p50 ms | p99 | withdrawing p50 | p99 | granting p50 | p99 | wakes late p99 | lost |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        for (name, part) in [("as it is", usual), ("50 ms longer", slow)] {
            func middle(_ value: (SlowDiskScenario.Round) -> Double?) -> String {
                median(part.compactMap(value)).short
            }
            let cells = [
                middle { $0.sound.latencies.percentile(0.5) },
                middle { $0.sound.latencies.percentile(0.99) },
                middle { $0.orders.withdrawals.percentile(0.5) },
                middle { $0.orders.withdrawals.percentile(0.99) },
                middle { $0.orders.grants.percentile(0.5) },
                middle { $0.orders.grants.percentile(0.99) },
                middle { $0.orders.machine?.wakes.percentile(0.99) },
                String(part.map(\.orders.lost).reduce(0, +)),
            ]
            lines.append("| \(name) | \(cells.joined(separator: " | ")) |")
        }
        return lines
    }

    // MARK: Parts

    private var usual: [SlowDiskScenario.Round] { rounds.filter { !$0.isSlow } }
    private var slow: [SlowDiskScenario.Round] { rounds.filter(\.isSlow) }

    /// The relay's p99 with the delay against that without, in neighbouring rounds.
    private var ratios: [Double] {
        var ratios: [Double] = []
        for first in stride(from: 0, to: rounds.count - 1, by: 2) {
            let (one, other) = (rounds[first], rounds[first + 1])
            let (usual, slow) = one.isSlow ? (other, one) : (one, other)
            guard let above = slow.sound.latencies.percentile(0.99),
                let below = usual.sound.latencies.percentile(0.99)
            else { continue }
            ratios.append(above / below)
        }
        return ratios
    }
}
