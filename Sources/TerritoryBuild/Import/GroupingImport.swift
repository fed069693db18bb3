internal import TerritoryFormats
internal import TerritoryKit

// Groupings of BANATIC: the PETR with the EPCIs they are made of, and the syndicats that may run schools.

/// Pôles d’équilibre territorial et rural, as sets of whole EPCIs.
///
/// The file names the members that are EPCIs of the package: a PETR with others is known in part.
struct PETRImport {
    private(set) var rows: [[String]] = []
    private(set) var memberRows: [[String]] = []

    init(_ source: RawSource, epcis: Set<String>, _ report: inout ImportReport) {
        let table = SourceTable(source, &report)
        guard let siren = table.column("siren_groupement", problems: &report.problems),
            let name = table.column(beginning: "nom_groupement", problems: &report.problems),
            let nature = table.column(beginning: "nature", problems: &report.problems),
            let member = table.column("siren_epci", problems: &report.problems)
        else { return }
        var names: [String: String] = [:]
        var members: Set<[String]> = []
        for row in table.rows where row.fields[nature] == "PETR" {
            guard let code = row.code(EPCICode.self, siren, of: table, problems: &report.problems),
                let epci = row.code(EPCICode.self, member, of: table, problems: &report.problems),
                epcis.contains(epci.rawValue)
            else { continue }
            names[code.rawValue] = row.fields[name].straightApostrophes
            members.insert([code.rawValue, "epci", epci.rawValue])
        }
        let reference = "\(source.entry.publisher), \(source.entry.title), \(source.entry.vintage)"
        rows = names.sorted { $0.key < $1.key }.map { [$0.key, "petr", $0.value, reference] }
        memberRows = members.sorted { $0.lexicographicallyPrecedes($1) }
    }
}

/// Syndicats that hold the school competence or that of after-school care; the file has the département of their seat, and
/// no list of members.
struct SchoolSyndicatImport {
    private(set) var rows: [[String]] = []

    init(_ source: RawSource, departements: Set<String>, _ report: inout ImportReport) {
        let table = SourceTable(source, &report)
        guard let siren = table.column("siren", problems: &report.problems),
            let name = table.column("nom", problems: &report.problems),
            let nature = table.column("nature", problems: &report.problems),
            let departement = table.column("dep", problems: &report.problems),
            let school = table.column("competence_4010", problems: &report.problems),
            let afterSchool = table.column("competence_4015", problems: &report.problems)
        else { return }
        for row in table.rows where departements.contains(row.fields[departement]) {
            guard let code = row.code(EPCICode.self, siren, of: table, problems: &report.problems),
                let holdsSchool = row.flag(school, of: table, problems: &report.problems),
                let holdsAfterSchool = row.flag(afterSchool, of: table, problems: &report.problems),
                // A name with « école » may be that of a school of music.
                holdsSchool || holdsAfterSchool
            else { continue }
            rows.append([
                code.rawValue, row.fields[name].straightApostrophes, row.fields[nature], row.fields[departement],
                String(holdsSchool), String(holdsAfterSchool),
            ])
        }
        rows.sort { $0[0] < $1[0] }
    }
}

extension CSVTable.Row {
    /// Reads a flag that the publisher writes 0 or 1.
    fileprivate func flag(_ column: Int, of table: SourceTable, problems: inout [SourceProblem]) -> Bool? {
        if let flag = ["0": false, "1": true][fields[column]] { return flag }
        problems.append(
            SourceProblem(
                file: table.file, line: line,
                .unexpectedValue(fields[column], column: table.csv.header[column], expected: .oneOf(["0", "1"]))))
        return nil
    }
}
