import Glibc
import Logging

/// Starts the service thread and talks to it.
final class ServiceLoop: Sendable {
    /// Work that the service thread hands to tasks.
    enum Job: Sendable {
        case request(ReceivedRequest, HTTPExchange)
        case webSocket(WebSocketConnection)
    }

    /// What the service thread needs to know.
    struct Setup: Sendable {
        let listeners: [ListeningSocket]
        let identity: TLSIdentity
        let handshake: WebSocketHandshake
        let limits: GatewayLimits
        let counters: CounterBoard
        let logger: Logger
    }

    private let setup: Setup
    private let mailbox = TransportMailbox()

    init(_ setup: Setup) {
        self.setup = setup
    }

    /// Starts the thread.
    ///
    /// Jobs come until it has ended; they are as many as there are connections at most, since a
    /// connection has one request at a time.
    func start() async throws(GatewayError) -> AsyncStream<Job> {
        let (jobs, continuation) = AsyncStream.makeStream(of: Job.self)
        let failure = await withCheckedContinuation {
            (started: CheckedContinuation<GatewayError?, Never>) in
            let (setup, mailbox) = (setup, mailbox)
            let isRunning = PlainThread.start(name: "gateway") {
                let thread = ServiceThread(setup, mailbox: mailbox, jobs: continuation)
                thread.run { started.resume(returning: $0) }
                continuation.finish()
            }
            if !isRunning { started.resume(returning: .transportFailed(reason: "no thread")) }
        }
        if let failure { throw failure }
        return jobs
    }

    /// Stops accepting, closes what is open, and cuts the rest after `shutdownTimeout`.
    func shutDown() {
        mailbox.stop()
        let (timeout, mailbox) = (setup.limits.shutdownTimeout, mailbox)
        Task.detached {
            try? await Task.sleep(for: timeout)
            mailbox.nudge()
        }
    }
}
