public import Hummingbird
public import Logging
public import ServiceLifecycle
import Synchronization

/// The only transport: one HTTPS port for the page, the HTTP API and the WebSocket.
///
/// libwebsockets carries TLS, HTTP/1.1 and WebSocket on a thread of its own; a Hummingbird
/// responder answers the requests, `accept` talks over each WebSocket. HTTP/2 is never negotiated.
public final class Gateway: Service {
    /// Talks over a WebSocket; the connection is closed with 1000 when it returns.
    public typealias Accept = @Sendable (WebSocketConnection) async -> Void

    private let loop: ServiceLoop
    private let requests: RequestRunner
    private let accept: Accept
    private let identity: TLSIdentity
    private let counters: CounterBoard
    private let hasRun = Atomic(false)

    /// The TCP port that clients connect to.
    public let port: UInt16

    /// Reads or makes the certificate and binds the port, so that every fault of the settings shows
    /// here.
    ///
    /// Connections wait in the kernel until ``run()``.
    ///
    /// - Parameters:
    ///   - settings: addresses, port, certificate, limits.
    ///   - responder: answers HTTP requests, such as `router.buildResponder()`.
    ///   - webSocketPath: the path of the WebSocket.
    ///   - subprotocol: the WebSocket subprotocol that a client must offer.
    ///   - accept: talks over one WebSocket.
    ///   - logger: for connections at debug level, faults of the transport above.
    public init(
        settings: GatewaySettings,
        responder: some HTTPResponder<GatewayContext>,
        webSocketPath: String = "/signal",
        subprotocol: String = "yunting.v1",
        accept: @escaping Accept,
        logger: Logger
    ) throws(GatewayError) {
        identity =
            switch settings.certificate {
            case .selfSigned(let directory, let names):
                try SelfSignedCertificate(directory: directory, names: names).identity()
            case .files(let chain, let key):
                try TLSIdentity.load(chain: chain, key: key)
            }
        var listeners: [ListeningSocket] = []
        for host in settings.hosts {
            // With port 0 the first address chooses for all.
            let port = listeners.first?.port ?? settings.port
            listeners.append(try ListeningSocket(host: host, port: port))
        }
        guard let first = listeners.first else { throw .addressInvalid(host: "") }
        port = first.port
        let handshake = WebSocketHandshake(
            path: webSocketPath, subprotocol: subprotocol, origins: settings.origins)
        let counters = CounterBoard()
        self.counters = counters
        loop = ServiceLoop(
            ServiceLoop.Setup(
                listeners: listeners, identity: identity, handshake: handshake,
                limits: settings.limits, counters: counters, logger: logger))
        requests = RequestRunner(
            responder: responder, limits: settings.limits, counters: counters, logger: logger)
        self.accept = accept
    }

    /// SHA-256 of the certificate, `AB:CD:…`, as browsers show it.
    public var certificateFingerprint: String { identity.fingerprint }

    /// True if the certificate is the gateway's own, so that no browser knows its issuer.
    public var isSelfSigned: Bool { identity.isSelfSigned }

    /// What has been done and refused until now.
    public func reading() -> GatewayCounters {
        counters.reading
    }

    /// Serves until the task is cancelled or the service group shuts down gracefully.
    ///
    /// Then no connection is accepted any more, WebSockets are closed with 1001, running requests
    /// are answered, and what is left after `shutdownTimeout` is cut.
    public func run() async throws {
        guard !hasRun.exchange(true, ordering: .relaxed) else { throw GatewayError.alreadyRun }
        let jobs = try await loop.start()
        await withTaskCancellationOrGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await job in jobs {
                    group.addTask { await self.perform(job) }
                }
                group.cancelAll()
            }
        } onCancelOrGracefulShutdown: {
            self.loop.shutDown()
        }
    }

    private func perform(_ job: ServiceLoop.Job) async {
        switch job {
        case .request(let request, let exchange):
            await requests.answer(request, on: exchange)
        case .webSocket(let connection):
            await accept(connection)
            connection.close(code: .normal)
        }
    }
}
