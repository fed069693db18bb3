internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// Quartiers prioritaires: perimeters from one file, communes from another, never one guessed from the other.
///
/// Those that lie in outside members of EPCIs only are left out: the perimeters of another région are not at hand, and
/// a list of some of its QPV would be taken for all.
struct QPVImport {
    private(set) var rows: [[String]] = []
    private(set) var communeRows: [[String]] = []
    private(set) var shapes: [NamedShape<QPVCode>] = []
    private(set) var repairs: [CoverageRepair] = []

    init(
        shapes shapeSource: RawSource, communes communeSource: RawSource, _ cog: COG, _ selection: CommuneSelection,
        _ report: inout ImportReport
    ) {
        let links = Self.links(SourceTable(communeSource, &report), cog, &report)
        let communes = Dictionary(grouping: links, by: \.qpv).mapValues { Set($0.map(\.commune)) }
        let names = links.reduce(into: [QPVCode: String]()) { $0[$1.qpv] = $1.name }
        let wanted = communes.filter { !$0.value.isDisjoint(with: selection.inside) }
        rows = wanted.keys.sorted().map { [$0.rawValue, names[$0] ?? ""] }
        communeRows = wanted.flatMap { code, communes in communes.map { [code.rawValue, $0.rawValue] } }
            .filter { selection.contains(CommuneCode(unchecked: $0[1])) }.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
        for (code, communes) in communes.sorted(by: { $0.key < $1.key })
        where wanted[code] == nil && !communes.isDisjoint(with: selection.codes) {
            report.notices.append(SourceProblem(file: communeSource.file, .outsideQPV(code.rawValue)))
        }
        let features = ShapeFile.features(in: shapeSource, QPVCode.self, &report)
        shapes = features.filter { wanted[$0.code] != nil }.sorted { $0.code < $1.code }
        checkCodes(shapeSource, communeSource, wanted: Set(wanted.keys), listed: Set(communes.keys), features, &report)
        clean()
    }

    private static func links(
        _ table: SourceTable, _ cog: COG, _ report: inout ImportReport
    ) -> [(qpv: QPVCode, name: String, commune: CommuneCode)] {
        guard let qpv = table.column("code_qp", problems: &report.problems),
            let name = table.column("lib_qp", problems: &report.problems),
            let commune = table.communeColumn(problems: &report.problems)
        else { return [] }
        return table.rows.compactMap { row in
            guard let code = row.code(QPVCode.self, qpv, of: table, problems: &report.problems),
                let commune = row.code(CommuneCode.self, commune, of: table, problems: &report.problems)
            else { return nil }
            report.noteIfUnknown(commune, in: table, at: row.line, cog)
            return (code, row.fields[name].straightApostrophes, cog.municipalArrondissements[commune] ?? commune)
        }
    }

    private func checkCodes(
        _ shapeSource: RawSource, _ communeSource: RawSource, wanted: Set<QPVCode>, listed: Set<QPVCode>,
        _ features: [NamedShape<QPVCode>], _ report: inout ImportReport
    ) {
        for (index, shape) in shapes.enumerated().dropFirst() where shapes[index - 1].code == shape.code {
            report.problems.append(
                SourceProblem(
                    file: shapeSource.file, line: shape.line,
                    .duplicate(shape.code.rawValue, column: "code_qp", firstLine: shapes[index - 1].line)))
        }
        for code in wanted.subtracting(shapes.map(\.code)).sorted() {
            report.notices.append(SourceProblem(file: shapeSource.file, .missingPolygon(code.rawValue)))
        }
        for feature in features where !listed.contains(feature.code) {
            report.notices.append(
                SourceProblem(
                    file: shapeSource.file, line: feature.line,
                    .unknownReference(feature.code.rawValue, column: "code_qp", table: communeSource.file)))
        }
    }

    /// Makes each perimeter valid on its own: QPV are no coverage, and what lies between two of them is nobody’s.
    private mutating func clean() {
        let cleaning = CoverageCleaning(toleranceInMeters: 0, largestFilledGapInSquareMeters: 0)
        for index in shapes.indices {
            let clean = cleaning.cleaned([(shapes[index].code.rawValue, shapes[index].geometry)])
            shapes[index].geometry = clean.shapes[0]
            repairs += clean.repairs.filter { $0.kind != .gapLeft }
        }
    }
}

extension LocalizedText {
    static func outsideQPV(_ code: String) -> LocalizedText {
        LocalizedText(
            fr: "le QPV \(code) est dans une commune extérieure à la région\u{202F}; il est laissé de côté",
            en: "QPV \(code) lies in a commune outside the région; it is left out")
    }
}
