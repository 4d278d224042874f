import CWebSockets
import Synchronization

/// What tasks tell the service thread: which connections have something to do, and when to stop.
///
/// Bounded: a connection is listed once, however often it is woken.
final class TransportMailbox: Sendable {
    /// What was in the mailbox.
    struct Contents {
        var woken: Set<UInt64> = []
        var stops = false
    }

    // `@unchecked Sendable` for the pointer, which is used under the lock alone, for
    // `lws_cancel_service`, the one call that libwebsockets allows from other threads.
    @safe
    private struct State: @unchecked Sendable {
        var contents = Contents()
        /// The libwebsockets context to wake; nil before it is there and after.
        var context: OpaquePointer?
        var isSignalled = false

        mutating func signal() {
            guard !isSignalled, let context = unsafe context else { return }
            isSignalled = true
            unsafe lws_cancel_service(context)
        }
    }

    private let state = Mutex(State())

    /// Wakes the connection with that number.
    func wake(_ connection: UInt64) {
        post { $0.woken.insert(connection) }
    }

    /// Asks the service thread to stop.
    func stop() {
        post { $0.stops = true }
    }

    /// Wakes the service thread so that it looks at its deadline.
    func nudge() {
        post { _ in }
    }

    /// Empties the mailbox; service thread only.
    func take() -> Contents {
        state.withLock { state in
            state.isSignalled = false
            defer { state.contents = Contents(stops: state.contents.stops) }
            return state.contents
        }
    }

    /// Says which context is to be woken from now on; nil before it is destroyed.
    func attach(_ context: OpaquePointer?) {
        state.withLock { state in
            unsafe state.context = context
            state.isSignalled = false
            state.signal()
        }
    }

    private func post(_ change: (inout Contents) -> Void) {
        state.withLock { state in
            change(&state.contents)
            state.signal()
        }
    }
}
