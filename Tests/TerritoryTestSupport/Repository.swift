import Foundation

/// Where things lie in the working copy that the tests were built from.
public enum Repository {
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The publishers’ own files, beside the repository; not on every machine.
    public static let rawSources = URL(fileURLWithPath: root).deletingLastPathComponent().path + "/shared/sources"

    public static var hasRawSources: Bool { FileManager.default.fileExists(atPath: rawSources + "/README.md") }

    /// The extracted text of the report on the Pact, likewise.
    public static let report =
        URL(fileURLWithPath: root).deletingLastPathComponent().path
        + "/shared/policy/pacte-des-solidarites-occitanie-bilan-2024.txt"

    public static var hasReport: Bool { FileManager.default.fileExists(atPath: report) }

    static let fixtures = root + "/Tests/TerritoryTestSupport/Fixtures"
}
