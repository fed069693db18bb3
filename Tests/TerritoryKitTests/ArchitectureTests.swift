import Foundation
import TerritoryTestSupport
import Testing

/// The structure that `docs/architecture.md` describes, held against the sources.
@Suite("Architecture")
struct ArchitectureTests {
    static let targets = [
        "TerritoryGeometry", "TerritoryFormats", "TerritoryKit", "TerritoryBuild", "TerritoryServer", "TerritoryCLI",
    ]

    /// The Swift sources below `Sources`, by path.
    private static let sources = Result {
        try FileTree(of: Repository.root + "/Sources").files.filter { $0.key.hasSuffix(".swift") }.mapValues(\.text)
    }

    private static let document = Result {
        try [UInt8](contentsOfFile: Repository.root + "/docs/architecture.md").text
    }

    /// The names between grave accents in the cells of the table under a heading: the first cell, and the last.
    private func arrows(under heading: String) throws -> [String: Set<String>] {
        let sections = try Self.document.get().components(separatedBy: "\n#")
        let section = try #require(sections.first { $0.drop { $0 == "#" || $0 == " " }.hasPrefix(heading + "\n") })
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
            row.split(separator: "|").map { cell in cell.matches(of: /`([A-Za-z0-9]+)`/).map { String($0.1) } }
        }
        return rows.reduce(into: [:]) { arrows, cells in
            if let name = cells.first?.first { arrows[name] = Set(cells.count > 1 ? cells.last ?? [] : []) }
        }
    }

    // MARK: Targets

    private func imports(of text: String) -> Set<String> {
        Set(
            text.matches(
                of: /(?m)^(?:@\w+ )*(?:public |package |internal )?import (?:struct |class |enum |func )?(\w+)/
            )
            .map { String($0.1) })
    }

    @Test("a target imports what the drawing allows, and what the system has", arguments: targets)
    func imports(target: String) throws {
        let system: Set = ["Foundation", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin"]
        let allowed = try #require(try arrows(under: "Targets")[target])
        for (path, text) in try Self.sources.get() where path.hasPrefix(target + "/") {
            #expect(imports(of: text).subtracting(system).isSubset(of: allowed), "\(path)")
        }
    }

    @Test("no type of SQLite is public", arguments: ["GRDB", "GRDBSQLite", "CSpatialite", "Yams", "Crypto"])
    func publicImports(module: String) throws {
        for (path, text) in try Self.sources.get() { #expect(!text.contains("public import \(module)\n"), "\(path)") }
    }

    // MARK: Folders

    /// The names of a source that may be types, without comments and texts.
    private func names(in text: String) -> Set<String> {
        let code = text.replacing(/"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*/, with: " ")
        return Set(code.matches(of: /\b[A-Z]\w*\b/).map { String($0.0) })
    }

    /// The types that a source declares, with those within others or without.
    private func declared(in text: String, nested: Bool) -> Set<String> {
        let pattern =
            /(?m)^( *)(?:@\w+(?:\([^)\n]*\))? )*(?:public |package |internal |private |fileprivate |final |indirect )*(?:struct|class|enum|actor|protocol|typealias) (\w+)/
        return Set(text.matches(of: pattern).filter { nested || $0.1.isEmpty }.map { String($0.2) })
    }

    /// The folders of a target, each with those whose types it names.
    private func uses(of target: String) throws -> [String: Set<String>] {
        let files = try Self.sources.get().filter { $0.key.hasPrefix(target + "/") }.compactMap { path, text in
            let parts = path.split(separator: "/")
            return parts.count > 2 ? (folder: String(parts[1]), text: text) : nil
        }
        var homes: [String: Set<String>] = [:]
        var own: [String: Set<String>] = [:]
        for file in files {
            for name in declared(in: file.text, nested: false) { homes[name, default: []].insert(file.folder) }
            own[file.folder, default: []].formUnion(declared(in: file.text, nested: true))
        }
        return files.reduce(into: [:]) { uses, file in
            // A name that the folder declares too is its own.
            let foreign = names(in: file.text).subtracting(own[file.folder] ?? [])
            uses[file.folder, default: []].formUnion(foreign.compactMap { homes[$0] }.filter { $0.count == 1 }.joined())
        }
    }

    @Test("a folder uses the folders that the document allows, and no other", arguments: targets)
    func folders(target: String) throws {
        let allowed = try arrows(under: target)
        let found = try uses(of: target)
        #expect(Set(found.keys) == Set(allowed.keys))
        for (folder, used) in found {
            #expect(used.isSubset(of: allowed[folder] ?? []), "\(target)/\(folder)")
        }
    }

    @Test("no two folders use each other, however far around", arguments: targets)
    func circles(target: String) throws {
        var rest = try arrows(under: target)
        while let free = rest.first(where: { $0.value.isDisjoint(with: rest.keys) })?.key { rest[free] = nil }
        #expect(rest.isEmpty)
    }

    // MARK: Words

    @Test("the command line has no SQL")
    func sql() throws {
        for (path, text) in try Self.sources.get() where path.hasPrefix("TerritoryCLI/") {
            for word in ["SELECT ", "INSERT ", "UPDATE ", "PRAGMA ", "sqlite3_"] {
                #expect(!text.contains(word), "\(path)")
            }
        }
    }

    @Test("the libraries never print, and name no command and no option")
    func prints() throws {
        let words = [" print(", "debugPrint(", "NSLog(", "FileHandle.standard", "territory build", "territory import"]
        let commands = words + ["territory search", "territory measures", "territory indicators", " --"]
        for (path, text) in try Self.sources.get() where !path.hasPrefix("TerritoryCLI/") {
            let code = text.replacing(/(?m)^\s*\/\/[^\n]*/, with: "")
            for word in commands { #expect(!code.contains(word), "\(path) has “\(word)”") }
        }
    }
}
