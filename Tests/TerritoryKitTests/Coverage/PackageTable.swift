import Foundation
import TerritoryTestSupport

/// A table of the committed package, read without the code under test: quotes and commas, one row a line.
struct PackageTable {
    let rows: [[String: String]]

    init(_ path: String) throws {
        let text = try String(contentsOf: URL(fileURLWithPath: Repository.root + "/data/" + path), encoding: .utf8)
        let lines = text.split(separator: "\n").map { Self.fields($0) }
        let header = lines.first ?? []
        rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    private static func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
        }
        return fields
    }

    /// The values of a column where others have given values.
    func values(_ column: String, where condition: ([String: String]) -> Bool = { _ in true }) -> [String] {
        rows.filter(condition).compactMap { $0[column] }
    }
}
