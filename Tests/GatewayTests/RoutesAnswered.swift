import Gateway
import HTTPTypes
import Hummingbird
import Testing

@Suite("HTTP requests are answered by the router")
struct RoutesAnswered {
    private static func routes(_ router: Router<GatewayContext>) {
        router.get("hello") { _, _ in "hello" }
        router.get("who") { _, context in "\(context.remoteAddress.host) \(context.connection)" }
        router.get("query") { request, _ in "\(request.uri.path)?\(request.uri.query ?? "")" }
        router.get("fields") { request, _ in
            [.authorization, .accept, .userAgent, .cookie].map { request.headers[$0] ?? "-" }
                .joined(separator: "|") + "|\(request.head.authority ?? "-")"
        }
        router.post("echo") { request, context in
            var request = request
            return Response(
                status: .ok,
                body: ResponseBody(
                    byteBuffer: try await request.collectBody(upTo: context.maxUploadSize)))
        }
        router.get("large") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody(byteBuffer: ByteBuffer(repeating: 0x61, count: 3_000_000)))
        }
        router.get("chunks") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    for number in 0..<100 {
                        try await writer.write(ByteBuffer(string: "line \(number)\n"))
                    }
                    try await writer.finish(nil)
                })
        }
        router.get("short") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody(contentLength: 10) { writer in
                    try await writer.write(ByteBuffer(string: "12345"))
                    try await writer.finish(nil)
                })
        }
        router.get("throws") { _, _ -> String in throw Nonsense() }
        router.get("teapot") { _, _ -> String in throw HTTPError(.conflict, message: "taken") }
        router.get("split") { _, _ in
            Response(status: .ok, headers: [.location: "/a\r\nSet-Cookie: a=b"])
        }
    }

    private struct Nonsense: Error {}

    private func withClient(_ body: @escaping @Sendable (TLSClient) throws -> Void) async throws {
        try await GatewayFixture.run(routes: Self.routes) { fixture in
            try await onThread { try body(try TLSClient(port: fixture.port)) }
        }
    }

    @Test("a GET is answered with status, type, length and body, and the connection is kept")
    func get() async throws {
        try await withClient { client in
            for _ in 0..<3 {
                let answer = try client.get("/hello")
                #expect(answer.status == 200)
                #expect(answer.text == "hello")
                #expect(answer["content-length"] == "5")
                #expect(answer["content-type"] == "text/plain; charset=utf-8")
                #expect(answer["date"]?.hasSuffix(" GMT") == true)
                #expect(answer["connection"] == nil)
            }
        }
    }

    @Test("of pipelined requests the first is answered, then the connection is closed")
    func pipeline() async throws {
        try await withClient { client in
            let first = "GET /query?n=1 HTTP/1.1\r\nHost: h\r\n\r\n"
            let second = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
            try client.write(first + second)
            try #expect(client.readAnswer().text == "/query?n=1")
            #expect(throws: TLSClient.Failure.closed) { try client.readAnswer() }
        }
    }

    @Test("the router sees address, query, fields and authority")
    func request() async throws {
        try await withClient { client in
            try #expect(client.get("/who").text.hasPrefix("127.0.0.1 "))
            try #expect(
                client.get("/query?a=1&b=%E4%BA%91&c=d%26e+f").text
                    == "/query?a=1&b=%E4%BA%91&c=d%26e%20f")
            let fields = "Authorization: Bearer abc\r\nUser-Agent: t\r\nAccept: */*\r\n"
            try #expect(
                client.get("/fields", fields: fields).text == "Bearer abc|*/*|t|-|localhost")
        }
    }

    @Test(
        "bodies of every length come through",
        arguments: [0, 1, 1000, 16_384, 16_385, 500_000, 1 << 20])
    func body(length: Int) async throws {
        try await withClient { client in
            let body = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let head = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: \(length)\r\n\r\n"
            for _ in 0..<2 {
                let answer = try client.exchange(head, body: body)
                #expect(answer.status == 200)
                #expect(answer.body == body)
            }
        }
    }

    @Test("a client that waits for 100 Continue gets it")
    func expectContinue() async throws {
        try await withClient { client in
            let head =
                "POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
            try #expect(client.exchange(head).status == 100)
            try #expect(client.exchange("abc").text == "abc")
        }
    }

    @Test("a large body is written with back-pressure, a body of unknown length in chunks")
    func bodies() async throws {
        try await withClient { client in
            let large = try client.get("/large")
            #expect(large.body == [UInt8](repeating: 0x61, count: 3_000_000))
            let chunked = try client.get("/chunks")
            #expect(chunked["transfer-encoding"] == "chunked")
            #expect(chunked.text == (0..<100).map { "line \($0)\n" }.joined())
            try #expect(client.get("/hello").text == "hello")
        }
    }

    @Test("HTTP/1.0 gets no chunks and a closed connection")
    func oldVersion() async throws {
        try await withClient { client in
            let answer = try client.exchange("GET /chunks HTTP/1.0\r\n\r\n")
            #expect(answer["transfer-encoding"] == nil)
            #expect(answer["connection"] == "close")
            #expect(answer.text.hasSuffix("line 99\n"))
        }
    }

    @Test("HEAD is answered like GET without the body")
    func head() async throws {
        try await withClient { client in
            let answer = try client.get("/hello", method: "HEAD")
            #expect(answer.status == 200)
            #expect(answer["content-length"] == "5")
            try #expect(client.get("/hello").text == "hello")
        }
    }

    @Test("unknown paths give 404, known ones with another method 405 and what is allowed")
    func notFound() async throws {
        try await withClient { client in
            try #expect(client.get("/nowhere").status == 404)
            let answer = try client.get("/hello", method: "DELETE")
            #expect(answer.status == 405)
            #expect(answer["allow"] == "GET")
            try #expect(client.get("/echo").status == 405)
        }
    }

    @Test("errors of handlers become answers: their own, else 500")
    func errors() async throws {
        try await withClient { client in
            try #expect(client.get("/teapot").status == 409)
            try #expect(client.get("/throws").status == 500)
            try #expect(client.get("/hello").text == "hello")
        }
    }

    @Test("a line break in a response field never reaches the wire")
    func injection() async throws {
        try await withClient { client in
            let answer = try client.get("/split")
            #expect(answer["set-cookie"] == nil)
        }
    }

    @Test("a response shorter than announced breaks the connection off")
    func shortResponse() async throws {
        try await withClient { client in
            #expect(throws: TLSClient.Failure.closed) { try client.get("/short") }
        }
    }

    @Test("API answers carry the fields that keep a browser from doing anything with them")
    func securityFields() async throws {
        try await withClient { client in
            let answer = try client.get("/hello")
            #expect(answer["x-content-type-options"] == "nosniff")
            #expect(answer["referrer-policy"] == "no-referrer")
            #expect(answer["cache-control"] == "no-store")
            #expect(
                answer["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'")
            #expect(answer["strict-transport-security"] == nil)
            #expect(answer["server"] == nil)
        }
    }

    @Test("Connection: close is heeded")
    func close() async throws {
        try await withClient { client in
            let answer = try client.get("/hello", fields: "Connection: close\r\n")
            #expect(answer["connection"] == "close")
            #expect(throws: TLSClient.Failure.closed) { try client.get("/hello") }
        }
    }
}
