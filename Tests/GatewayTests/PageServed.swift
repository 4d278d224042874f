import COpenSSL
import Gateway
import Glibc
import Hummingbird
import Testing

@Suite("The page is served from memory")
struct PageServed {
    /// A small page on disk.
    private static func makePage() -> String {
        let directory = GatewayFixture.directory()
        unsafe mkdir(directory + "/js", 0o700)
        write("<!doctype html><title>t</title>", directory + "/index.html")
        write("export const a = 1;", directory + "/js/main.js")
        write("body{}", directory + "/app.css")
        write("{}", directory + "/app.webmanifest")
        write("secret", directory + "/.hidden.txt")
        write("notes", directory + "/notes.md")
        unsafe symlink("/etc/hostname", directory + "/link.txt")
        return directory
    }

    private static func write(_ text: String, _ path: String) {
        guard let file = unsafe fopen(path, "w") else { return }
        unsafe fputs(text, file)
        unsafe fclose(file)
    }

    private func withClient(_ body: @escaping @Sendable (TLSClient) throws -> Void) async throws {
        try await GatewayFixture.run(
            page: Self.makePage(), routes: { $0.get("api") { _, _ in "api" } }
        ) { fixture in
            try await onThread { try body(try TLSClient(port: fixture.port)) }
        }
    }

    @Test("/ and /j give the page with its policies")
    func index() async throws {
        try await withClient { client in
            for path in ["/", "/j", "/d", "/index.html"] {
                let answer = try client.get(path)
                #expect(answer.status == 200)
                #expect(answer.text == "<!doctype html><title>t</title>")
                #expect(answer["content-type"] == "text/html; charset=utf-8")
                #expect(answer["cache-control"] == "no-cache")
                let policy = try #require(answer["content-security-policy"])
                #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'"))
                #expect(policy.contains("connect-src 'self' wss://localhost;"))
                #expect(
                    policy.hasSuffix("frame-ancestors 'none'; base-uri 'none'; form-action 'none'"))
                #expect(
                    answer["permissions-policy"]
                        == "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self)"
                )
                #expect(answer["x-content-type-options"] == "nosniff")
                #expect(answer["referrer-policy"] == "no-referrer")
            }
        }
    }

    @Test("modules, styles and the manifest have their types")
    func types() async throws {
        try await withClient { client in
            try #expect(
                client.get("/js/main.js")["content-type"] == "text/javascript; charset=utf-8")
            try #expect(client.get("/app.css")["content-type"] == "text/css; charset=utf-8")
            try #expect(
                client.get("/app.webmanifest")["content-type"] == "application/manifest+json")
            try #expect(client.get("/api").text == "api")
        }
    }

    @Test("a known tag gives 304, another one the file")
    func entityTag() async throws {
        try await withClient { client in
            let tag = try #require(try client.get("/js/main.js")["etag"])
            for field in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let answer = try client.get("/js/main.js", fields: "If-None-Match: \(field)\r\n")
                #expect(answer.status == 304)
                #expect(answer["etag"] == tag)
                #expect(answer["cache-control"] == "no-cache")
            }
            try #expect(client.get("/js/main.js", fields: "If-None-Match: \"x\"\r\n").status == 200)
        }
    }

    @Test(
        "nothing but the page's files can be reached",
        arguments: [
            "/.hidden.txt", "/notes.md", "/link.txt", "/../etc/passwd", "/js/../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd", "/js/%2e%2e/.hidden.txt", "/js", "/js/",
            "/index.html%00.js",
            "/..%2fetc/passwd", "/%2e%2e%5cetc", "//etc/passwd",
        ])
    func traversal(path: String) async throws {
        try await withClient { client in
            do {
                let answer = try client.get(path)
                #expect(answer.status == 404 || answer.status == 403 || answer.status == 400)
            } catch TLSClient.Failure.closed {
                // libwebsockets refuses some forms by closing.
            }
        }
    }

    @Test("other methods than GET and HEAD are refused")
    func methods() async throws {
        try await withClient { client in
            let answer = try client.get("/index.html", method: "DELETE")
            #expect(answer.status == 405)
            #expect(answer["allow"] == "GET, HEAD")
            let head = try client.get("/index.html", method: "HEAD")
            #expect(head.status == 200)
            #expect(head["content-length"] == "31")
        }
    }

    @Test("a directory without a page is refused at start")
    func noIndex() {
        let directory = GatewayFixture.directory()
        #expect(throws: StaticContent.LoadError.noIndex(directory: directory)) {
            try StaticContent(directory: directory)
        }
    }
}
