// swift-tools-version: 6.2
import PackageDescription

/// One program for each reader: libFuzzer makes up the bytes and keeps those that reach new code.
let readers = ["CSV", "NDJSON", "GeoJSON", "YAML", "Blob", "Locator", "Expression", "CommandLine"]

/// What the compiler takes for the name of the repository’s package: that of its folder.
let repository = Context.packageDirectory.split(separator: "/").dropLast().last.map { folder in
    String(folder.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
}

// The fewest libraries that have the reader: a fuzzer is sooner built.
let geometry = Target.Dependency.product(name: "TerritoryGeometry", package: "territory")
let kit = Target.Dependency.product(name: "TerritoryKit", package: "territory")
let build = Target.Dependency.product(name: "TerritoryBuild", package: "territory")
let parser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
func dependencies(of reader: String) -> [Target.Dependency] {
    switch reader {
    case "YAML": [kit, build]
    case "CommandLine": ["TerritoryCommand", parser]
    default: [geometry, kit]
    }
}

// A package of its own, since these programs only link with `-sanitize=fuzzer` (see `make fuzz`). The readers are not
// public: `@testable` reaches them, and asks for `-enable-testing` when the package is built.
let package = Package(
    name: "Fuzzing",
    dependencies: [
        .package(name: "territory", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        // The command is a program, which no other package can import: its sources are compiled once more (a link), as a
        // part of the repository’s package. libFuzzer has the main function.
        .target(
            name: "TerritoryCommand",
            dependencies: [geometry, kit, build, parser, .product(name: "Logging", package: "swift-log")],
            path: "Sources/TerritoryCommand", packageAccess: false,
            swiftSettings: [
                // Those of the repository’s package.
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .unsafeFlags([
                    "-package-name", repository ?? "territory", "-Xfrontend", "-entry-point-function-name",
                    "-Xfrontend",
                    "territory_main",
                ])
            ])
    ]
        + readers.map { reader in
            .executableTarget(
                name: "Fuzz\(reader)", dependencies: dependencies(of: reader), path: "Sources/\(reader)",
                swiftSettings: [.unsafeFlags(["-parse-as-library"])])
        },
    swiftLanguageModes: [.v6]
)
