import CPeer
import Foundation
import Media
import Synchronization

/// Orders that arrive by a plan of their own, whether the court keeps up or not.
///
/// Latencies count from the planned moment, so that a court that stalls is charged for all that waited (no coordinated
/// omission). Arrivals are a Poisson stream: steady in the mean, with the bursts of many independent judges.
final class OpenLoop: Sendable {
    /// How long is waited for the effects of the last orders, in nanoseconds.
    private static let afterwards: UInt64 = 2_000_000_000
    /// An order is signed this long before it is due, in nanoseconds.
    private static let signingLead: Int64 = 400_000

    private struct State {
        /// How far each hearing is in the cycle of orders.
        var places: [Int]
        var withdrawals: [Int64] = []
        var grants: [Int64] = []
        var handOvers: [Int64] = []
        var generatorNanoseconds: UInt64 = 0
    }

    private let court: LoadedCourt
    private let hearings: [LoadedHearing]
    private let state: Mutex<State>

    init(court: LoadedCourt, hearings: [LoadedHearing]) {
        self.court = court
        self.hearings = hearings
        state = Mutex(State(places: Array(repeating: 0, count: hearings.count)))
    }

    /// Gives orders for some seconds at a mean rate per second, spread over all hearings.
    func run(rate: Double, seconds: Double, seed: UInt64) async throws -> LoadOutcome {
        var (outcome, machine): (LoadOutcome, Yardstick) = try await Yardstick.beside(court.folder)
        {
            await load(rate: rate, seconds: seconds, seed: seed)
        }
        outcome.machine = machine
        return outcome
    }

    private func load(rate: Double, seconds: Double, seed: UInt64) async -> LoadOutcome {
        let before = Usage(of: court.database)
        _ = court.media.takeLost()
        state.withLock { state in
            (state.withdrawals, state.grants, state.handOvers) = ([], [], [])
        }
        let plan = Self.plan(rate: rate, seconds: seconds, seed: seed)
        await withCheckedContinuation { continuation in
            let thread = Thread { [self] in
                give(plan)
                continuation.resume()
            }
            thread.qualityOfService = .userInteractive
            thread.start()
        }
        let used = Usage(of: court.database).since(before)
        try? await Task.sleep(nanoseconds: Self.afterwards)
        let lost = court.media.takeLost()
        return state.withLock { state in
            LoadOutcome(
                withdrawals: Latencies(state.withdrawals), grants: Latencies(state.grants),
                given: plan.count, lost: lost, handOver: Latencies(state.handOvers), used: used,
                generatorCores: Double(state.generatorNanoseconds) / 1e9 / used.seconds)
        }
    }

    /// Moments after the start, in nanoseconds.
    private static func plan(rate: Double, seconds: Double, seed: UInt64) -> [Int64] {
        var generator = SplitMix(state: seed)
        var moments: [Int64] = []
        var time = 0.0
        while true {
            time -= log(1 - Double.random(in: 0..<1, using: &generator)) / rate
            guard time < seconds else { return moments }
            moments.append(Int64(time * 1e9))
        }
    }

    /// Runs on a thread of its own.
    private func give(_ plan: [Int64]) {
        let start = Instant.now().nanoseconds + 5_000_000
        let cpu = thread_cpu_ns()
        let order = hearings.indices.shuffled()
        for (number, moment) in plan.enumerated() {
            let due = start + moment
            sleep_until(UInt64(due - Self.signingLead))
            let place = order[number % order.count]
            let next = state.withLock { state in
                defer { state.places[place] += 1 }
                return LoadedOrder.cycle[state.places[place] % LoadedOrder.cycle.count]
            }
            say(next, in: hearings[place], due: due)
        }
        let spent = thread_cpu_ns() - cpu
        state.withLock { $0.generatorNanoseconds = spent }
    }

    private func say(_ order: LoadedOrder, in hearing: LoadedHearing, due: Int64) {
        let text = hearing.order(order)
        let change = WatchedMedia.Change(
            source: hearing.people[order.target.rawValue - 1].endpoint, medium: order.medium,
            granted: !order.isWithdrawal)
        court.media.await(change, intended: due, isWithdrawal: order.isWithdrawal) {
            [self] isWithdrawal, nanoseconds in
            state.withLock { state in
                if isWithdrawal {
                    state.withdrawals.append(nanoseconds)
                } else {
                    state.grants.append(nanoseconds)
                }
            }
        }
        sleep_until(UInt64(due))
        hearing.judge.line.say(text)
        let late = Instant.now().nanoseconds - due
        state.withLock { $0.handOvers.append(late) }
    }
}
