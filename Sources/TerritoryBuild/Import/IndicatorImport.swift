internal import TerritoryFormats
internal import TerritoryKit

/// Reads statistical indicators; which columns they are in, and what their absence means, is data
/// (`data/reference/indicators.csv`), so that another indicator is another row.
struct IndicatorImport {
    private(set) var rows: [[String]] = []
    private(set) var codeVintage: Int?

    init(
        _ source: RawSource, _ cog: COG, _ selection: CommuneSelection, qpvs: Set<String>,
        specifications: [Specification],
        _ report: inout ImportReport
    ) {
        let table = SourceTable(source, &report)
        let communes = specifications.filter { $0.level == "commune" }
        if !communes.isEmpty { readCommunes(table, communes, cog, selection, &report) }
        for specification in specifications where specification.level == "qpv" {
            rows += qpvRows(table, specification, qpvs, &report)
        }
        rows.sort { ($0[0], $0[1]) < ($1[0], $1[1]) }
    }

    /// An indicator as `data/reference/indicators.csv` declares it.
    struct Specification {
        var code: String
        var level: String
        var rule: AggregationRule.Kind
        var column: String
        /// A column and the value that it must have.
        var filter: (column: String, value: String)?
        var absenceIsZero: Bool

        static func all(in table: Table, of role: SourceRole) -> [Specification] {
            table.rows.compactMap { row in
                func text(_ field: String) -> String { row.values[table.place(of: field)] }
                guard text("source") == role.rawValue, let rule = AggregationRule.Kind(rawValue: text("aggregation"))
                else { return nil }
                let filter = text("row_filter").split(separator: "=", maxSplits: 1).map(String.init)
                return Specification(
                    code: text("code"), level: text("level"), rule: rule, column: text("source_column"),
                    filter: filter.count == 2 ? (filter[0], filter[1]) : nil,
                    absenceIsZero: text("absence") == "zero")
            }
        }
    }

    private mutating func readCommunes(
        _ table: SourceTable, _ specifications: [Specification], _ cog: COG, _ selection: CommuneSelection,
        _ report: inout ImportReport
    ) {
        guard let column = table.communeColumn(problems: &report.problems) else { return }
        let keys = table.rows.map { $0.code(CommuneCode.self, column, of: table, problems: &report.problems) }
        let carrier = CodeCarrier(codes: Set(keys.compactMap { $0 }), cog: cog)
        codeVintage = carrier.vintage
        let homes = zip(table.rows, keys).map { row, key in
            key.map { home(of: $0, carrier, table, row.line, selection, &report) } ?? nil
        }
        let found = CommuneRows(table: table, column: column, keys: keys, homes: homes)
        var duplicates: Set<SourceProblem> = []
        for specification in specifications {
            guard let values = contributions(found, specification, &duplicates, &report) else { continue }
            for commune in selection.codes.sorted() {
                if let parts = values[commune] {
                    rows.append(row(specification, commune, parts))
                } else if specification.absenceIsZero {
                    rows.append([specification.code, commune.rawValue, "0", ValueStatus.observed.rawValue, ""])
                }
            }
        }
        report.problems += duplicates.sorted { $0.line ?? 0 < $1.line ?? 0 }
    }

    private func home(
        of key: CommuneCode, _ carrier: CodeCarrier, _ table: SourceTable, _ line: Int, _ selection: CommuneSelection,
        _ report: inout ImportReport
    ) -> CommuneCode? {
        switch carrier.destination(of: key) {
        case .municipalArrondissement(let city): return selection.contains(city) ? city : nil
        case .communes(let successors) where successors.count == 1:
            return selection.contains(successors[0]) ? successors[0] : nil
        case .communes(let successors):
            if successors.contains(where: selection.contains) {
                report.notices.append(
                    SourceProblem(
                        file: table.file, line: line, .carried(key.rawValue, to: successors, vintage: carrier.vintage)))
            }
            return nil
        case .unknown:
            report.notices.append(SourceProblem(file: table.file, line: line, carrier.cog.unknown(key)))
            return nil
        }
    }

    /// The rows of a table with their communes: the ones that they name, and those that hold their ground today.
    private struct CommuneRows {
        var table: SourceTable
        /// Where the codes are.
        var column: Int
        var keys: [CommuneCode?]
        var homes: [CommuneCode?]
    }

    private struct Part {
        var origin: CommuneCode
        var value: IndicatorValue
    }

