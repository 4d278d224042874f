import Foundation
import Testing

@testable import Yunting

@Suite("Configuration of the server")
struct ConfigurationTests {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Config/yunting.yaml")

    private func load(_ yaml: String, _ environment: [String: String] = [:]) async throws
        -> ServerConfiguration
    {
        let path = NSTemporaryDirectory() + "/yunting-\(UUID().uuidString).yaml"
        try yaml.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await ServerConfiguration.load(file: path, environment: environment)
    }

    private func sentence(_ yaml: String, _ environment: [String: String] = [:]) async -> String? {
        do {
            _ = try await load(yaml, environment)
            return nil
        } catch { return "\(error)" }
    }

    @Test("without file and environment all is as by default")
    func defaults() async throws {
        #expect(
            try await ServerConfiguration.load(file: nil, environment: [:]) == ServerConfiguration()
        )
    }

    @Test("what is printed is read back as the same")
    func roundTrip() async throws {
        var changed = ServerConfiguration()
        changed.court.name = "\"Quoted\" \\ 法院: # - [x]\tand\u{1} more"
        changed.http.origins = ["https://a.example", "https://b.example:444"]
        changed.http.names = ["court.example", "192.0.2.1"]
        changed.media.advertise = ["192.0.2.7", "2001:db8::1"]
        changed.media.workers = 7
        changed.hearing.linkHours = 9
        changed.hearing.scripts = "/srv/scripts"
        changed.court.timeZone = "Asia/Urumqi"
        changed.staff.sessionDays = 3
        changed.limits.bodyBytes = 5000
        changed.log.level = "debug"
        changed.dataDirectory = "/srv/data"
        changed.keysDirectory = "/srv/database-keys"
        #expect(try await load(changed.yaml) == changed)
        #expect(try await load(ServerConfiguration().yaml) == ServerConfiguration())
    }

    @Test("the environment goes before the file")
    func environment() async throws {
        let configuration = try await load(
            "http:\n  port: 1000\n  origins: [\"https://a.example\"]\n",
            [
                "YUNTING_HTTP_PORT": "2000",
                "YUNTING_HTTP_ORIGINS": "https://b.example,https://c.example",
                "YUNTING_HEARING_BENCH_GRACE_SECONDS": "33", "YUNTING_E2E": "1", "PATH": "/bin",
            ])
        #expect(configuration.http.port == 2000)
        #expect(configuration.http.origins == ["https://b.example", "https://c.example"])
        #expect(configuration.hearing.benchGraceSeconds == 33)
    }

    @Test(
        "mistakes are named with key, value and range",
        arguments: [
            ("media:\n  workers: 99\n", "media.workers: 99 is not in 0…64 (threads)"),
            ("http:\n  port: many\n", "http.port: \"many\" is not a whole number"),
            ("http:\n  port: 70000\n", "http.port: 70000 is not in 1…65535 (TCP port)"),
            ("http:\n  prot: 1\n", "http.prot is no key; did you mean http.port?"),
            ("htp:\n  port: 1\n", "htp.port is no key; did you mean http.port?"),
            ("zzzzzzzz: 1\n", "zzzzzzzz is no key"),
            ("http:\n  host: localhost\n", "http.host: \"localhost\" is not an IP address"),
            ("http:\n  port: [1]\n", "http.port: one value is wanted, not a list"),
            (
                "http:\n  origins: https://a.example\n",
                "http.origins: a list is wanted: [https://a.example]"
            ),
            (
                "http:\n  origins: [\"http://a.example\"]\n",
                "http.origins: \"http://a.example\" is not an origin such as https://court.example:8443"
            ),
            (
                "http:\n  certificate: a.pem\n",
                "http.certificate and http.key: one is set without the other"
            ),
            ("http:\n  names: []\n", "http.names: at least one name is wanted, for the links"),
            (
                "log:\n  level: loud\n",
                "log.level: \"loud\" is none of trace, debug, info, notice, warning, error, critical"
            ),
            (
                "keys:\n  directory: ./data/keys\n",
                "keys.directory: ./data/keys lies in data.directory (./data)"
            ),
            (
                "court:\n  timeZone: Asia/Atlantis\n",
                "court.timeZone: \"Asia/Atlantis\" is no time zone such as Asia/Shanghai"
            ),
            ("staff:\n  sessionDays: 0\n", "staff.sessionDays: 0 is not in 1…3650 (days)"),
            (
                "hearing:\n  benchGraceSeconds: 601\n",
                "hearing.benchGraceSeconds: 601 is not in 0…600 (seconds)"
            ),
            (
                "court:\n  domain: Court\n",
                "court.domain: \"Court\" is not a domain name such as court.example"
            ),
        ])
    func mistakes(yaml: String, expected: String) async {
        #expect(await sentence(yaml) == expected)
    }

    @Test("a file that is missing or no YAML is named")
    func files() async {
        await #expect(throws: ConfigurationError.self) {
            _ = try await ServerConfiguration.load(file: "/nowhere.yaml", environment: [:])
        }
        #expect(await sentence("a: [b") != nil)
        #expect(await sentence("- a\n") != nil)
    }

    @Test("a slip in a variable's name is found")
    func variableSlip() async {
        #expect(
            await sentence("{}", ["YUNTING_HTTP_PROT": "1"])
                == "YUNTING_HTTP_PROT is no key; did you mean YUNTING_HTTP_PORT?")
    }

    @Test("the file in the repository is what the program writes")
    func repositoryFile() throws {
        let text = try String(contentsOf: Self.shipped, encoding: .utf8)
        #expect(text == ServerConfiguration().yaml)
    }
}
