import Gateway
import Hummingbird
import TestKit
import Testing

@Suite("Malformed and hostile requests")
struct MalformedRequests {
    /// The connection was closed without an answer.
    private static let closed = 0

    /// Requests, and the statuses that a client may get.
    private static let requests: [(String, Set<Int>)] = [
        ("GET / HTTP/1.1\r\n\r\n", [400]),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", [400]),
        ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", [400]),
        ("GET / HTTP/1.1\r\nHost: <script>\r\n\r\n", [400]),
        ("GET / HTTP/9.9\r\nHost: h\r\n\r\n", [400]),
        ("GET /\r\nHost: h\r\n\r\n", [400]),
        ("BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n", [403, closed]),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [403, closed]),
        ("GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n", [403, closed]),
        ("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 12a\r\n\r\n", [400]),
        ("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\n", [400]),
        (
            "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            [400]
        ),
        ("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n", [400]),
        ("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", [411]),
        (
            "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            [411]
        ),
        ("POST /x HTTP/1.1\r\nHost: h\r\nExpect: magic\r\nContent-Length: 3\r\n\r\n", [417]),
        ("GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", [403, closed]),
        ("GET / HTTP/1.1\r\nHost: h\r\nAccept: a\u{1}b\r\n\r\n", [400]),
        ("CONNECT other:443 HTTP/1.1\r\nHost: h\r\n\r\n", [closed]),
        (
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
            [closed]
        ),
        (
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: nonsense\r\n\r\n",
            [403, closed]
        ),
        ("GET / HTTP/1.1\r\nHost: h\r\nUpgrade: \r\n\r\n", [200]),
        ("\r\n\r\n\r\n\r\n", [closed]),
        (
            "GET /" + String(repeating: "a", count: 60_000) + " HTTP/1.1\r\nHost: h\r\n\r\n",
            [closed]
        ),
        (
            "GET / HTTP/1.1\r\nHost: h\r\n" + String(repeating: "X-A: b\r\n", count: 5000) + "\r\n",
            [closed]
        ),
        (
            "GET / HTTP/1.1\r\nHost: h\r\n" + String(repeating: "Cookie: b\r\n", count: 2000)
                + "\r\n", [closed]
        ),
        ("GET /?" + String(repeating: "&", count: 300) + " HTTP/1.1\r\nHost: h\r\n\r\n", [closed]),
        (String(repeating: "\0", count: 5000), [closed]),
    ]

    private static func routes(_ router: Router<GatewayContext>) {
        router.get("/") { _, _ in "root" }
        router.post("x") { _, _ in "x" }
    }

    @Test("each is refused or cut off, and the gateway serves on")
    func malformed() async throws {
        try await GatewayFixture.run(routes: Self.routes) { fixture in
            try await onThread {
                for (request, statuses) in Self.requests {
                    let client = try TLSClient(port: fixture.port)
                    // The gateway may cut it off while it is being written.
                    try? client.write(request)
                    let status = (try? client.readAnswer().status) ?? Self.closed
                    #expect(statuses.contains(status), "\(request.prefix(60))")
                }
                let client = try TLSClient(port: fixture.port)
                try #expect(client.get("/").text == "root")
            }
        }
    }

    @Test("a POST without length is one without body, and the connection closes after it")
    func postWithoutLength() async throws {
        try await GatewayFixture.run(routes: Self.routes) { fixture in
            try await onThread {
                let client = try TLSClient(port: fixture.port)
                let answer = try client.exchange("POST /x HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(answer.text == "x")
                #expect(answer["connection"] == "close")
            }
        }
    }

    @Test("random bytes and broken heads never bring the gateway down")
    func mutation() async throws {
        var generator = SeededGenerator(seed: 20_261_121)
        let base = Array(
            "POST /x?a=b HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nAccept: */*\r\n\r\nabcde".utf8)
        var requests: [[UInt8]] = []
        for _ in 0..<300 {
            var request = base
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let index = Int.random(in: 0..<request.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: request[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: request.remove(at: index)
                default: request.insert(UInt8.random(in: 0...255, using: &generator), at: index)
                }
            }
            requests.append(request)
        }
        var limits = GatewayLimits()
        limits.requests = .init(perSecond: 10_000, burst: 10_000)
        let all = requests
        try await GatewayFixture.run(limits: limits, routes: Self.routes) { fixture in
            try await onThread {
                for request in all {
                    let client = try TLSClient(port: fixture.port)
                    try client.write(request)
                }
                let client = try TLSClient(port: fixture.port)
                try #expect(client.get("/").text == "root")
            }
        }
    }

    @Test("200 quick connections, some cut in the handshake, leave nothing behind")
    func quickConnections() async throws {
        try await GatewayFixture.run(routes: Self.routes) { fixture in
            try await onThread {
                for number in 0..<200 {
                    let client = try TLSClient(port: fixture.port)
                    if number % 3 == 0 { try client.write("GET / HT") }
                    if number % 3 == 1 { try #expect(client.get("/").status == 200) }
                }
                while fixture.gateway.reading().connectionsOpen > 0 {
                    let client = try TLSClient(port: fixture.port)
                    _ = try client.get("/", fields: "Connection: close\r\n")
                    _ = try client.readToEnd()
                    if fixture.gateway.reading().connectionsOpen <= 1 { break }
                }
                #expect(fixture.gateway.reading().connectionsAccepted >= 200)
            }
        }
    }
}
