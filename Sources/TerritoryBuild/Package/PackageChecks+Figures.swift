internal import TerritoryFormats
internal import TerritoryKit

extension PackageChecks {
    /// A part, a repetition or a set that overlaps names another figure; a part is no larger than its whole.
    func wrongRelations() -> [SourceProblem] {
        guard let table = package.tables[Tables.figure.name] else { return [] }
        let places = ["code", "value", "aggregation", "aggregation_target"].map(table.place)
        let values = Dictionary(table.rows.map { ($0.values[places[0]], Double($0.values[places[1]])) }) { $1 }
        return table.rows.compactMap { row in
            guard let rule = Figure.Aggregation(rawValue: row.values[places[2]]),
                [.partOf, .duplicateOf, .overlapping].contains(rule)
            else { return nil }
            let target = row.values[places[3]]
            guard target != row.values[places[0]], let whole = values[target] else {
                return SourceProblem(
                    file: row.file, line: row.line,
                    .unknownReference(target, column: "aggregation_target", table: row.file))
            }
            guard rule == .partOf, let whole, let part = Double(row.values[places[1]]), part > whole else { return nil }
            return SourceProblem(
                file: row.file, line: row.line,
                .unexpectedValue(
                    row.values[places[1]], column: "value",
                    expected: LocalizedText(
                        fr: "au plus \(Decimals.short(whole)), valeur de \(target)",
                        en: "at most \(Decimals.short(whole)), the value of \(target)")))
        }
    }
}
