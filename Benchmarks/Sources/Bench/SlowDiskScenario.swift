import Foundation

/// The same court while every fsync takes 50 ms longer: the relay must not notice, and what takes away must not wait.
struct SlowDiskScenario {
    static let delayMilliseconds = 50
    /// What is asked of withdrawing orders meanwhile, in milliseconds, for 99 of 100.
    static let goalMilliseconds = 50.0

    /// A speaker's packet goes to the three others.
    static let receiversPerPacket = 3

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
                loop, stream, isSlow: isSlow, seconds: size.roundSeconds, seed: UInt64(100 + number)
            )
            rounds.append(round)
            progress("slow disk: \(isSlow ? "50 ms" : "0 ms"): \(round.line)")
        }
        try disk.slowDown(milliseconds: 0)
        return SlowDiskReport(
            size: size, rate: rate, rounds: rounds, fastSync: fast, slowSync: slow,
            delayedSyncs: try disk.delayedSyncs()
        ).findings
    }

    private static func connect(_ live: [LoadedHearing]) throws -> SoundStream {
        for person in live.flatMap(\.people) { try person.peer.connect() }
        return SoundStream(
            speakers: live.flatMap { [$0.people[2].peer, $0.people[3].peer] },
            listeners: live.flatMap { [$0.people[0].peer, $0.people[1].peer] },
            receiversPerPacket: Self.receiversPerPacket)
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
}

extension SlowDiskScenario.Round {
    /// Packets that reached nobody.
    var missing: Int { sound.sent * SlowDiskScenario.receiversPerPacket - sound.received }

    /// For the terminal.
    var line: String {
        let relay = sound.latencies
        return "relay p50 \(relay.percentile(0.5).short) p99 \(relay.percentile(0.99).short) ms "
            + "(\(sound.received) packets, missing \(missing), broken \(sound.broken), "
            + "sender late \(sound.senderLag.short) ms), \(orders.line)"
    }
}
