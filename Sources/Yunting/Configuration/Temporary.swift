extension ServerConfiguration {
    static func load(file: String?) async throws -> ServerConfiguration { ServerConfiguration() }
    var yaml: String { "" }
}
