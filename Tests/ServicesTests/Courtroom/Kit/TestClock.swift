import Media
import Services
import Synchronization

/// Both clocks of a court in virtual time: they move when the test says so.
final class TestClock: Sendable {
    private struct Sleeper {
        let id: Int
        let until: Int64
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var nanoseconds: Int64 = 0
        var wallStep: Int64 = 0
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
        var nextID = 0
        /// Waits up to this long are over at once.
        var skipped: Int64 = 0
        var observers: [CheckedContinuation<Void, Never>] = []
    }

    private static let monoStart: Int64 = 8_123_456_789_000
    private static let wallStart: Int64 = 1_790_000_000_000_000
    private let state = Mutex(State())

    /// What the server gets.
    var clocks: Clocks {
        Clocks(now: { self.now }, wait: { await self.wait($0) })
    }

    var now: Moment {
        state.withLock { state in
            Moment(
                wallMicroseconds: Self.wallStart + state.nanoseconds / 1_000,
                instant: Instant(nanoseconds: Self.monoStart + state.nanoseconds))
        }
    }

    /// Lets time pass, and wakes whoever waited for it.
    func advance(milliseconds: Int64) {
        let due = state.withLock { state in
            state.nanoseconds += milliseconds * 1_000_000
            let now = state.nanoseconds
            let due = state.sleepers.filter { $0.until <= now }
            state.sleepers.removeAll { $0.until <= now }
            return due.sorted { $0.until < $1.until }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Returns as soon as somebody waits for time to pass.
    func isAwaited() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.isEmpty { state.observers.append(continuation) }
                return !state.sleepers.isEmpty
            }
            if isThere { continuation.resume() }
        }
    }

    /// From now on waits up to this long are over at once, and those under way as well.
    func skip(milliseconds: Int64) {
        state.withLock { $0.skipped = milliseconds * 1_000_000 }
        advance(milliseconds: milliseconds)
    }

    private func wait(_ duration: Duration) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in suspend(id, duration, continuation) }
        } onCancel: {
            cancel(id)
        }
    }

    private func suspend(
        _ id: Int, _ duration: Duration, _ continuation: CheckedContinuation<Void, Never>
    ) {
        let nanoseconds = Int64(duration / .nanoseconds(1))
        let (isOver, observers) = state.withLock { state in
            if state.cancelled.remove(id) != nil || nanoseconds <= state.skipped {
                return (true, [CheckedContinuation<Void, Never>]())
            }
            state.sleepers.append(
                Sleeper(id: id, until: state.nanoseconds + nanoseconds, continuation: continuation))
            defer { state.observers = [] }
            return (false, state.observers)
        }
        for observer in observers { observer.resume() }
        if isOver { continuation.resume() }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return nil
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume()
    }
}
