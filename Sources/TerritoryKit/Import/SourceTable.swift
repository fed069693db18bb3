/// A publisher’s table, whose columns are found by the names that the publisher has used for them.
struct SourceTable: Sendable {
    let csv: CSVTable

    init(_ source: RawSource, problems: inout [SourceProblem]) {
        csv = CSVTable(file: source.file, bytes: source.bytes, problems: &problems)
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

    /// The place of the column whose name begins so: publishers put the year or the date at the end.
    func column(beginning prefix: String, problems: inout [SourceProblem]) -> Int? {
        if let found = csv.header.firstIndex(where: { $0.hasPrefix(prefix) }) { return found }
        if !csv.header.isEmpty {
            problems.append(SourceProblem(file: file, line: 1, .missingColumn(prefix + "…", found: csv.header)))
        }
        return nil
    }

    /// The columns in which publishers put the code of a commune.
    func communeColumn(problems: inout [SourceProblem]) -> Int? {
        column("insee_com", "Code_insee", "CODGEO", "COM", "insee", "code", problems: &problems)
    }
}

enum SourceNumber {
    /// A whole number as publishers print it: spaces may group the digits.
    static func integer(_ text: String) -> Int? {
        let digits = text.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }
        return Int(digits)
    }

    static let expectation = Phrase(fr: "un nombre entier positif ou nul", en: "a whole number, zero or more")
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
