internal import TerritoryFormats
internal import TerritoryKit

/// Reads which communes have a first-degree school of a priority network (REP, REP+) from a list of establishments.
///
/// The list is that of the académies of the scope: a commune of the scope without a school in it has none there, and
/// beyond the scope nothing is known. Collèges are left out.
struct PriorityEducationImport {
    private(set) var rows: [[String]] = []
    private(set) var codeVintage: Int?

    static let zoning = "education_prioritaire"
    private static let classes = ["REP": "rep", "REP+": "rep_plus"]
    private static let none = "aucune"

    init(_ source: RawSource, _ cog: COG, _ selection: CommuneSelection, _ report: inout ImportReport) {
        let table = SourceTable(source, &report)
        guard let commune = table.column("code_commune", problems: &report.problems),
            let type = table.column("type", problems: &report.problems),
            let network = table.column("ep", problems: &report.problems)
        else { return }
        let keys = table.rows.map { $0.code(CommuneCode.self, commune, of: table, problems: &report.problems) }
        let carrier = CodeCarrier(codes: Set(keys.compactMap { $0 }), cog: cog)
        codeVintage = carrier.vintage
        var found: [CommuneCode: Set<String>] = [:]
        for (row, key) in zip(table.rows, keys) {
            guard let key, row.fields[type].hasPrefix("ECOLE") else { continue }
            guard let category = Self.classes[row.fields[network]] else {
                report.problems.append(
                    SourceProblem(
                        file: table.file, line: row.line,
                        .unexpectedValue(
                            row.fields[network], column: "ep", expected: .oneOf(Self.classes.keys.sorted()))))
                continue
            }
            switch carrier.destination(of: key) {
            case .communes(let successors) where successors.count == 1:
                found[successors[0], default: []].insert(category)
            case .municipalArrondissement(let city): found[city, default: []].insert(category)
            default: report.notices.append(SourceProblem(file: table.file, line: row.line, .notInCOG(key.rawValue)))
            }
        }
        rows = selection.inside.sorted().map { code in
            // A commune with schools of both kinds is told by the stronger.
            let category = found[code].map { $0.contains("rep_plus") ? "rep_plus" : "rep" } ?? Self.none
            return [code.rawValue, Self.zoning, source.entry.vintage, category, ""]
        }
    }
}
