// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

// One direction, kept by the compiler: docs/architecture.md has the drawing.
let package = Package(
    name: "territory",
    products: [
        .library(name: "TerritoryGeometry", targets: ["TerritoryGeometry"]),
        .library(name: "TerritoryKit", targets: ["TerritoryKit"]),
        .library(name: "TerritoryBuild", targets: ["TerritoryBuild"]),
        .executable(name: "territory", targets: ["TerritoryCLI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CSpatialite", pkgConfig: "sqlite3",
            providers: [.apt(["libspatialite-dev", "libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "TerritoryGeometry", swiftSettings: settings),
        .target(name: "TerritoryFormats", dependencies: ["TerritoryGeometry", "CZlib"], swiftSettings: settings),
        .target(
            name: "TerritoryKit",
            dependencies: [
                "TerritoryGeometry", "TerritoryFormats",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .target(
            name: "TerritoryBuild",
            dependencies: [
                "TerritoryGeometry", "TerritoryFormats", "TerritoryKit", "CSpatialite",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings),
        .target(
            name: "TerritoryServer",
            dependencies: [
                "TerritoryGeometry", "TerritoryFormats", "TerritoryKit",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Templates/page.mustache"), .embedInCode("Templates/style.css")],
            swiftSettings: settings),
        .executableTarget(
            name: "TerritoryCLI",
            dependencies: [
                "TerritoryGeometry", "TerritoryFormats", "TerritoryKit", "TerritoryBuild", "TerritoryServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        // What anyone can write with the public API alone.
        .executableTarget(
            name: "Examples", dependencies: ["TerritoryKit"], path: "Examples", packageAccess: false,
            swiftSettings: settings),
        .target(
            name: "TerritoryTestSupport",
            dependencies: [
                "TerritoryGeometry", "TerritoryFormats", "TerritoryKit", "TerritoryBuild",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Tests/TerritoryTestSupport", exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "TerritoryKitTests",
            dependencies: [
                "TerritoryGeometry", "TerritoryFormats", "TerritoryKit", "TerritoryBuild", "TerritoryTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Overlay/Golden"],
            swiftSettings: settings),
        .testTarget(
            name: "TerritoryServerTests",
            dependencies: [
                "TerritoryServer", "TerritoryGeometry", "TerritoryFormats", "TerritoryKit", "TerritoryTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TerritoryCLITests",
            dependencies: [
                "TerritoryCLI", "Examples", "TerritoryGeometry", "TerritoryFormats", "TerritoryKit", "TerritoryBuild",
                "TerritoryTestSupport",
            ],
            exclude: ["Golden"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
