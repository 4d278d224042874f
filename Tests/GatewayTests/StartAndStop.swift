import Gateway
import Glibc
import Hummingbird
import Logging
import ServiceLifecycle
import Testing

@Suite("Starting and stopping")
struct StartAndStop {
    private func gateway(_ settings: GatewaySettings) throws -> Gateway {
        let router = Router(context: GatewayContext.self)
        return try Gateway(
            settings: settings,
            responder: GatewayResponder(router: router, page: nil, strictTransport: false),
            accept: { _ in },
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    private func ownCertificate() -> GatewaySettings.Certificate {
        .selfSigned(directory: GatewayFixture.directory(), names: ["court.example"])
    }

    @Test("a port in use is an error that names it")
    func portInUse() throws {
        let first = try gateway(
            GatewaySettings(hosts: ["127.0.0.1"], port: 0, certificate: ownCertificate()))
        #expect(throws: GatewayError.portInUse(host: "127.0.0.1", port: first.port)) {
            try gateway(
                GatewaySettings(
                    hosts: ["127.0.0.1"], port: first.port, certificate: ownCertificate()))
        }
    }

    @Test("an address that is none, or not ours, is an error that names it")
    func address() {
        #expect(throws: GatewayError.addressInvalid(host: "nonsense")) {
            try gateway(
                GatewaySettings(hosts: ["nonsense"], port: 0, certificate: ownCertificate()))
        }
        #expect(throws: GatewayError.addressNotAvailable(host: "192.0.2.1")) {
            try gateway(
                GatewaySettings(hosts: ["192.0.2.1"], port: 0, certificate: ownCertificate()))
        }
    }

    @Test("missing, broken, swapped and foreign files of the operator are told apart")
    func files() throws {
        let directories = [GatewayFixture.directory(), GatewayFixture.directory()]
        for directory in directories {
            _ = try gateway(
                GatewaySettings(
                    hosts: ["127.0.0.1"], port: 0,
                    certificate: .selfSigned(directory: directory, names: [])))
        }
        let (chain, key) = (directories[0] + "/gateway.pem", directories[0] + "/gateway.key")
        let other = directories[1] + "/gateway.key"
        func error(_ chain: String, _ key: String) -> GatewayError? {
            do throws(any Error) {
                _ = try gateway(
                    GatewaySettings(
                        hosts: ["127.0.0.1"], port: 0, certificate: .files(chain: chain, key: key)))
                return nil
            } catch { return error as? GatewayError }
        }
        #expect(error(chain, key) == nil)
        #expect(error(chain, other) == .keyMismatch(chain: chain, key: other))
        #expect(
            error(chain, "/nowhere")
                == .fileUnreadable(path: "/nowhere", error: "ENOENT (No such file or directory)"))
        guard case .certificateInvalid(key, _) = error(key, key) else {
            Issue.record("a key is no certificate")
            return
        }
        guard case .keyInvalid(chain, _) = error(chain, chain) else {
            Issue.record("a certificate is no key")
            return
        }
    }

    @Test("the gateway's own certificate is made once, its key readable by the owner alone")
    func selfSigned() throws {
        let directory = GatewayFixture.directory() + "/deeper/still"
        let settings = GatewaySettings(
            hosts: ["127.0.0.1"], port: 0,
            certificate: .selfSigned(directory: directory, names: ["court.example", "192.0.2.9"]))
        let first = try gateway(settings).certificateFingerprint
        #expect(try gateway(settings).certificateFingerprint == first)
        #expect(first.count == 95)
        var status = stat()
        #expect(unsafe stat(directory + "/gateway.key", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        // Another name: a new certificate.
        var changed = settings
        changed.certificate = .selfSigned(directory: directory, names: ["other.example"])
        #expect(try gateway(changed).certificateFingerprint != first)
    }

    @Test("TLS 1.3 and 1.2 are spoken, the names are in the certificate, HTTP/2 is never chosen")
    func tls() async throws {
        try await GatewayFixture.run { fixture in
            try await onThread {
                let client = try TLSClient(port: fixture.port, alpn: ["h2", "http/1.1"])
                #expect(client.chosenProtocol == "http/1.1")
                #expect(client.version == "TLSv1.3")
                #expect(client.certificateNames("localhost"))
                #expect(!client.certificateNames("other.example"))
                let onlyH2 = try TLSClient(port: fixture.port, alpn: ["h2"])
                #expect(onlyH2.chosenProtocol == "")
            }
        }
    }

    @Test(
        "a graceful shutdown closes WebSockets with 1001, answers what runs, and refuses the rest")
    func shutdown() async throws {
        let (entered, entry) = AsyncStream.makeStream(of: Void.self)
        let router = Router(context: GatewayContext.self)
        let (go, release) = AsyncStream.makeStream(of: Void.self)
        router.get("slow") { _, _ in
            entry.yield()
            for await _ in go { break }
            return "done"
        }
        let gateway = try Gateway(
            settings: GatewaySettings(hosts: ["127.0.0.1"], port: 0, certificate: ownCertificate()),
            responder: GatewayResponder(router: router, page: nil, strictTransport: false),
            accept: GatewayFixture.echo,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let group = ServiceGroup(
            services: [gateway],
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let running = Task { try await group.run() }
        let port = gateway.port
        let socket = Task {
            try await onThread {
                let client = try WebSocketClient(port: port)
                try client.send("hello")
                _ = try client.next()
                entry.yield()
                return try client.readClose().closeCode
            }
        }
        let request = Task {
            try await onThread { try TLSClient(port: port).get("/slow").text }
        }
        var count = 0
        for await _ in entered {
            count += 1
            if count == 2 { break }
        }
        let clock = ContinuousClock()
        let begin = clock.now
        await group.triggerGracefulShutdown()
        #expect(try await socket.value == 1001)
        release.yield()
        #expect(try await request.value == "done")
        try await running.value
        #expect(clock.now - begin < .seconds(5))
        #expect(throws: TLSClient.Failure.self) { try TLSClient(port: port) }
    }

    @Test("a shutdown does not wait for clients that stay")
    func stubbornClient() async throws {
        var limits = GatewayLimits()
        limits.shutdownTimeout = .milliseconds(500)
        let settings = GatewaySettings(
            hosts: ["127.0.0.1"], port: 0, certificate: ownCertificate(), limits: limits)
        let router = Router(context: GatewayContext.self)
        let gateway = try Gateway(
            settings: settings,
            responder: GatewayResponder(router: router, page: nil, strictTransport: false),
            accept: GatewayFixture.echo,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let running = Task { try await gateway.run() }
        let held = try await onThread { Held(try WebSocketClient(port: gateway.port).tls) }
        let clock = ContinuousClock()
        let begin = clock.now
        running.cancel()
        try await running.value
        #expect(clock.now - begin < .seconds(2))
        held.release()
    }
}
