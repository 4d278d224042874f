// swift-tools-version: 6.3
import PackageDescription

/// The settings of the root package.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "yunting-benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "yunting", path: ".."),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .target(
            name: "CPeer",
            linkerSettings: [
                .linkedLibrary("ssl"), .linkedLibrary("crypto"), .linkedLibrary("srtp2"),
            ]),
        .executableTarget(
            name: "Bench",
            dependencies: [
                "CPeer",
                .product(name: "Court", package: "yunting"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
    ]
)
