import Foundation
import TerritoryTestSupport
import Testing

@Suite("Architecture")
struct ArchitectureTests {
    /// The Swift sources below `Sources`, by path.
    private static let sources = Result {
        try FileTree(of: Repository.root + "/Sources").files.filter { $0.key.hasSuffix(".swift") }.mapValues(\.text)
    }

    private func imports(_ module: String) throws -> Set<String> {
        Set(
            try Self.sources.get().filter { _, text in
                text.split(separator: "\n").contains { line in
                    let words = line.split(separator: " ")
                    guard let place = words.firstIndex(of: "import"), place <= 2, !line.hasPrefix("//") else {
                        return false
                    }
                    return words[place...].last.map { $0 == module } ?? false
                }
            }.keys)
    }

    @Test("only the storage and the importers know SQLite and SpatiaLite", arguments: ["GRDB", "CSpatialite"])
    func databases(module: String) throws {
        let files = try imports(module)
        #expect(!files.isEmpty)
        #expect(
            files.filter { !$0.hasPrefix("TerritoryKit/Storage/") && !$0.hasPrefix("TerritoryKit/Import/") }.isEmpty)
    }

    @Test("the library does not know the command line", arguments: ["ArgumentParser", "Logging"])
    func commandLine(module: String) throws {
        #expect(try imports(module).filter { $0.hasPrefix("TerritoryKit/") }.isEmpty)
    }

    @Test("the command line has no SQL")
    func sql() throws {
        for (path, text) in try Self.sources.get() where path.hasPrefix("TerritoryCLI/") {
            for word in ["SELECT ", "INSERT ", "UPDATE ", "PRAGMA ", "sqlite3_"] {
                #expect(!text.contains(word), "\(path)")
            }
        }
    }

    @Test("the library never prints")
    func prints() throws {
        for (path, text) in try Self.sources.get() where path.hasPrefix("TerritoryKit/") {
            for word in [" print(", "debugPrint(", "NSLog(", "FileHandle.standard"] {
                #expect(!text.contains(word), "\(path)")
            }
        }
    }
}
