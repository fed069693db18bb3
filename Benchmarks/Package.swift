// swift-tools-version: 6.2
import PackageDescription

// A package of its own: what measures the product never ships with it.
let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "territory", path: "..")],
    targets: [
        .executableTarget(
            name: "InProcess", dependencies: [.product(name: "TerritoryKit", package: "territory")])
    ],
    swiftLanguageModes: [.v6]
)
