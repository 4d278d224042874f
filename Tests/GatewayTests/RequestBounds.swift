import Gateway
import Hummingbird
import Testing

@Suite("Requests stay inside their bounds")
struct RequestBounds {
    private static func routes(_ router: Router<GatewayContext>) {
        router.get("hello") { _, _ in "hello" }
        router.post("echo") { request, _ in
            Response(
                status: .ok,
                body: ResponseBody(byteBuffer: try await request.body.collect(upTo: 1 << 20)))
        }
    }

    private func with(
        _ limits: GatewayLimits = GatewayLimits(),
        _ body: @escaping @Sendable (GatewayFixture) throws -> Void
    ) async throws {
        try await GatewayFixture.run(limits: limits, routes: Self.routes) { fixture in
            try await onThread { try body(fixture) }
        }
    }

    @Test("a body beyond the bound gives 413, also when it is on its way already")
    func largeBody() async throws {
        var limits = GatewayLimits()
        limits.bodyBytesMax = 1000
        try await with(limits) { fixture in
            for length in [1001, 200_000] {
                let client = try TLSClient(port: fixture.port)
                let answer = try client.exchange(
                    "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: \(length)\r\n\r\n",
                    body: [UInt8](repeating: 0x61, count: length))
                #expect(answer.status == 413)
                #expect(answer["connection"] == "close")
            }
            let client = try TLSClient(port: fixture.port)
            let head = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"
            try #expect(
                client.exchange(head, body: [UInt8](repeating: 0x61, count: 1000)).status == 200)
            #expect(fixture.gateway.reading().refused[.bodyTooLarge] == 2)
        }
    }

    @Test("a body that comes too slowly ends the connection")
    func slowBody() async throws {
        var limits = GatewayLimits()
        limits.bodyTimeout = .milliseconds(1)
        limits.headerTimeout = .seconds(1)
        try await with(limits) { fixture in
            let client = try TLSClient(port: fixture.port)
            try client.write("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n")
            #expect(throws: TLSClient.Failure.closed) { try client.readAnswer() }
        }
    }

    @Test("a head that never ends ends the connection")
    func slowHead() async throws {
        var limits = GatewayLimits()
        limits.headerTimeout = .seconds(1)
        try await with(limits) { fixture in
            let client = try TLSClient(port: fixture.port)
            try client.write("GET /hello HTTP/1.1\r\nHost: h\r\n")
            #expect(throws: TLSClient.Failure.closed) { try client.readAnswer() }
        }
    }

    @Test("an idle connection is closed")
    func idle() async throws {
        var limits = GatewayLimits()
        limits.idleTimeout = .seconds(1)
        try await with(limits) { fixture in
            let client = try TLSClient(port: fixture.port)
            try #expect(client.get("/hello").status == 200)
            #expect(try client.readToEnd() == [])
        }
    }

    @Test("a head beyond the bound ends the connection")
    func largeHead() async throws {
        var limits = GatewayLimits()
        limits.headerBytesMax = 4096
        try await with(limits) { fixture in
            let client = try TLSClient(port: fixture.port)
            let field = "Cookie: \(String(repeating: "a", count: 3000))\r\n"
            try #expect(client.get("/hello", fields: field).status == 200)
            #expect(throws: TLSClient.Failure.closed) {
                try client.get("/hello", fields: field + field.replacing("Cookie", with: "X-Other"))
            }
        }
    }

    @Test("requests beyond the rate get 429 with the time to wait, then the connection serves on")
    func rate() async throws {
        var limits = GatewayLimits()
        limits.requests = .init(perSecond: 0.01, burst: 3)
        try await with(limits) { fixture in
            let client = try TLSClient(port: fixture.port)
            for _ in 0..<3 { try #expect(client.get("/hello").status == 200) }
            for _ in 0..<2 {
                let answer = try client.get("/hello")
                #expect(answer.status == 429)
                #expect(answer.text.hasPrefix(#"{"error":{"code":"rate.limited""#))
                #expect(Int(answer["retry-after"] ?? "").map { (90...100).contains($0) } == true)
            }
            #expect(throws: WebSocketClient.Refused.self) {
                try WebSocketClient(port: fixture.port)
            }
            #expect(fixture.gateway.reading().refused[.requestRate] == 3)
        }
    }

    @Test("connections beyond the cap of an address are refused, and their places come back")
    func connectionsPerAddress() async throws {
        var limits = GatewayLimits()
        limits.connectionsPerAddressMax = 3
        try await with(limits) { fixture in
            var clients = try (0..<3).map { _ in try TLSClient(port: fixture.port) }
            #expect(throws: TLSClient.Failure.handshake) { try TLSClient(port: fixture.port) }
            #expect(fixture.gateway.reading().refused[.addressFull] == 1)
            let gone = clients.removeLast()
            _ = try gone.get("/hello", fields: "Connection: close\r\n")
            _ = try gone.readToEnd()
            gone.close()
            var client = try? TLSClient(port: fixture.port)
            while client == nil { client = try? TLSClient(port: fixture.port) }
            try #expect(client?.get("/hello").status == 200)
        }
    }

    @Test("connections beyond the total cap are refused")
    func connectionsInAll() async throws {
        var limits = GatewayLimits()
        limits.connectionsMax = 2
        try await with(limits) { fixture in
            let clients = try (0..<2).map { _ in try TLSClient(port: fixture.port) }
            #expect(throws: TLSClient.Failure.handshake) { try TLSClient(port: fixture.port) }
            #expect(fixture.gateway.reading().refused[.connectionsFull] == 1)
            for client in clients { try #expect(client.get("/hello").status == 200) }
        }
    }

    @Test("a reader that never reads does not hold its response in memory for ever")
    func neverReads() async throws {
        var limits = GatewayLimits()
        limits.responseTimeout = .seconds(1)
        let (ended, continuation) = AsyncStream.makeStream(of: Bool.self)
        try await GatewayFixture.run(
            limits: limits,
            routes: { router in
                router.get("endless") { _, _ in
                    Response(
                        status: .ok,
                        body: ResponseBody { writer in
                            defer { continuation.yield(true) }
                            while true {
                                try await writer.write(ByteBuffer(repeating: 0, count: 65_536))
                            }
                        })
                }
            }
        ) { fixture in
            let client = try await onThread {
                let client = try TLSClient(port: fixture.port)
                try client.write("GET /endless HTTP/1.1\r\nHost: h\r\n\r\n")
                return Held(client)
            }
            for await _ in ended { break }
            client.release()
        }
    }
}

/// Keeps a client open across tasks; `@unchecked`: it is not used meanwhile.
final class Held: @unchecked Sendable {
    private var client: TLSClient?
    init(_ client: TLSClient) { self.client = client }
    func release() { client = nil }
}
