import Foundation
import TerritoryBuild
import TerritoryKit
import TerritoryTestSupport
import Testing

@Suite("docs/database.md")
struct DatabaseReferenceTests {
    private static let path = Repository.root + "/docs/database.md"
    private static let begin = "<!-- what follows is made from the definitions: RECORD_GOLDEN=1 make test -->\n"

    @Test("is made from the definitions of the tables")
    func tables() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let begin = try #require(text.range(of: Self.begin)).upperBound
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try (text[..<begin] + "\n" + Self.reference).write(toFile: Self.path, atomically: true, encoding: .utf8)
            Issue.record("recorded docs/database.md")
        } else {
            #expect(text[begin...] == "\n" + Self.reference)
        }
    }

    @Test("has the format of this version last in the history")
    func history() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let formats = text.matches(of: /\n\| (\d+) \|/).compactMap { Int($0.output.1) }
        #expect(formats == Array(1...DatabaseFormat.version))
    }

    private static var reference: String {
        let tables = DatabaseTable.all.map { table in
            let key = table.primaryKey.isEmpty ? "none" : table.primaryKey.map { "`\($0)`" }.joined(separator: ", ")
            let geometry =
                "| `geometry` | `MULTIPOLYGON` | EPSG:4326, longitude first; NULL where no shape is known |\n"
            let columns = table.columns.map { column in
                let target = table.references.first { $0.column == column.name }.map {
                    "; refers to `\($0.table).\($0.target)`"
                }
                return "| `\(column.name)` | `\(column.definition)` | \(column.description)\(target ?? "") |\n"
            }
            return """
                ### \(table.name)

                \(table.title). Key: \(key).

                | column | definition | meaning |
                | --- | --- | --- |
                \((columns + (table.isSpatial ? [geometry] : [])).joined())
                """
        }
        let views = DatabaseView.all.map { view in
            "### \(view.name)\n\n\(view.title). Columns: \(view.columns.map { "`\($0)`" }.joined(separator: ", ")).\n"
        }
        return "## Tables\n\n\(tables.joined(separator: "\n"))\n## Views\n\n\(views.joined(separator: "\n"))"
    }
}