    /// The values of the rows, by the commune that holds their ground today; rows are counted where no column is named.
    ///
    /// A second value of one code is a duplicate: it would be counted twice.
    private func contributions(
        _ rows: CommuneRows, _ specification: Specification, _ duplicates: inout Set<SourceProblem>,
        _ report: inout ImportReport
    ) -> [CommuneCode: [Part]]? {
        let table = rows.table
        var filterColumn: Int?
        if let filter = specification.filter {
            filterColumn = table.column(filter.column, problems: &report.problems)
            if filterColumn == nil { return nil }
        }
        var valueColumn: Int?
        if !specification.column.isEmpty {
            valueColumn = table.column(beginning: specification.column, problems: &report.problems)
            if valueColumn == nil { return nil }
        }
        var parts: [CommuneCode: [Part]] = [:]
        var lines: [CommuneCode: Int] = [:]
        for (index, row) in table.rows.enumerated() {
            guard let home = rows.homes[index], let origin = rows.keys[index] else { continue }
            if let filterColumn, row.fields[filterColumn] != specification.filter?.value { continue }
            guard let valueColumn else {
                parts[home, default: []].append(Part(origin: home, value: IndicatorValue(1)))
                continue
            }
            if let first = lines[origin] {
                let column = table.csv.header[rows.column]
                duplicates.insert(
                    SourceProblem(
                        file: table.file, line: row.line,
                        .duplicate(origin.rawValue, column: column, firstLine: first)))
            } else {
                lines[origin] = row.line
            }
            guard let value = Self.value(row, valueColumn, table, &report) else { continue }
            parts[home, default: []].append(Part(origin: origin, value: value))
        }
        return parts
    }

    /// Sums add up over a merger; a rate, a median or a mean of the parts says nothing of the whole.
    private func row(_ specification: Specification, _ commune: CommuneCode, _ parts: [Part]) -> [String] {
        let isDirect = parts.allSatisfy { $0.origin == commune }
        let origins = parts.sorted { $0.origin < $1.origin }
            .map { "\($0.origin)=\($0.value.value.map(Self.text) ?? $0.value.status.rawValue)" }.joined(separator: " ")
        let value: IndicatorValue
        if parts.count == 1 {
            value = parts[0].value
        } else if let absent = [ValueStatus.suppressed, .missing, .notApplicable]
            .first(where: { status in parts.contains { $0.value.status == status } })
        {
            value = IndicatorValue(absent: absent)
        } else if specification.rule == .sum {
            value = IndicatorValue(parts.reduce(0) { $0 + ($1.value.value ?? 0) })
        } else {
            value = IndicatorValue(absent: .missing)
        }
        return [
            specification.code, commune.rawValue, value.value.map(Self.text) ?? "", value.status.rawValue,
            isDirect ? "" : origins,
        ]
    }

    private func qpvRows(
        _ table: SourceTable, _ specification: Specification, _ qpvs: Set<String>, _ report: inout ImportReport
    ) -> [[String]] {
        guard let code = table.column("codeQPV", "code_qp", problems: &report.problems),
            let column = table.column(beginning: specification.column, problems: &report.problems)
        else { return [] }
        var values: [String: (line: Int, value: IndicatorValue)] = [:]
        for row in table.rows where qpvs.contains(row.fields[code]) {
            guard let value = Self.value(row, column, table, &report) else { continue }
            // A QPV in several communes stands once for each, with its whole value every time.
            if let known = values[row.fields[code]], known.value != value {
                report.problems.append(
                    SourceProblem(
                        file: table.file, line: row.line,
                        .otherValue(row.fields[code], column: table.csv.header[column], firstLine: known.line)))
            }
            values[row.fields[code]] = (row.line, value)
        }
        return values.map { code, entry in
            [specification.code, code, entry.value.value.map(Self.text) ?? "", entry.value.status.rawValue, ""]
        }
    }

    /// Reads a value as publishers print it.
    ///
    /// Spaces may group the digits and a comma may mark the decimals; `s` is statistical secrecy, `nd` or nothing a
    /// missing value, `/` and `so` « sans objet ».
    private static func value(
        _ row: CSVTable.Row, _ column: Int, _ table: SourceTable, _ report: inout ImportReport
    ) -> IndicatorValue? {
        // A column of flags, where there is one, says why there is no value.
        let flag = table.csv.column("flag").map { row.fields[$0] } ?? ""
        let printed = flag.isEmpty ? row.fields[column] : flag
        let text = printed.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }
        if !flag.isEmpty, SourceNumber.decimal(text) != nil {
            report.problems.append(
                SourceProblem(
                    file: table.file, line: row.line,
                    .unexpectedValue(flag, column: "flag", expected: .valueOrAbsence)))
            return nil
        }
        switch text {
        case "s": return IndicatorValue(absent: .suppressed)
        case "", "nd", "ND", "NA": return IndicatorValue(absent: .missing)
        case "/", "so": return IndicatorValue(absent: .notApplicable)
        default:
            if let number = SourceNumber.decimal(text) { return IndicatorValue(number) }
            report.problems.append(
                SourceProblem(
                    file: table.file, line: row.line,
                    .unexpectedValue(
                        printed, column: flag.isEmpty ? table.csv.header[column] : "flag", expected: .valueOrAbsence)))
            return nil
        }
    }

    private static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) <= 1e15 ? String(Int(value)) : "\(value)"
    }
}

extension LocalizedText {
    static let valueOrAbsence = LocalizedText(
        fr: "un nombre, s (secret), nd ou vide (absent), / (sans objet)",
        en: "a number, s (secret), nd or nothing (missing), / (not applicable)")

    static func otherValue(_ code: String, column: String, firstLine: Int) -> LocalizedText {
        LocalizedText(
            fr: "\(code.inFrenchQuotes) a une autre valeur de \(column.inFrenchQuotes) à la ligne \(firstLine)",
            en: "\(code.inEnglishQuotes) has another value of \(column.inEnglishQuotes) on line \(firstLine)")
    }
}
