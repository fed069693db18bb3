import Foundation
public import Testing

/// Text kept beside the tests, which cannot pass by accident: the run that records it fails.
public enum Golden {
    /// Compares a text with `Golden/name` beside the calling test; `RECORD_GOLDEN=1` writes it instead.
    public static func expect(
        _ actual: String, matches name: String, test: String = #filePath,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let folder = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Golden")
        let file = folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: file)
            Issue.record("recorded \(name)", sourceLocation: sourceLocation)
        } else {
            let expected = try String(contentsOf: file, encoding: .utf8)
            #expect(actual == expected, sourceLocation: sourceLocation)
        }
    }
}
