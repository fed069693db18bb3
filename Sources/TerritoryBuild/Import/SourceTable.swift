internal import TerritoryFormats
internal import TerritoryKit

/// A publisher’s table, whose columns are found by the names that the publisher has used for them.
struct SourceTable: Sendable {
    let csv: CSVTable

    /// Reads a table; values that the publisher got wrong are corrected, and told.
    init(_ source: RawSource, _ report: inout ImportReport) {
        var table = CSVTable(file: source.file, bytes: source.bytes, problems: &report.problems)
        for correction in source.corrections {
            guard let column = table.column(correction.column) else { continue }
            for index in table.rows.indices where table.rows[index].fields[column] == correction.found {
                table.rows[index].fields[column] = correction.corrected
                report.notices.append(
                    SourceProblem(file: table.file, line: table.rows[index].line, .corrected(correction)))
            }
        }
        csv = table
    }

    var file: String { csv.file }
    var rows: [CSVTable.Row] { csv.rows }

    /// The place of the first column that has one of these names.
    func column(_ names: String..., problems: inout [SourceProblem]) -> Int? {
        if let found = names.lazy.compactMap(csv.column).first { return found }
        if !csv.header.isEmpty {
            problems.append(
                SourceProblem(file: file, line: 1, .missingColumn(names.joined(separator: " / "), found: csv.header)))
        }
        return nil
    }

    /// The place of the column of this name, or else of the only one whose name begins so.
    ///
    /// Publishers put the year or the date at the end. Among several, the one that adds digits alone is the one: `TP60`
    /// is `TP6021`, beside `TP60AGE121`.
    func column(beginning prefix: String, problems: inout [SourceProblem]) -> Int? {
        if let exact = csv.column(prefix) { return exact }
        let found = csv.header.indices.filter { csv.header[$0].hasPrefix(prefix) }
        let withYear = found.filter {
            csv.header[$0].utf8.dropFirst(prefix.utf8.count).allSatisfy { 0x30...0x39 ~= $0 }
        }
        for places in [found, withYear] where places.count == 1 { return places[0] }
        if found.count > 1 {
            problems.append(
                SourceProblem(file: file, line: 1, .severalColumns(prefix, found: found.map { csv.header[$0] })))
        } else if !csv.header.isEmpty {
            problems.append(SourceProblem(file: file, line: 1, .missingColumn(prefix + "…", found: csv.header)))
        }
        return nil
    }

    /// The columns in which publishers put the code of a commune.
    func communeColumn(problems: inout [SourceProblem]) -> Int? {
        column("insee_com", "Code_insee", "CODGEO", "COM", "insee", "code", problems: &problems)
    }
}

/// A value that a publisher got wrong, with the right one and the reason.
struct SourceCorrection: Sendable {
    var role: SourceRole
    var column: String
    var found: String
    var corrected: String
    var reason: String

    static let schema = TableSchema(
        "correction", "Corrections to the raw sources", key: ["role", "column", "found"],
        [
            .required("role", .choice(SourceRole.allCases.map(\.rawValue)), "source concerned"),
            .required("column", .text, "column"),
            .required("found", .text, "value that the publisher printed"),
            .required("corrected", .text, "value that is right"),
            .required("reason", .text, "how that is known"),
        ])

    static func all(in table: Table) -> [SourceCorrection] {
        table.rows.compactMap { row in
            SourceRole(rawValue: row.values[0]).map {
                SourceCorrection(
                    role: $0, column: row.values[1], found: row.values[2], corrected: row.values[3],
                    reason: row.values[4])
            }
        }
    }
}

extension LocalizedText {
    fileprivate static func severalColumns(_ prefix: String, found: [String]) -> LocalizedText {
        LocalizedText(
            fr: "\(found.count) colonnes commencent par \(prefix.inFrenchQuotes)\u{202F}: "
                + "\(found.map(\.inFrenchQuotes).joined(separator: ", "))\u{202F}; une seule est attendue",
            en: "\(found.count) columns begin with \(prefix.inEnglishQuotes): "
                + "\(found.map(\.inEnglishQuotes).joined(separator: ", ")); one is expected")
    }

    static func corrected(_ correction: SourceCorrection) -> LocalizedText {
        LocalizedText(
            fr: "\(correction.found.inFrenchQuotes) (colonne \(correction.column.inFrenchQuotes)) est corrigé en "
                + "\(correction.corrected.inFrenchQuotes) d’après data/reference/corrections.csv",
            en:
                "\(correction.found.inEnglishQuotes) (column \(correction.column.inEnglishQuotes)) is corrected to \(correction.corrected.inEnglishQuotes), as "
                + "data/reference/corrections.csv says")
    }
}

enum SourceNumber {
    /// A whole number as publishers print it: spaces may group the digits.
    static func integer(_ text: String) -> Int? {
        let digits = text.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }
        guard let number = Int(digits), digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            Bounds.inhabitants.contains(number)
        else { return nil }
        return number
    }

    /// A number as publishers print it: spaces may group the digits, and a comma mark the decimals.
    static func decimal(_ text: String) -> Double? {
        let digits = text.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }.replacing(",", with: ".")
        return digits.plainNumber.flatMap { Bounds.number.contains($0) ? $0 : nil }
    }

    static let expectation = LocalizedText.wholeNumber(within: Bounds.inhabitants)
}

extension CSVTable.Row {
    /// Reads a code.
    ///
    /// - Returns: `nil` if it is not one; the problem is then told.
    func code<Code: OfficialCode>(
        _ type: Code.Type, _ column: Int, of table: SourceTable, problems: inout [SourceProblem]
    ) -> Code? {
        do {
            return try Code(validating: fields[column])
        } catch {
            problems.append(
                SourceProblem(file: table.file, line: line, .invalid(error, column: table.csv.header[column])))
            return nil
        }
    }

    func count(_ column: Int, of table: SourceTable, problems: inout [SourceProblem]) -> Int? {
        if let number = SourceNumber.integer(fields[column]), number >= 0 { return number }
        problems.append(
            SourceProblem(
                file: table.file, line: line,
                .unexpectedValue(
                    fields[column], column: table.csv.header[column], expected: SourceNumber.expectation)))
        return nil
    }
}
