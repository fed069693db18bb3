internal import TerritoryFormats
internal import TerritoryKit

/// A table of the package whose every value has been checked against its declaration.
struct Table: Sendable {
    struct Row: Sendable {
        var file: String
        var line: Int
        /// In the order of the declaration's fields.
        var values: [String]
    }

    let schema: TableSchema
    private(set) var rows: [Row] = []
    /// Known once the rows are in the order of the key.
    private var hasDistinctKeys = false

    init(_ schema: TableSchema) { self.schema = schema }

    /// Adds the rows of a file, which must have the declared columns in any order and no other.
    ///
    /// Rows with a problem are told and left out, so that one mistake is not told twice.
    mutating func append(_ file: CSVTable, problems: inout [SourceProblem]) {
        var isComplete = true
        for name in file.header where !schema.fields.contains(where: { $0.name == name }) {
            problems.append(SourceProblem(file: file.file, line: 1, .unexpectedColumn(name)))
        }
        let columns = schema.fields.map { field in
            guard let column = file.column(field.name) else {
                problems.append(
                    SourceProblem(file: file.file, line: 1, .missingColumn(field.name, found: file.header)))
                isComplete = false
                return 0
            }
            return column
        }
        guard isComplete else { return }
        let isInOrder = columns == Array(file.header.indices)
        rows.reserveCapacity(rows.count + file.rows.count)
        for row in file.rows {
            let values = isInOrder ? row.fields : columns.map { row.fields[$0] }
            let found = zip(schema.fields, values).compactMap { $0.problem(with: $1) }
            problems += found.map { SourceProblem(file: file.file, line: row.line, $0) }
            if found.isEmpty { rows.append(Row(file: file.file, line: row.line, values: values)) }
        }
    }

    /// - Parameter parts: Of one table, at least one; their rows are put in the order of the primary key.
    init(joining parts: [Table]) {
        schema = parts[0].schema
        rows = parts.count == 1 ? parts[0].rows : parts.flatMap(\.rows)
        sortByKey()
    }

    /// The place of a declared field among a row's values.
    func place(of field: String) -> Int {
        guard let place = schema.fields.firstIndex(where: { $0.name == field }) else {
            preconditionFailure("\(schema.name) declares no field \(field)")
        }
        return place
    }

    func values(of field: String) -> [String] {
        let place = place(of: field)
        return rows.map { $0.values[place] }
    }

    /// Puts the rows in the order of the primary key, as the database keeps them; those with the same key stay in the
    /// order of the files.
    private mutating func sortByKey() {
        let key = schema.primaryKey.map(place)
        guard !key.isEmpty else { return }
        if !isAscending(key) { rows.sort { Self.compare($0, $1, by: key) < 0 } }
        hasDistinctKeys = isAscending(key)
    }

    /// Whether every row has a greater key than the one before.
    private func isAscending(_ key: [Int]) -> Bool {
        rows.indices.dropFirst().allSatisfy { Self.compare(rows[$0 - 1], rows[$0], by: key) < 0 }
    }

    private static func compare(_ left: Row, _ right: Row, by key: [Int]) -> Int {
        for place in key where left.values[place] != right.values[place] {
            return left.values[place] < right.values[place] ? -1 : 1
        }
        return 0
    }

    /// Rows that repeat a primary key.
    func duplicates() -> [SourceProblem] {
        // Of a table without a key, a row that stands twice is told.
        let names = schema.primaryKey.isEmpty ? schema.fields.map(\.name) : schema.primaryKey
        let key = names.map(place)
        guard !hasDistinctKeys else { return [] }
        var first: [[String]: Int] = [:]
        return rows.compactMap { row in
            let value = key.map { row.values[$0] }
            guard let line = first[value] else {
                first[value] = row.line
                return nil
            }
            return SourceProblem(
                file: row.file, line: row.line,
                .duplicate(
                    value.joined(separator: ", "), column: names.joined(separator: ", "), firstLine: line))
        }
    }
}
