import Synchronization

/// A value that tests wait on: no sleeping, no polling.
final class Watched<State: Sendable>: Sendable {
    private struct Box {
        var state: State
        /// Each takes a state and is done when it answers true.
        var waiters: [@Sendable (State) -> Bool] = []
    }

    private let box: Mutex<Box>

    init(_ state: State) { box = Mutex(Box(state: state)) }

    var value: State { box.withLock { $0.state } }

    /// Changes the value and wakes whoever waited for what it is now.
    @discardableResult
    func update<Result>(_ body: (inout State) -> Result) -> Result where Result: Sendable {
        box.withLock { box in
            let result = body(&box.state)
            let state = box.state
            box.waiters.removeAll { $0(state) }
            return result
        }
    }

    /// What `find` finds, now or as soon as it is there.
    func first<Found: Sendable>(_ find: @escaping @Sendable (State) -> Found?) async -> Found {
        await withCheckedContinuation { continuation in
            let found = box.withLock { box -> Found? in
                if let found = find(box.state) { return found }
                box.waiters.append { state in
                    guard let found = find(state) else { return false }
                    continuation.resume(returning: found)
                    return true
                }
                return nil
            }
            if let found { continuation.resume(returning: found) }
        }
    }

    /// Returns as soon as it holds.
    func until(_ holds: @escaping @Sendable (State) -> Bool) async {
        await first { holds($0) ? () : nil }
    }
}
