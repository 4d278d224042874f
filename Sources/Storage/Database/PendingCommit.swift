internal import Synchronization

/// A write on its way to the disk.
///
/// It is durable once `value()` returns, and not before.
public final class PendingCommit<Value: Sendable>: Sendable {
    private enum State {
        /// Not settled; the value is known once the write ran inside its transaction.
        case waiting(Value?, [CheckedContinuation<Result<Value, StorageError>, Never>])
        case settled(Result<Value, StorageError>)
    }

    private let state = Mutex(State.waiting(nil, []))

    init() {}

    /// Waits until the write is durable, or was refused, or failed.
    public func value() async throws(StorageError) -> Value {
        try await withCheckedContinuation { continuation in
            let settled = state.withLock { state -> Result<Value, StorageError>? in
                switch state {
                case .settled(let result): return result
                case .waiting(let value, let waiters):
                    state = .waiting(value, waiters + [continuation])
                    return nil
                }
            }
            if let settled { continuation.resume(returning: settled) }
        }.get()
    }

    /// Keeps what the write gave, until its transaction is durable.
    func hold(_ value: Value) {
        state.withLock { state in
            guard case .waiting(_, let waiters) = state else { return }
            state = .waiting(value, waiters)
        }
    }

    /// Tells everybody who waits: the held value, or the error.
    func settle(_ error: StorageError?) {
        let (result, waiters) = state.withLock { state in
            guard case .waiting(let value, let waiters) = state else {
                preconditionFailure("a write is settled once")
            }
            let result: Result<Value, StorageError> =
                if let error { .failure(error) } else if let value { .success(value) } else {
                    preconditionFailure("a write that did not fail has a value")
                }
            state = .settled(result)
            return (result, waiters)
        }
        for waiter in waiters { waiter.resume(returning: result) }
    }
}
