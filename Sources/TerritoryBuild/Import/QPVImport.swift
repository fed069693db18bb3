internal import Foundation
internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// Quartiers prioritaires: perimeters from one file, communes from another, never one guessed from the other.
///
/// Where the perimeters are those of the whole country, the QPV of outside members and of the neighbourhood come along,
/// flagged as outside the scope, so that the nearest to any position is known. From perimeters of the scope alone, those
/// of outside members are left out: a list of some of their QPV would be taken for all.
struct QPVImport {
    private(set) var rows: [[String]] = []
    private(set) var communeRows: [[String]] = []
    private(set) var shapes: [NamedShape<QPVCode>] = []
    private(set) var repairs: [CoverageRepair] = []
    /// Metres around the scope within which every QPV is here; `nil` where those of the scope are alone.
    private(set) var knownWithinMeters: Int?

    /// Farther than any place of a région is from its nearest QPV.
    private static let neighbourhoodInMeters = 100_000

    // `ground`: the shapes of the communes of the scope.
    init(
        shapes shapeSource: RawSource, communes communeSource: RawSource, _ cog: COG, _ selection: CommuneSelection,
        ground: [MultiPolygon], _ report: inout ImportReport
    ) {
        let links = Self.links(SourceTable(communeSource, &report), cog, &report)
        let communes = Dictionary(grouping: links, by: \.qpv).mapValues { Set($0.map(\.commune)) }
        let names = links.reduce(into: [QPVCode: String]()) { $0[$1.qpv] = $1.name }
        let places = links.reduce(into: [QPVCode: [String]]()) {
            if $0[$1.qpv]?.contains($1.place) != true { $0[$1.qpv, default: []].append($1.place) }
        }
        let inside = communes.filter { !$0.value.isDisjoint(with: selection.inside) }
        var wanted = inside
        let features = ShapeFile.features(in: shapeSource, QPVCode.self, &report)
        let boxes = ground.compactMap(\.boundingBox)
        let near = features.filter { wanted[$0.code] == nil && Self.isNear($0.geometry, boxes) }.map(\.code)
        if Self.areAllKnown(listed: Set(communes.keys), drawn: Set(features.map(\.code)), near: near) {
            knownWithinMeters = Self.neighbourhoodInMeters
            let members = communes.filter { !$0.value.isDisjoint(with: selection.codes) }.keys
            for code in near + members { wanted[code] = communes[code] ?? [] }
        }
        rows = wanted.keys.sorted().map { code in
            [
                code.rawValue, names[code] ?? "", String(inside[code] != nil),
                places[code]?.joined(separator: ", ") ?? "",
            ]
        }
        communeRows = wanted.flatMap { code, communes in communes.map { [code.rawValue, $0.rawValue] } }
            .filter { selection.contains(CommuneCode(unchecked: $0[1])) }.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
        for (code, communes) in communes.sorted(by: { $0.key < $1.key })
        where wanted[code] == nil && !communes.isDisjoint(with: selection.codes) {
            report.notices.append(SourceProblem(file: communeSource.file, .outsideQPV(code.rawValue)))
        }
        shapes = features.filter { wanted[$0.code] != nil }.sorted { $0.code < $1.code }
        checkCodes(shapeSource, communeSource, wanted: Set(wanted.keys), listed: Set(communes.keys), features, &report)
        clean()
    }

    private static func links(
        _ table: SourceTable, _ cog: COG, _ report: inout ImportReport
    ) -> [(qpv: QPVCode, name: String, commune: CommuneCode, place: String)] {
        guard let qpv = table.column("code_qp", problems: &report.problems),
            let name = table.column("lib_qp", problems: &report.problems),
            let place = table.column("lib_com", problems: &report.problems),
            let commune = table.communeColumn(problems: &report.problems)
        else { return [] }
        return table.rows.compactMap { row in
            guard let code = row.code(QPVCode.self, qpv, of: table, problems: &report.problems),
                let commune = row.code(CommuneCode.self, commune, of: table, problems: &report.problems)
            else { return nil }
            report.noteIfUnknown(commune, in: table, at: row.line, cog)
            return (
                code, row.fields[name].straightApostrophes, cog.municipalArrondissements[commune] ?? commune,
                row.fields[place].straightApostrophes
            )
        }
    }

    /// Whether every QPV of the neighbourhood has a shape.
    ///
    /// One that is listed and not drawn is far away where others of its département are drawn, and none of them is near.
    private static func areAllKnown(listed: Set<QPVCode>, drawn: Set<QPVCode>, near: [QPVCode]) -> Bool {
        func departement(_ code: QPVCode) -> Substring { code.rawValue.prefix(5) }
        let (drawnIn, nearIn) = (Set(drawn.map(departement)), Set(near.map(departement)))
        return !drawn.isEmpty
            && listed.subtracting(drawn).allSatisfy {
                drawnIn.contains(departement($0)) && !nearIn.contains(departement($0))
            }
    }

    /// Whether a shape may be in the neighbourhood of some boxes.
    ///
    /// Degrees are taken for fewer metres than they have, so that no shape of the neighbourhood is left out.
    private static func isNear(_ shape: MultiPolygon, _ boxes: [BoundingBox]) -> Bool {
        guard let own = shape.boundingBox else { return false }
        return boxes.contains { box in
            let east = max(0, own.west - box.east, box.west - own.east)
            let north = max(0, own.south - box.north, box.south - own.north)
            let highest = max(abs(own.north), abs(own.south), abs(box.north), abs(box.south))
            let (x, y) = (east * 111_000 * cos(highest * .pi / 180), north * 110_500)
            return (x * x + y * y).squareRoot() <= Double(neighbourhoodInMeters)
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
