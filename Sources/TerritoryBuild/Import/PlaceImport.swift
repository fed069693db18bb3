internal import TerritoryFormats
internal import TerritoryKit
internal import TerritoryGeometry

// Places by commune: France services points.

struct FranceServicesImport {
    var rows: [[String]] = []

    init(_ source: RawSource, _ cog: COG, _ selection: CommuneSelection, _ report: inout ImportReport) {
        let table = SourceTable(source, &report)
        guard let code = table.column("id_fs", problems: &report.problems),
            let name = table.column("lib_fs", problems: &report.problems),
            let commune = table.communeColumn(problems: &report.problems),
            let format = table.column("format_fs", problems: &report.problems),
            let longitude = table.column("longitude", problems: &report.problems),
            let latitude = table.column("latitude", problems: &report.problems)
        else { return }
        let keys = table.rows.map { $0.code(CommuneCode.self, commune, of: table, problems: &report.problems) }
        let carrier = CodeCarrier(codes: Set(keys.compactMap { $0 }), cog: cog)
        for (row, key) in zip(table.rows, keys) {
            guard let key, let place = home(of: key, carrier, table, row.line, selection, &report) else { continue }
            guard let east = Double(row.fields[longitude]), let north = Double(row.fields[latitude]),
                Position.longitudes.contains(east), Position.latitudes.contains(north)
            else {
                report.problems.append(
                    SourceProblem(
                        file: table.file, line: row.line,
                        .unexpectedValue(
                            "\(row.fields[longitude]) \(row.fields[latitude])", column: "longitude latitude",
                            expected: .degrees)))
                continue
            }
            let label = row.fields[name].straightApostrophes
            rows.append([row.fields[code], label, place.rawValue, row.fields[format], "\(east)", "\(north)"])
        }
        rows.sort { ($0[0].utf8.count, $0[0]) < ($1[0].utf8.count, $1[0]) }
    }

    private func home(
        of key: CommuneCode, _ carrier: CodeCarrier, _ table: SourceTable, _ line: Int, _ selection: CommuneSelection,
        _ report: inout ImportReport
    ) -> CommuneCode? {
        switch carrier.destination(of: key) {
        case .communes(let successors) where successors.count == 1:
            return selection.contains(successors[0]) ? successors[0] : nil
        case .municipalArrondissement(let city): return selection.contains(city) ? city : nil
        default:
            report.notices.append(SourceProblem(file: table.file, line: line, .notInCOG(key.rawValue)))
            return nil
        }
    }
}

extension LocalizedText {
    static let degrees = LocalizedText(
        fr: "une longitude et une latitude en degrés (EPSG:4326)",
        en: "a longitude and a latitude in degrees (EPSG:4326)")
}
