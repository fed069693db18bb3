import Foundation
import TerritoryKit
import TerritoryTestSupport
import Testing

/// The examples of the documentation, run as they are printed, on the committed data.
@Suite("Examples of the documentation")
struct DocumentationTests {
    @Test("print what the command answers", arguments: ["README.md", "docs/cli.md", "docs/indicators.md"])
    func examples(document: String) throws {
        let folder = try CommittedDatabase.folder.get()
        let file = URL(fileURLWithPath: Repository.root + "/" + document)
        var text = try String(contentsOf: file, encoding: .utf8)
        var count = 0
        for block in text.split(separator: "```console\n").dropFirst().compactMap({ $0.split(separator: "```").first })
        {
            let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
            let command = try #require(lines.first?.split(separator: " ").map(String.init))
            #expect(command.prefix(2) == ["$", "territory"])
            let run = try Command.territory(
                Array(command.dropFirst(2)), environment: ["LC_ALL": "C"], directory: folder.path
            ).run()
            let printed = "\(lines[0])\n\(run.output)\(run.messages)"
            if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
                text = text.replacingOccurrences(of: "```console\n\(block)```", with: "```console\n\(printed)```")
                Issue.record("recorded an example of \(document)")
            } else {
                #expect(printed == block, "\(document): \(lines[0])")
            }
            count += 1
        }
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil { try Data(text.utf8).write(to: file) }
        #expect(count > 0)
    }

    @Test("begin the changelog with the version of the project, after what is not released")
    func version() throws {
        let text = try String(contentsOfFile: Repository.root + "/CHANGELOG.md", encoding: .utf8)
        let versions = text.matches(of: /\n## (\d\S*)\n/).map { String($0.1) }
        #expect(versions.first == TerritoryVersion.current)
        let run = try Command.territory(["--version"], directory: CommittedDatabase.folder.get().path).run()
        #expect(run.output == TerritoryVersion.current + "\n")
    }

    @Test(
        "name no file that is not there",
        arguments: [
            "README.md", "docs/cli.md", "docs/data-sources.md", "docs/architecture.md", "docs/indicators.md",
            "docs/expressions.md",
        ])
    func links(document: String) throws {
        let path = Repository.root + "/" + document
        let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        for target in text.matches(of: /\]\(([^)#]+)\)/).map({ String($0.1) }) where !target.hasPrefix("http") {
            #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(target).path), "\(target)")
        }
    }
}
