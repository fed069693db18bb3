internal import TerritoryFormats
internal import TerritoryKit

/// Reads which competences the EPCIs hold, in the codes of the BANATIC nomenclature.
struct CompetenceImport {
    private(set) var rows: [[String]] = []

    init(_ source: RawSource, epcis: Set<String>, _ report: inout ImportReport) {
        let table = SourceTable(source, &report)
        guard let siren = table.column("siren", problems: &report.problems),
            let competence = table.column("competence_code", problems: &report.problems)
        else { return }
        var held: Set<[String]> = []
        for row in table.rows {
            guard let code = row.code(EPCICode.self, siren, of: table, problems: &report.problems) else { continue }
            guard epcis.contains(code.rawValue) else { continue }
            held.insert([code.rawValue, source.entry.vintage, row.fields[competence]])
        }
        rows = held.sorted { $0.lexicographicallyPrecedes($1) }
        report.noteUnknownCompetences(of: epcis.subtracting(rows.map { $0[0] }), in: table.file)
    }
}

extension ImportReport {
    /// EPCIs made since the register was drawn up are not in it: what they hold is unknown.
    fileprivate mutating func noteUnknownCompetences(of epcis: Set<String>, in file: String) {
        guard !epcis.isEmpty else { return }
        let list = epcis.sorted().joined(separator: ", ")
        notices.append(
            SourceProblem(
                file: file,
                LocalizedText(
                    fr:
                        "\(epcis.count) EPCI n’y figurent pas\u{202F}; leurs compétences restent inconnues\u{202F}: \(list)",
                    en: "\(epcis.count) EPCIs are not in it; their competences remain unknown: \(list)")))
    }
}
