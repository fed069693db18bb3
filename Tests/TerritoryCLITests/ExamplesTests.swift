import Foundation
import TerritoryTestSupport
import Testing

/// `Examples/` is compiled without what the package keeps to itself, as any program outside it is.
@Suite("Examples/")
struct ExamplesTests {
    @Test("run against the public library, and say what was reviewed")
    func run() throws {
        let folder = try CommittedDatabase.folder.get().path
        let examples = try Command.built("Examples", [folder + "/territory.sqlite"], directory: folder)
        let run = try examples.run()
        #expect(run.status == 0 && run.messages.isEmpty, "\(run.messages)")
        try Golden.expect(run.output, matches: "examples.txt")
    }

    @Test("have the example of the README")
    func readme() throws {
        let readme = try String(contentsOfFile: Repository.root + "/README.md", encoding: .utf8)
        let place = try String(contentsOfFile: Repository.root + "/Examples/Place.swift", encoding: .utf8)
        let code = try #require(readme.split(separator: "```swift\n").last?.split(separator: "```").first)
        for line in code.split(separator: "\n") where !line.contains("territory.sqlite") {
            #expect(place.contains(line.drop { $0 == " " }), "\(line)")
        }
    }
}
