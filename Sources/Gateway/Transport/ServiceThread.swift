import CWebSockets
import Logging

/// The thread that runs libwebsockets: all its callbacks, connections and limits are here.
///
/// Everything in it is used on that one thread. The parts: accepting (`+Accepting`), requests and
/// their answers (`+Requests`, `+Responses`), WebSockets (`+WebSocket`), and the routing of
/// callbacks (`+Callback`). `@safe`: its one pointer is the virtual host, which lives as long as
/// `run`.
@safe
final class ServiceThread {
    let setup: ServiceLoop.Setup
    let mailbox: TransportMailbox
    let jobs: AsyncStream<ServiceLoop.Job>.Continuation

    var connections: [UInt64: Connection] = [:]
    var listeners: [UInt64: (wsi: Wsi, descriptor: Int32)] = [:]
    var addresses: AddressTable
    var nextID: UInt64 = 1
    /// Set once the gateway stops: what is left then is cut.
    var stopsAt: ContinuousClock.Instant?
    /// What a listener's callbacks open connections on.
    var vhost: OpaquePointer?

    var limits: GatewayLimits { setup.limits }
    var counters: CounterBoard { setup.counters }
    var logger: Logger { setup.logger }
    var now: ContinuousClock.Instant { .now }

    init(
        _ setup: ServiceLoop.Setup, mailbox: TransportMailbox,
        jobs: AsyncStream<ServiceLoop.Job>.Continuation
    ) {
        self.setup = setup
        self.mailbox = mailbox
        self.jobs = jobs
        addresses = AddressTable(limits: setup.limits)
    }

    /// Runs until stopped; `started` is called once, with the error if there is one.
    func run(started: (GatewayError?) -> Void) {
        TransportLog.install(logger)
        let context: TransportContext
        do throws(GatewayError) {
            context = try TransportContext(
                owner: self, limits: limits, subprotocol: setup.handshake.subprotocol)
            unsafe vhost = try context.makeVhost()
            try openListeners()
        } catch {
            return started(error)
        }
        unsafe mailbox.attach(context.handle)
        started(nil)
        while !isFinished, context.service() {}
        unsafe mailbox.attach(nil)
        context.destroy()
    }

    /// True when the gateway stops and nothing is left to do, or the time for that is over.
    private var isFinished: Bool {
        guard let stopsAt else { return false }
        return now >= stopsAt || connections.values.allSatisfy(\.isCut)
    }

    /// Does what tasks have asked for.
    func takeMail() {
        let mail = mailbox.take()
        if mail.stops, stopsAt == nil { beginStop() }
        for id in mail.woken {
            guard let connection = connections[id], let wsi = connection.wsi else { continue }
            switch connection.phase {
            case .answering where !connection.isHeld:
                goOnWriting(connection, wsi)
            case .webSocket: wakeWebSocket(connection, wsi)
            default: break
            }
        }
    }

    private func beginStop() {
        stopsAt = now + limits.shutdownTimeout
        for listener in listeners.values { listener.wsi.cut() }
        for connection in connections.values {
            switch connection.phase {
            case .webSocket(let session):
                session.connection.close(code: .goingAway, reason: "the server goes down")
            // The connection is closed when the answer is written.
            case .answering, .lingering, .upgrading: break
            case .idle, .receiving:
                connection.isCut = true
                connection.wsi?.cut()
            }
        }
    }
}
