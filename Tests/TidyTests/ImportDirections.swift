import Testing

/// Imports go one way (ARCHITECTURE, *Modules*): what stands lower never knows what stands above.
@Suite("Imports go one way")
struct ImportDirections {
    /// Every module of ours may import only these modules of ours and of the system.
    static let allowed: [(folder: String, modules: Set<String>)] = [
        ("Media/Run", ["COpenSSL", "CSRTP", "COpus", "CLinux", "Glibc", "Synchronization"]),
        ("Media", ["COpenSSL", "CSRTP", "COpus", "CLinux", "Glibc", "Synchronization"]),
        ("Sources/Hearing", []),
        ("Sources/Evidence", ["COpenSSL"]),
        ("Sources/Signaling", ["Hearing", "Media", "Evidence"]),
        (
            "Sources/Storage",
            [
                "Evidence", "CLinux", "COpenSSL", "GRDB", "Logging", "Foundation", "Glibc",
                "Synchronization",
            ]
        ),
        (
            "Sources/Gateway",
            [
                "CWebSockets", "COpenSSL", "Logging", "Hummingbird", "HTTPTypes", "NIOCore",
                "ServiceLifecycle", "Foundation", "Glibc", "Synchronization",
            ]
        ),
        (
            "Sources/Services",
            [
                "Hearing", "Media", "Evidence", "Signaling", "Storage", "COpenSSL", "CLinux",
                "Logging",
                "Hummingbird", "HTTPTypes", "NIOCore", "Foundation", "Glibc", "Synchronization",
                "Yams",
            ]
        ),
    ]

    @Test("a module imports only what stands below it", arguments: allowed.map(\.folder))
    func direction(folder: String) throws {
        let rule = try #require(Self.allowed.first { $0.folder == folder })
        let files = SourceTree.swift.filter { $0.path.hasPrefix(folder + "/") }
        #expect(!files.isEmpty, "no Swift files under \(folder): was it moved?")
        for file in files {
            for name in file.imports where !rule.modules.contains(name) {
                Issue.record(
                    "\(file.path) imports \(name); \(folder) may import \(rule.modules.sorted())")
            }
        }
    }
}
