import Foundation

/// The same court while every fsync takes 50 ms longer: the relay must not notice, and what takes away must not wait.
struct SlowDiskScenario {
    static let delayMilliseconds = 50
    /// What is asked of withdrawing orders meanwhile, in milliseconds, for 99 of 100.
    static let goalMilliseconds = 50.0

    struct Size: Sendable {
        let hearings: Int
        /// Hearings whose media really flow: two speak, all four listen.
        let live: Int
        /// Rounds without and with the delay, in turn.
        let pairs: Int
        let roundSeconds: Int

        static let full = Size(hearings: 1_000, live: 6, pairs: 5, roundSeconds: 12)
        static let short = Size(hearings: 300, live: 4, pairs: 2, roundSeconds: 5)
    }

    let size: Size
    /// Orders per second.
    let rate: Double
    let folder: URL
    let root: URL

    /// One round.
    struct Round {
        let isSlow: Bool
        let orders: LoadOutcome
        let sound: SoundStream.Outcome
    }

    func run() async throws -> Findings {
        let disk = try DiskSwitch()
        let court = try LoadedCourt(folder: folder, root: root, endpoints: size.hearings * 4)
        let hearings = try await court.open(size.hearings)
        progress("slow disk: \(hearings.count) hearings in session")
        let live = Array(hearings.prefix(size.live))
        let stream = try Self.connect(live)
        // Orders go to the other hearings, so that every packet of the stream is one that may pass.
        let loop = OpenLoop(court: court, hearings: Array(hearings.dropFirst(size.live)))
        let fast = try syncLatencies(in: folder, count: 200)
        try disk.slowDown(milliseconds: Self.delayMilliseconds)
        let slow = try syncLatencies(in: folder, count: 20)
        try disk.slowDown(milliseconds: 0)
        _ = try await round(loop, stream, isSlow: false, seconds: 3, seed: 1)
        var rounds: [Round] = []
        for number in 0..<size.pairs * 2 {
            // Which comes first changes from pair to pair.
            let isSlow = (number % 2 == 1) != (number / 2 % 2 == 1)
            try disk.slowDown(milliseconds: isSlow ? Self.delayMilliseconds : 0)
            try await Task.sleep(for: .milliseconds(500))
            let round = try await round(
                loop, stream, isSlow: isSlow, seconds: size.roundSeconds, seed: UInt64(100 + number))
            rounds.append(round)
            progress("slow disk: \(isSlow ? "50 ms" : "0 ms"): \(round.line)")
        }
        try disk.slowDown(milliseconds: 0)
        return findings(rounds, fast: fast, slow: slow, delayed: try disk.delayedSyncs())
    }

    private static func connect(_ live: [LoadedHearing]) throws -> SoundStream {
        for person in live.flatMap(\.people) { try person.peer.connect() }
        return SoundStream(
            speakers: live.flatMap { [$0.people[2].peer, $0.people[3].peer] },
            listeners: live.flatMap { [$0.people[0].peer, $0.people[1].peer] },
            receiversPerPacket: 3)
    }

