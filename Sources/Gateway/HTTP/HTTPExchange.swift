import Synchronization

/// One response on its way from the request's task to the service thread.
///
/// Bounded by `bufferMax`: ``write(_:)`` waits while that many bytes stand unsent. Shared by
/// exactly two parties: one task that writes and the service thread that takes.
final class HTTPExchange: Sendable {
    /// The client is gone, or the response was cut off.
    struct Abandoned: Error {}

    /// What the service thread does next.
    enum Step {
        /// Nothing is there yet.
        case wait
        /// These bytes are next on the wire.
        case send([UInt8])
        /// Everything has been taken; whether the connection may be used again.
        case finished(keepsAlive: Bool)
        /// The response broke off; the connection must be cut so that the client notices.
        case broken
    }

    private struct State {
        var pieces: [[UInt8]] = []
        var unsent = 0
        var ended: Ending?
        var abandoned = false
        var writer: CheckedContinuation<Void, Never>?
    }

    private enum Ending {
        case finished(keepsAlive: Bool)
        case broken
    }

    private let state = Mutex(State())
    private let bufferMax: Int
    private let wake: @Sendable () -> Void

    /// An exchange; `wake` tells the service thread that there is something to do.
    init(bufferMax: Int, wake: @escaping @Sendable () -> Void) {
        self.bufferMax = bufferMax
        self.wake = wake
    }

    // MARK: The writing task

    /// Puts bytes on the way; waits until there is room for more.
    func write(_ bytes: [UInt8]) async throws(Abandoned) {
        let full = state.withLock { state in
            guard !state.abandoned else { return false }
            state.pieces.append(bytes)
            state.unsent += bytes.count
            return state.unsent >= bufferMax
        }
        wake()
        if full { await waitForRoom() }
        if state.withLock({ $0.abandoned }) { throw Abandoned() }
    }

    /// Ends the response with these bytes.
    func finish(with bytes: [UInt8], keepsAlive: Bool) {
        end(.finished(keepsAlive: keepsAlive), last: bytes)
    }

    /// Ends the response by cutting the connection.
    func breakOff() {
        end(.broken, last: [])
    }

    private func end(_ ending: Ending, last: [UInt8]) {
        state.withLock { state in
            guard state.ended == nil, !state.abandoned else { return }
            state.ended = ending
            guard !last.isEmpty else { return }
            state.pieces.append(last)
            state.unsent += last.count
        }
        wake()
    }

    private func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let hasRoom = state.withLock { state in
                guard !state.abandoned, state.unsent >= bufferMax else { return true }
                precondition(state.writer == nil, "one task writes a response")
                state.writer = continuation
                return false
            }
            if hasRoom { continuation.resume() }
        }
    }

    // MARK: The service thread

    /// Takes the next thing to do.
    func next() -> Step {
        let (step, writer) = state.withLock { state -> (Step, CheckedContinuation<Void, Never>?) in
            guard state.pieces.isEmpty else {
                let piece = state.pieces.removeFirst()
                state.unsent -= piece.count
                let writer = state.unsent < bufferMax ? state.writer.take() : nil
                return (.send(piece), writer)
            }
            switch state.ended {
            case nil: return (.wait, nil)
            case .finished(let keepsAlive): return (.finished(keepsAlive: keepsAlive), nil)
            case .broken: return (.broken, nil)
            }
        }
        writer?.resume()
        return step
    }

    /// The connection is gone: the writer is let go.
    func abandon() {
        let writer = state.withLock { state in
            state.abandoned = true
            state.pieces = []
            return state.writer.take()
        }
        writer?.resume()
    }
}
