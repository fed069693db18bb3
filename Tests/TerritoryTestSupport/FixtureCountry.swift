import Foundation
public import TerritoryBuild
public import TerritoryKit

/// A small invented country in the files of its publishers, copied to a folder of the test’s own.
///
/// Région 99 (Vallées-d'Orme) has 16 communes in two départements, 20 and 96; its EPCI 200000002 has one member beyond
/// the border, in département 99 of région 20. Five communes more stand for the rest of the country. The communes lie
/// on a grid of tenths of a degree whose south-west corner is 2° E, 44° N:
///
///     96001  96002  96003  96004      96001 has a hole, which is abroad
///     20118  20010  20011  96005      20118 was 20076 until 2024, and another commune until 2015
///     20005  20005  20007  96006      20005 and 20007 merged in 2025, 96006 in 2023
///     20001  20003  20004  20055 99001  99002     20002 lies in 20001; a part of 20003 lies in 20004
public final class FixtureCountry: Sendable {
    public static let region = RegionCode(unchecked: "99")

    public let directory: TemporaryDirectory

    /// The folder of the publishers’ files.
    public var sources: String { directory.path + "/raw" }
    /// The data package; it has its tables of reference, and nothing imported yet.
    public var package: String { directory.path + "/package" }

    public init() throws {
        directory = try TemporaryDirectory()
        try FileTree(of: Repository.fixtures).write(to: sources)
        for name in ["sources.csv", "groupings.csv", "grouping_members.csv"] {
            try [UInt8](contentsOfFile: sources + "/" + name).write(toFile: package + "/data/reference/" + name)
        }
        try [UInt8](contentsOfFile: sources + "/contracts.csv").write(toFile: package + "/data/policy/contracts.csv")
        for name in ["zonings.csv", "zoning_classes.csv"] {
            try [UInt8](contentsOfFile: Repository.root + "/data/reference/" + name)
                .write(toFile: package + "/data/reference/" + name)
        }
    }

    /// The country with its package imported, as ``FixtureDatabase`` copies it.
    init(copying tree: FileTree) throws {
        directory = try TemporaryDirectory()
        try tree.write(to: directory.path)
    }

    /// Runs the import of the country’s files into its package.
    @discardableResult
    public func runImport(
        scope: Scope = .region(FixtureCountry.region), replacements: [String: String] = [:],
        vintage: Vintage? = nil
    ) throws -> PackageImport.Outcome {
        try PackageImport(
            sources: sources, package: package, scope: scope,
            replacements: replacements.sorted { $0.key < $1.key }.map {
                PackageImport.Replacement(role: $0.key, file: $0.value, vintage: vintage)
            }
        ).run()
    }

    /// Replaces one text in a file, which must have it.
    public func edit(_ path: String, replacing old: String, with new: String) throws {
        let file = directory.path + "/" + path
        let text = try [UInt8](contentsOfFile: file).text
        guard text.contains(old) else { throw FixtureError(message: "\(path) has no “\(old)”") }
        try [UInt8](text.replacing(old, with: new).utf8).write(toFile: file)
    }
}

/// A fixture that is not what a test takes it for.
public struct FixtureError: Error, CustomStringConvertible {
    public var message: String

    public init(message: String) { self.message = message }

    public var description: String { message }
}