    private func round(
        _ loop: OpenLoop, _ stream: SoundStream, isSlow: Bool, seconds: Int, seed: UInt64
    ) async throws -> Round {
        async let orders = loop.run(rate: rate, seconds: Double(seconds), seed: seed)
        let sound = await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: stream.run(seconds: seconds)) }.start()
        }
        return Round(isSlow: isSlow, orders: try await orders, sound: sound)
    }

    // MARK: Telling

    private func findings(
        _ rounds: [Round], fast: Latencies, slow: Latencies, delayed: Int
    ) -> Findings {
        var findings = Findings()
        let (usual, delayedRounds) = (rounds.filter { !$0.isSlow }, rounds.filter(\.isSlow))
        func middle(_ rounds: [Round], _ value: (Round) -> Double?) -> Double? {
            median(rounds.compactMap(value))
        }
        for (name, part) in [("delay0", usual), ("delay50", delayedRounds)] {
            for (label, share) in Self.shares {
                findings.note(
                    "slow_disk", "\(name)_relay_\(label)_ms",
                    middle(part) { $0.sound.latencies.percentile(share) }, "ms")
                findings.note(
                    "slow_disk", "\(name)_withdrawing_\(label)_ms",
                    middle(part) { $0.orders.withdrawals.percentile(share) }, "ms")
                findings.note(
                    "slow_disk", "\(name)_granting_\(label)_ms",
                    middle(part) { $0.orders.grants.percentile(share) }, "ms")
            }
            findings.note(
                "slow_disk", "\(name)_withdrawing_max_ms",
                part.compactMap { $0.orders.withdrawals.worst }.max(), "ms")
            findings.note(
                "slow_disk", "\(name)_relay_missing",
                Double(part.map { $0.sound.sent * 3 - $0.sound.received }.reduce(0, +)), "packets")
            findings.note(
                "slow_disk", "\(name)_lost", Double(part.map(\.orders.lost).reduce(0, +)), "orders")
        }
        let ratios = pairs(rounds).compactMap { pair -> Double? in
            guard let slow = pair.slow.sound.latencies.percentile(0.99),
                let usual = pair.usual.sound.latencies.percentile(0.99)
            else { return nil }
            return slow / usual
        }
        findings.note("slow_disk", "relay_p99_ratio", median(ratios), "ratio")
        for (number, ratio) in ratios.enumerated() {
            findings.note("slow_disk", "pair\(number + 1)_relay_p99_ratio", ratio, "ratio")
        }
        findings.note("slow_disk", "fdatasync_delay0_p50_ms", fast.percentile(0.5), "ms")
        findings.note("slow_disk", "fdatasync_delay50_p50_ms", slow.percentile(0.5), "ms")
        findings.note("slow_disk", "delayed_syncs", Double(delayed), "syncs")
        findings.note("slow_disk", "rate", rate, "orders/s")
        findings.text = text(usual, delayedRounds, ratios: ratios, fast: fast, slow: slow)
        return findings
    }

    /// Neighbouring rounds, one of each kind.
    private func pairs(_ rounds: [Round]) -> [(usual: Round, slow: Round)] {
        var pairs: [(usual: Round, slow: Round)] = []
        for first in stride(from: 0, to: rounds.count - 1, by: 2) {
            let (one, other) = (rounds[first], rounds[first + 1])
            pairs.append(one.isSlow ? (other, one) : (one, other))
        }
        return pairs
    }

    private static let shares: [(String, Double)] = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)]

    private func text(
        _ usual: [Round], _ slow: [Round], ratios: [Double], fast: Latencies, slow slowSync: Latencies
    ) -> String {
        let withdrawing = median(slow.compactMap { $0.orders.withdrawals.percentile(0.99) })
        let isMet = (withdrawing ?? .infinity) <= Self.goalMilliseconds
        let packets = median(usual.map { Double($0.sound.received) })
        var lines = [
            "\(size.hearings) hearings, \(Int(rate)) orders/s; in \(size.live) of them two seats speak and four listen "
                + "over real UDP (\(packets.short) packets received per round of \(size.roundSeconds) s). "
                + "Rounds with and without 50 ms on every fsync and fdatasync of the court's folder in turn, "
                + "\(usual.count) of each, in one process (an fdatasync took \(fast.percentile(0.5).short) ms without, "
                + "\(slowSync.percentile(0.5).short) ms with).",
            "",
            "Relay p99, with ÷ without: **\(median(ratios).short)** (median of the pairs; each: "
                + "\(ratios.map(\.short).joined(separator: ", "))). Withdrawing orders with the delay: "
                + "p99 **\(withdrawing.short) ms** (wanted ≤ \(Self.goalMilliseconds.short) ms: "
                + "\(isMet ? "met" : "not met")).",
            "", "| | relay p50 ms | relay p99 ms | withdrawing p50 | p99 | granting p50 | p99 | lost orders |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for (name, part) in [("as it is", usual), ("50 ms longer", slow)] {
            func middle(_ value: (Round) -> Double?) -> String {
                median(part.compactMap(value)).short
            }
            lines.append(
                "| \(name) | \(middle { $0.sound.latencies.percentile(0.5) }) | "
                    + "\(middle { $0.sound.latencies.percentile(0.99) }) | "
                    + "\(middle { $0.orders.withdrawals.percentile(0.5) }) | "
                    + "\(middle { $0.orders.withdrawals.percentile(0.99) }) | "
                    + "\(middle { $0.orders.grants.percentile(0.5) }) | "
                    + "\(middle { $0.orders.grants.percentile(0.99) }) | "
                    + "\(part.map(\.orders.lost).reduce(0, +)) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension SlowDiskScenario.Round {
    /// For the terminal.
    var line: String {
        "relay p50 \(sound.latencies.percentile(0.5).short) p99 \(sound.latencies.percentile(0.99).short) ms "
            + "(\(sound.received) of \(sound.sent * 3), broken \(sound.broken), "
            + "sender late \(sound.senderLag.short) ms); \(orders.line)"
    }
}
