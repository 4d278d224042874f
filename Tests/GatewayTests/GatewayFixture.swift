import Foundation
import Gateway
import Glibc
import Hummingbird
import Logging
import Synchronization

/// A running gateway on a loopback port of the kernel's choice.
struct GatewayFixture: Sendable {
    let gateway: Gateway
    let accepted: AcceptedConnections
    var port: UInt16 { gateway.port }

    /// Directories that were made; they are removed when the tests are over.
    private static let directories = Mutex<[String]>([])

    /// A directory of its own for every call.
    static func directory() -> String {
        directories.withLock { directories in
            if directories.isEmpty { atexit { GatewayFixture.removeDirectories() } }
            let path = "/tmp/yunting-gateway-tests-\(getpid())-\(directories.count)"
            directories.append(path)
            unsafe mkdir(path, 0o700)
            return path
        }
    }

    private static func removeDirectories() {
        for path in directories.withLock({ $0 }) {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// Runs `body` against a gateway with these routes; echoes WebSocket messages unless told
    /// otherwise.
    static func run<T: Sendable>(
        limits: GatewayLimits = GatewayLimits(),
        page: String? = nil,
        origins: [String] = [],
        routes: (Router<GatewayContext>) -> Void = { _ in },
        accept: @escaping Gateway.Accept = Self.echo,
        _ body: @escaping @Sendable (GatewayFixture) async throws -> T
    ) async throws -> T {
        let router = Router(context: GatewayContext.self)
        routes(router)
        let content = try page.map { try StaticContent(directory: $0) }
        let settings = GatewaySettings(
            hosts: ["127.0.0.1"], port: 0,
            certificate: .selfSigned(directory: directory(), names: []),
            origins: origins, limits: limits)
        let accepted = AcceptedConnections()
        let gateway = try Gateway(
            settings: settings,
            responder: GatewayResponder(router: router, page: content, strictTransport: false),
            accept: { connection in
                accepted.add(connection)
                await accept(connection)
            }, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let fixture = GatewayFixture(gateway: gateway, accepted: accepted)
        let running = Task { try await gateway.run() }
        let result: Result<T, any Error>
        do { result = .success(try await body(fixture)) } catch { result = .failure(error) }
        running.cancel()
        try await running.value
        return try result.get()
    }

    @Sendable
    static func echo(_ connection: WebSocketConnection) async {
        for await message in connection.messages {
            try? connection.send(message)
        }
    }
}

/// The connections that a gateway has accepted, to wait for.
final class AcceptedConnections: Sendable {
    private let all = Mutex<[WebSocketConnection]>([])
    private let (stream, continuation) = AsyncStream.makeStream(of: WebSocketConnection.self)

    func add(_ connection: WebSocketConnection) {
        all.withLock { $0.append(connection) }
        continuation.yield(connection)
    }

    /// The next connection that was accepted.
    func next() async -> WebSocketConnection? {
        for await connection in stream { return connection }
        return nil
    }
}
