internal import TerritoryFormats
internal import TerritoryKit

/// Reads the classes that a publisher gives to communes; which columns and which texts is data
/// (`data/reference/zonings.csv` and `zoning_classes.csv`), so that another zoning is another row.
struct ZoningImport {
    private struct Zoning {
        var code: String
        /// One, or several whose values make the class together.
        var columns: [Int]
        /// From the publisher’s text to the class.
        var classes: [String: String]
        /// Whether a commune has the first class that one of its parts before a merger had, and not a mixed one.
        var takesFirst: Bool
        /// In the order in which they are shown.
        var order: [String]
    }

    private struct Contribution {
        var origin: CommuneCode
        var category: String
    }

    private(set) var rows: [[String]] = []
    private(set) var codeVintage: Int?

    /// The class of a commune whose parts before a merger had different classes.
    static let mixed = "mixed"

    init(
        _ source: RawSource, _ cog: COG, _ selection: CommuneSelection, reference: ZoningReference,
        _ report: inout ImportReport
    ) {
        let table = SourceTable(source, &report)
        guard let code = table.communeColumn(problems: &report.problems) else { return }
        let zonings = reference.zonings(of: source.entry.role).compactMap { row -> Zoning? in
            let columns = row.columns.compactMap { table.column(beginning: $0, problems: &report.problems) }
            guard columns.count == row.columns.count else { return nil }
            return Zoning(
                code: row.code, columns: columns, classes: reference.classes(of: row.code),
                takesFirst: row.takesFirst, order: reference.order(of: row.code))
        }
        let keys = table.rows.map { $0.code(CommuneCode.self, code, of: table, problems: &report.problems) }
        let carrier = CodeCarrier(codes: Set(keys.compactMap { $0 }), cog: cog)
        codeVintage = carrier.vintage
        noteDuplicates(table, keys, column: code, &report)
        let destinations = Self.destinations(of: keys, table, carrier, selection, &report)
        for zoning in zonings {
            rows += classes(of: zoning, source.entry.vintage, table, keys, destinations, &report)
        }
        rows.sort { ($0[1], $0[0]) < ($1[1], $1[0]) }
        report.noteMissing(selection.codes.subtracting(destinations.flatMap { $0 }), in: table.file)
    }

    private func noteDuplicates(
        _ table: SourceTable, _ keys: [CommuneCode?], column: Int, _ report: inout ImportReport
    ) {
        var lines: [CommuneCode: Int] = [:]
        for (row, key) in zip(table.rows, keys) {
            guard let key, let first = lines.updateValue(row.line, forKey: key) else { continue }
            report.problems.append(
                SourceProblem(
                    file: table.file, line: row.line,
                    .duplicate(key.rawValue, column: table.csv.header[column], firstLine: first)))
        }
    }

    /// For each row, the communes of the selection to which its classes go.
    private static func destinations(
        of keys: [CommuneCode?], _ table: SourceTable, _ carrier: CodeCarrier, _ selection: CommuneSelection,
        _ report: inout ImportReport
    ) -> [[CommuneCode]] {
        if carrier.vintage != carrier.cog.date.year {
            report.notices.append(SourceProblem(file: table.file, .codeVintage(carrier.vintage)))
        }
        return zip(table.rows, keys).map { row, key in
            guard let key else { return [] }
            switch carrier.destination(of: key) {
            case .unknown:
                report.notices.append(SourceProblem(file: table.file, line: row.line, carrier.cog.unknown(key)))
                return []
            case .municipalArrondissement: return []
            case .communes(let successors):
                let kept = successors.filter(selection.contains)
                if successors != [key], !kept.isEmpty || successors.isEmpty {
                    report.notices.append(
                        SourceProblem(
                            file: table.file, line: row.line,
                            .carried(key.rawValue, to: successors, vintage: carrier.vintage)))
                }
                return kept
            }
        }
    }

    private func classes(
        of zoning: Zoning, _ vintage: String, _ table: SourceTable, _ keys: [CommuneCode?],
        _ destinations: [[CommuneCode]],
        _ report: inout ImportReport
    ) -> [[String]] {
        var contributions: [CommuneCode: [Contribution]] = [:]
        for (index, row) in table.rows.enumerated() {
            guard let origin = keys[index] else { continue }
            let text = zoning.columns.map { row.fields[$0].straightApostrophes }.joined(separator: "+")
            guard let category = zoning.classes[text] else {
                report.problems.append(
                    SourceProblem(
                        file: table.file, line: row.line,
                        .unexpectedValue(
                            text, column: zoning.columns.map { table.csv.header[$0] }.joined(separator: "+"),
                            expected: .oneOf(zoning.classes.keys.sorted()))))
                continue
            }
            for commune in destinations[index] {
                contributions[commune, default: []].append(Contribution(origin: origin, category: category))
            }
        }
        return contributions.map { commune, parts in
            let categories = Set(parts.map(\.category))
            let isDirect = parts.count == 1 && parts[0].origin == commune
            let first = zoning.order.first(where: categories.contains) ?? Self.mixed
            let merged = categories.count == 1 ? parts[0].category : zoning.takesFirst ? first : Self.mixed
            let origins = parts.sorted { $0.origin < $1.origin }.map { "\($0.origin)=\($0.category)" }
            return [
                commune.rawValue, zoning.code, vintage, merged,
                isDirect ? "" : origins.joined(separator: " "),
            ]
        }
    }
}

/// The zonings that the project knows, and how publishers write their classes.
struct ZoningReference: Sendable {
    private var zoningRows: [Table.Row]
    private var classRows: [Table.Row]

    init(zonings: Table, classes: Table) {
        zoningRows = zonings.rows
        classRows = classes.rows
    }

    /// The zonings of a source, each with the beginnings of the names of its columns.
    func zonings(of role: SourceRole) -> [(code: String, columns: [String], takesFirst: Bool)] {
        zoningRows.filter { $0.values[4] == role.rawValue }.map { row in
            (row.values[0], row.values[5].split(separator: "+").map(String.init), row.values[6] == "first")
        }
    }

    /// The classes of a zoning in the order in which they are shown.
    func order(of zoning: String) -> [String] {
        classRows.filter { $0.values[0] == zoning }
            .sorted { (Int($0.values[5]) ?? 0, $0.values[1]) < (Int($1.values[5]) ?? 0, $1.values[1]) }
            .map { $0.values[1] }
    }

    func classes(of zoning: String) -> [String: String] {
        classRows.filter { $0.values[0] == zoning && $0.values[1] != ZoningImport.mixed }
            .reduce(into: [:]) { $0[$1.values[2]] = $1.values[1] }
    }
}
