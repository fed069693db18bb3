internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// Reads the boundaries of the communes and makes them a clean coverage; what was repaired is told.
struct BoundaryImport {
    private(set) var shapes: [NamedShape<CommuneCode>] = []
    private(set) var repairs: [CoverageRepair] = []

    init(_ source: RawSource, _ cog: COG, _ selection: CommuneSelection, _ report: inout ImportReport) {
        var lines: [CommuneCode: Int] = [:]
        var raw: [NamedShape<CommuneCode>] = []
        for shape in Self.shapes(in: source, &report) {
            if let first = lines.updateValue(shape.line, forKey: shape.code) {
                report.problems.append(
                    SourceProblem(
                        file: source.file, line: shape.line,
                        .duplicate(shape.code.rawValue, column: "code", firstLine: first)))
            }
            if selection.contains(shape.code) {
                raw.append(shape)
            } else if cog.communes[shape.code] == nil, cog.municipalArrondissements[shape.code] == nil {
                report.notices.append(
                    SourceProblem(file: source.file, line: shape.line, .shapeOfNoCommune(shape.code.rawValue)))
            }
        }
        if raw.isEmpty, report.problems.isEmpty {
            report.problems.append(SourceProblem(file: source.file, .noShapeOfScope(found: lines.count)))
        }
        report.noteMissing(selection.codes.filter { lines[$0] == nil }, in: source.file)
        guard report.problems.isEmpty else { return }
        raw.sort { $0.code < $1.code }
        let clean = CoverageCleaning().cleaned(raw.map { (code: $0.code.rawValue, shape: $0.geometry) })
        repairs = clean.repairs
        shapes = zip(raw, clean.shapes).compactMap { shape, face in
            guard !face.isEmpty else {
                report.notices.append(
                    SourceProblem(file: source.file, line: shape.line, .missingPolygon(shape.code.rawValue)))
                return nil
            }
            return NamedShape(
                line: shape.line, code: shape.code, name: cog.communes[shape.code]?.name ?? shape.name, geometry: face)
        }
    }

    private static func shapes(
        in source: RawSource, _ report: inout ImportReport
    ) -> [NamedShape<CommuneCode>] {
        if VectorFile.canRead(source.file) {
            return VectorFile(path: source.file).communes(&report.problems)
        }
        return ShapeFile.features(in: source, CommuneCode.self, &report)
    }
}

extension LocalizedText {
    fileprivate static func noShapeOfScope(found: Int) -> LocalizedText {
        LocalizedText(
            fr:
                "aucun des \(found) contours n’est celui d’une commune du périmètre\u{202F}; est-ce le bon fichier, ou la "
                + "bonne couche\u{202F}?",
            en:
                "none of the \(found) shapes is that of a commune of the scope: is it the right file, or the right layer?"
        )
    }

    static func shapeOfNoCommune(_ code: String) -> LocalizedText {
        LocalizedText(
            fr:
                "le contour \(code.inFrenchQuotes) n’est celui d’aucune commune de l’année\u{202F}; il est laissé de côté",
            en: "shape \(code.inEnglishQuotes) is that of no commune of the year; it is left out")
    }
}
