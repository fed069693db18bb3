internal import TerritoryFormats
internal import TerritoryKit

/// Reads which postcodes the communes have, as La Poste prints them: a row for each place of distribution, so that a
/// commune can have several postcodes, a postcode several communes, and a pair several rows.
struct PostcodeImport {
    private(set) var rows: [[String]] = []
    private(set) var codeVintage: Int

    init(_ source: RawSource, _ cog: COG, _ selection: CommuneSelection, _ report: inout ImportReport) {
        codeVintage = cog.date.year
        let table = SourceTable(source, &report)
        // The file of La Poste has its names in several letter cases, and once a sign before the first.
        guard
            let commune = table.column(
                "code_commune_insee", "Code_commune_INSEE", "#Code_commune_INSEE", problems: &report.problems),
            let postcode = table.column("code_postal", "Code_postal", problems: &report.problems)
        else { return }
        let keys = table.rows.map { $0.code(CommuneCode.self, commune, of: table, problems: &report.problems) }
        let carrier = CodeCarrier(codes: Set(keys.compactMap { $0 }), cog: cog)
        codeVintage = carrier.vintage
        var pairs: Set<[String]> = []
        var told: Set<CommuneCode> = []
        for (row, key) in zip(table.rows, keys) {
            guard let key,
                let postcode = row.code(Postcode.self, postcode, of: table, problems: &report.problems)
            else { continue }
            let isFirst = told.insert(key).inserted
            for home in Self.homes(of: key, carrier, selection, table, row.line, tells: isFirst, &report) {
                pairs.insert([postcode.rawValue, home.rawValue])
            }
        }
        rows = pairs.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
        let known = Set(rows.map { $0[1] })
        report.noteMissing(selection.codes.filter { !known.contains($0.rawValue) }, in: table.file)
    }

    /// The communes of today that a postcode goes to; what is carried over or unknown is told once for each code.
    private static func homes(
        of key: CommuneCode, _ carrier: CodeCarrier, _ selection: CommuneSelection, _ table: SourceTable, _ line: Int,
        tells: Bool, _ report: inout ImportReport
    ) -> [CommuneCode] {
        switch carrier.destination(of: key) {
        case .municipalArrondissement(let city): return selection.contains(city) ? [city] : []
        case .unknown:
            if tells { report.notices.append(SourceProblem(file: table.file, line: line, .notInCOG(key.rawValue))) }
            return []
        case .communes(let successors):
            let kept = successors.filter(selection.contains)
            if tells, successors != [key], !kept.isEmpty {
                report.notices.append(
                    SourceProblem(
                        file: table.file, line: line,
                        .carried(key.rawValue, to: successors, vintage: carrier.vintage)))
            }
            return kept
        }
    }
}
