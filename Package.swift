// swift-tools-version: 6.3
import PackageDescription

/// The one set of compiler settings, for every target of ours (STYLE: strict, warnings are errors).
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

/// A library target of ours under `Sources/`, with the strict settings.
func module(
    _ name: String, path: String? = nil, _ dependencies: [Target.Dependency] = [],
    exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: path ?? "Sources/\(name)", exclude: exclude,
        resources: resources, swiftSettings: strict)
}

/// A test target of ours under `Tests/`, with the strict settings.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strict)
}

let package = Package(
    name: "yunting",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "yunting", targets: ["Yunting"]),
        // What a program that holds hearings without the gateway needs: the benchmarks.
        .library(
            name: "Court", targets: ["Hearing", "Media", "Evidence", "Storage", "Services"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C libraries, bottom of the house.
        .systemLibrary(
            name: "COpenSSL", path: "Sources/COpenSSL", pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CSRTP", path: "Sources/CSRTP", pkgConfig: "libsrtp2",
            providers: [.apt(["libsrtp2-dev"])]),
        .systemLibrary(
            name: "COpus", path: "Sources/COpus", pkgConfig: "opus",
            providers: [.apt(["libopus-dev"])]),
        .systemLibrary(
            name: "CWebSockets", path: "Sources/CWebSockets", pkgConfig: "libwebsockets",
            providers: [.apt(["libwebsockets-dev"])]),
        .target(name: "CLinux", path: "Sources/CLinux"),

        // Pure cores: no clock, no files, no sockets (but for Media/Run).
        module("Media", path: "Media", ["COpenSSL", "CSRTP", "COpus", "CLinux"]),
        module("Hearing", exclude: ["RIGHTS.md"]),
        module("Evidence", ["COpenSSL"], exclude: ["FORMAT.md"]),
        module("Signaling", ["Hearing", "Media", "Evidence"], exclude: ["PROTOCOL.md"]),

        // Services around them.
        module(
            "Storage",
            [
                "Evidence", "CLinux", "COpenSSL", logging,
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        module(
            "Gateway",
            [
                "CWebSockets", "COpenSSL", logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        module(
            "Services",
            [
                "Hearing", "Media", "Evidence", "Signaling", "Storage", "COpenSSL", "CLinux",
                logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Yams", package: "Yams"),
            ], resources: [.embedInCode("openapi.yaml")]),
        .executableTarget(
            name: "Yunting",
            dependencies: [
                "Hearing", "Media", "Evidence", "Signaling", "Storage", "Services", "Gateway",
                logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], path: "Sources/Yunting", swiftSettings: strict),

        // Tests.
        module("TestKit", path: "Tests/TestKit", ["Media", "COpenSSL", "CSRTP"]),
        tests("MediaTests", ["Media", "TestKit", "COpenSSL", "CSRTP"]),
        tests("HearingTests", ["Hearing", "TestKit"]),
        tests("EvidenceTests", ["Evidence", "TestKit"]),
        tests("SignalingTests", ["Signaling", "Hearing", "Media", "Evidence", "TestKit"]),
        tests(
            "StorageTests",
            ["Storage", "Evidence", "TestKit", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            "GatewayTests",
            [
                "Gateway", "TestKit", "COpenSSL", logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        tests("YuntingTests", ["Yunting"]),
        tests(
            "ServicesTests",
            ["Services", "Hearing", "Media", "Evidence", "Signaling", "Storage", "TestKit"]),
        tests(
            "ScenarioTests",
            ["Services", "Hearing", "Media", "Evidence", "Signaling", "Storage", "TestKit"]),
        tests("TidyTests", []),
    ]
)
