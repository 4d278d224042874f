import Configuration
import Foundation
import Synchronization

extension ServerConfiguration {
    /// Variables of the environment that set keys begin so: `YUNTING_HTTP_PORT` is `http.port`.
    private static let environmentPrefix = "YUNTING_"

    /// The defaults, changed by the YAML file, changed by the environment.
    static func load(file: String?) async throws(ConfigurationError) -> ServerConfiguration {
        try await load(file: file, environment: ProcessInfo.processInfo.environment)
    }

    /// The same with a given environment.
    static func load(
        file: String?, environment: [String: String]
    ) async throws(ConfigurationError) -> ServerConfiguration {
        let settings = settings()
        let variables = EnvironmentVariablesProvider(environmentVariables: environment)
        try checkNames(environment, settings)
        var providers: [any ConfigProvider] = [variables.prefixKeys(with: "yunting")]
        if let file { providers.append(try await provider(of: file, settings)) }
        let reader = ConfigReader(providers: providers)
        var configuration = ServerConfiguration()
        for setting in settings { try setting.read(reader, &configuration) }
        try configuration.checkCombinations()
        return configuration
    }

    /// The file's values; an unknown key in it is an error.
    private static func provider(
        of file: String, _ settings: [Setting]
    ) async throws(ConfigurationError) -> any ConfigProvider {
        // The provider asks of every key in the file whether it is secret: so the keys become
        // known, which it offers no other way to list.
        let found = KeyList()
        let options = YAMLSnapshot.ParsingOptions(
            secretsSpecifier: .dynamic { key, _ in
                found.add(key)
                return false
            })
        let provider: FileProvider<YAMLSnapshot>
        do {
            let place = InMemoryProvider(values: ["filePath": .init(.string(file), isSecret: false)]
            )
            provider = try await FileProvider(
                parsingOptions: options, config: ConfigReader(provider: place))
        } catch {
            throw .file(path: file, reason: "\(error)")
        }
        let known = settings.map(\.key)
        for key in found.sorted where !known.contains(key) {
            throw .unknownKey(key, nearest: Spelling.nearest(to: key, among: known))
        }
        return provider
    }

    /// A variable that is nearly the name of a key is a slip; others may be somebody else's.
    private static func checkNames(
        _ environment: [String: String], _ settings: [Setting]
    ) throws(ConfigurationError) {
        let known = settings.map { variable(of: $0.key) }
        for name in environment.keys.sorted() where name.hasPrefix(environmentPrefix) {
            guard !known.contains(name), let nearest = Spelling.nearest(to: name, among: known)
            else {
                continue
            }
            throw .unknownKey(name, nearest: nearest)
        }
    }

    /// The environment variable of a key: `hearing.linkHours` is `YUNTING_HEARING_LINK_HOURS`.
    static func variable(of key: String) -> String {
        environmentPrefix
            + key.reduce(into: "") { name, character in
                if character.isUppercase { name.append("_") }
                name.append(character == "." ? "_" : Character(character.uppercased()))
            }
    }

    private func checkCombinations() throws(ConfigurationError) {
        guard http.certificate.isEmpty == http.key.isEmpty else {
            throw .combination("http.certificate and http.key: one is set without the other")
        }
        guard http.names.isEmpty == false else {
            throw .combination("http.names: at least one name is wanted, for the links")
        }
        let (data, keys) = (Self.absolute(dataDirectory), Self.absolute(keysDirectory))
        guard keys != data, !keys.hasPrefix(data + "/") else {
            throw .combination(
                "keys.directory: \(keysDirectory) lies in data.directory (\(dataDirectory))")
        }
    }

    private static func absolute(_ path: String) -> String {
        URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
            .trimmingSuffix(while: { $0 == "/" })
    }
}

extension String {
    fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return text
    }
}

/// Keys as they are met, from whatever thread.
private final class KeyList: Sendable {
    private let keys = Mutex<Set<String>>([])

    func add(_ key: String) { keys.withLock { _ = $0.insert(key) } }

    var sorted: [String] { keys.withLock { $0.sorted() } }
}
