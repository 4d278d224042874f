import Synchronization

/// One open WebSocket: what it received, and what is to be sent.
///
/// All of it may be called from any task. The service thread is the other party; see
/// `WebSocketConnection+Transport.swift`.
public final class WebSocketConnection: Sendable, Identifiable {
    /// Why ``send(_:)`` took nothing.
    public enum SendError: Error, Equatable {
        /// The connection is closed, or closes.
        case closed
        /// The reader left too much unread; the connection is being closed with 4008.
        case tooSlow
    }

    /// The connection's number, unique while the process lives.
    public let id: UInt64
    /// The client's address.
    public let remoteAddress: RemoteAddress

    let limits: GatewayLimits
    let wake: @Sendable () -> Void
    let state: Mutex<State>

    /// What both parties share.
    struct State {
        var messageBytesMax: Int
        /// Received, not yet taken by the application; bounded by `inboundMessagesMax` and
        /// `messageBytesMax` of the limits, beyond which reading stops.
        var inbound: [String] = []
        var inboundBytes = 0
        var reader: CheckedContinuation<String?, Never>?
        /// To be sent, with the room that libwebsockets needs in front; bounded by
        /// `outboundBytesMax`.
        var outbound: [OutboundMessage] = []
        var outboundBytes = 0
        var isOverflowed = false
        var closing: Closing?
        var isClosed = false
    }

    /// How the server wants to close.
    struct Closing: Sendable {
        var code: WebSocketCloseCode
        var reason: String
        /// Send what is queued first.
        var flushes: Bool
    }

    init(
        id: UInt64, remoteAddress: RemoteAddress, limits: GatewayLimits,
        wake: @escaping @Sendable () -> Void
    ) {
        self.id = id
        self.remoteAddress = remoteAddress
        self.limits = limits
        self.wake = wake
        state = Mutex(State(messageBytesMax: limits.messageBytes))
    }

    /// The received text messages; ends when the connection does.
    ///
    /// One reader at a time.
    public var messages: WebSocketMessages {
        WebSocketMessages(connection: self)
    }

    /// Queues `text` for sending, after everything queued before.
    ///
    /// Does not wait. If the client leaves more than `outboundBytesMax` unread the connection is
    /// closed with 4008 and what was queued is dropped.
    public func send(_ text: String) throws(SendError) {
        let failure = state.withLock { state -> SendError? in
            if state.isOverflowed { return .tooSlow }
            guard !state.isClosed, state.closing == nil else { return .closed }
            let message = OutboundMessage(text)
            guard state.outboundBytes + message.count <= limits.outboundBytesMax else {
                state.overflow()
                return .tooSlow
            }
            state.outbound.append(message)
            state.outboundBytes += message.count
            return nil
        }
        if failure != .closed { wake() }
        if let failure { throw failure }
    }

    /// Closes the connection after what is queued has been sent; the first call counts.
    ///
    /// `reason` is cut to 123 bytes (RFC 6455 §5.5). ``messages`` ends at once.
    public func close(code: WebSocketCloseCode = .normal, reason: String = "") {
        let reader = state.withLock { state -> CheckedContinuation<String?, Never>? in
            guard !state.isClosed, state.closing == nil else { return nil }
            state.closing = Closing(code: code, reason: reason, flushes: true)
            state.dropInbound()
            return state.reader.take()
        }
        reader?.resume(returning: nil)
        wake()
    }

    /// The code and reason with which the server closed it, for a broken rule too; nil while it is
    /// open, or when the client ended it or was lost.
    public var serverClosing: (code: WebSocketCloseCode, reason: String)? {
        state.withLock { state in state.closing.map { ($0.code, $0.reason) } }
    }

    /// Sets the largest message that is taken from now on, in bytes, up to the gateway's bound.
    public func allowMessages(upTo bytes: Int) {
        state.withLock { $0.messageBytesMax = min(max(bytes, 0), limits.messageBytesMax) }
    }

    /// The next message, waiting for it.
    func nextMessage() async -> String? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (answer, resumes) = state.withLock { $0.take(for: continuation) }
                if let answer { continuation.resume(returning: answer.message) }
                if resumes { wake() }
            }
        } onCancel: {
            state.withLock { $0.reader.take() }?.resume(returning: nil)
        }
    }
}

extension WebSocketConnection.State {
    /// An answer to a reader: a message, or the end.
    struct Answer {
        let message: String?
    }

    /// Gives the reader a message or the end, else keeps it waiting.
    ///
    /// `resumes` says that reading from the socket, which had stopped, may go on.
    mutating func take(
        for continuation: CheckedContinuation<String?, Never>
    ) -> (answer: Answer?, resumes: Bool) {
        precondition(reader == nil, "one task reads the messages of a connection")
        if !inbound.isEmpty {
            let message = inbound.removeFirst()
            inboundBytes -= message.utf8.count
            return (Answer(message: message), true)
        }
        if isClosed || closing != nil || Task.isCancelled { return (Answer(message: nil), false) }
        reader = continuation
        return (nil, false)
    }

    mutating func overflow() {
        isOverflowed = true
        outbound = []
        outboundBytes = 0
        closing = .init(code: .rateLimited, reason: "too slow", flushes: false)
    }

    mutating func dropInbound() {
        inbound = []
        inboundBytes = 0
    }
}
