import Synchronization

/// The service thread's side of a connection.
extension WebSocketConnection {
    /// What to write next.
    enum Step {
        case wait
        case send(OutboundMessage)
        case close(Closing)
    }

    /// The largest message that is taken now.
    var messageLimit: Int {
        state.withLock { $0.messageBytesMax }
    }

    /// Hands over a received message; false if no more may be read for now.
    func deliver(_ message: String) -> Bool {
        let (reader, readsOn) = state.withLock { state in
            guard !state.isClosed, state.closing == nil else { return (nil as Reader?, true) }
            if let reader = state.reader.take() { return (reader, true) }
            state.inbound.append(message)
            state.inboundBytes += message.utf8.count
            return (nil, state.hasRoom(limits))
        }
        reader?.resume(returning: message)
        return readsOn
    }

    /// True if reading may go on.
    var hasRoom: Bool {
        state.withLock { $0.hasRoom(limits) }
    }

    /// Takes the next thing to write.
    func nextStep() -> Step {
        state.withLock { state in
            if let closing = state.closing, !closing.flushes || state.outbound.isEmpty {
                return .close(closing)
            }
            guard !state.outbound.isEmpty else { return .wait }
            let message = state.outbound.removeFirst()
            state.outboundBytes -= message.count
            return .send(message)
        }
    }

    /// True if the server wants the connection closed.
    var isClosing: Bool {
        state.withLock { $0.closing != nil }
    }

    /// True if it closes because the reader is too slow.
    var isOverflowed: Bool {
        state.withLock { $0.isOverflowed }
    }

    /// The client broke a rule: the connection ends with this code.
    func fail(code: WebSocketCloseCode, reason: String) {
        state.withLock { state in
            guard !state.isClosed, state.closing == nil else { return }
            state.closing = Closing(code: code, reason: reason, flushes: false)
        }
        end()
    }

    /// The connection ends: nothing more comes, nothing more is sent.
    ///
    /// What had arrived can be read.
    func end() {
        let reader = state.withLock { state in
            state.isClosed = true
            state.outbound = []
            state.outboundBytes = 0
            return state.reader.take()
        }
        reader?.resume(returning: nil)
    }

    private typealias Reader = CheckedContinuation<String?, Never>
}

extension WebSocketConnection.State {
    /// True if another message may be read from the socket.
    func hasRoom(_ limits: GatewayLimits) -> Bool {
        inbound.count < limits.inboundMessagesMax && inboundBytes < limits.messageBytesMax
    }
}
