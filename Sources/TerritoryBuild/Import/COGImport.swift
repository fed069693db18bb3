internal import TerritoryFormats
internal import TerritoryKit

/// The code officiel géographique as INSEE prints it: the territories of a year and the events behind them.
struct COG: Sendable {
    struct Commune: Sendable {
        var line: Int
        var name: String
        var region: RegionCode
        var departement: DepartementCode
        var arrondissement: ArrondissementCode?
    }

    struct Parent<Code: OfficialCode>: Sendable {
        var name: String
        var seat: CommuneCode
        var within: String
    }

    var communes: [CommuneCode: Commune] = [:]
    /// The arrondissements municipaux of Paris, Lyon and Marseille, with their commune.
    var municipalArrondissements: [CommuneCode: CommuneCode] = [:]
    var regions: [RegionCode: Parent<RegionCode>] = [:]
    var departements: [DepartementCode: Parent<DepartementCode>] = [:]
    var arrondissements: [ArrondissementCode: Parent<ArrondissementCode>] = [:]
    var movements: [CommuneMovement] = []
    var history = CommuneHistory(movements: [], current: [:])
    var date: CivilDate
    /// What of France the communes are those of; `nil` where it is all of it.
    var extent: Extent?

    /// A part of France.
    struct Extent: Sendable {
        var name: String
        /// Those whose communes are all here.
        var departements: Set<DepartementCode>
    }
}

extension COG {
    init(_ sources: RawSources, _ report: inout ImportReport) {
        self.init(date: sources[.communes]?.entry.date ?? CivilDate.distantFuture)
        if let source = sources[.regions] { readRegions(SourceTable(source, &report), &report.problems) }
        if let source = sources[.departements] { readDepartements(SourceTable(source, &report), &report.problems) }
        if let source = sources[.arrondissements] {
            readArrondissements(SourceTable(source, &report), &report.problems)
        }
        if let source = sources[.communes] { readCommunes(SourceTable(source, &report), &report.problems) }
        if let source = sources[.movements] { readMovements(SourceTable(source, &report), &report.problems) }
        history = CommuneHistory(movements: movements, current: communes.mapValues(\.name))
    }

    private mutating func readRegions(_ table: SourceTable, _ problems: inout [SourceProblem]) {
        guard let code = table.column("REG", problems: &problems),
            let seat = table.column("CHEFLIEU", problems: &problems),
            let name = table.column("LIBELLE", problems: &problems)
        else { return }
        for row in table.rows {
            guard let key = row.code(RegionCode.self, code, of: table, problems: &problems),
                let seat = row.code(CommuneCode.self, seat, of: table, problems: &problems)
            else { continue }
            regions[key] = Parent(name: row.fields[name].straightApostrophes, seat: seat, within: "")
        }
    }

    private mutating func readDepartements(_ table: SourceTable, _ problems: inout [SourceProblem]) {
        guard let code = table.column("DEP", problems: &problems),
            let region = table.column("REG", problems: &problems),
            let seat = table.column("CHEFLIEU", problems: &problems),
            let name = table.column("LIBELLE", problems: &problems)
        else { return }
        for row in table.rows {
            guard let key = row.code(DepartementCode.self, code, of: table, problems: &problems),
                let region = row.code(RegionCode.self, region, of: table, problems: &problems),
                let seat = row.code(CommuneCode.self, seat, of: table, problems: &problems)
            else { continue }
            departements[key] = Parent(
                name: row.fields[name].straightApostrophes, seat: seat, within: region.rawValue)
        }
    }

    private mutating func readArrondissements(_ table: SourceTable, _ problems: inout [SourceProblem]) {
        guard let code = table.column("ARR", problems: &problems),
            let departement = table.column("DEP", problems: &problems),
            let seat = table.column("CHEFLIEU", problems: &problems),
            let name = table.column("LIBELLE", problems: &problems)
        else { return }
        for row in table.rows {
            guard let key = row.code(ArrondissementCode.self, code, of: table, problems: &problems),
                let departement = row.code(DepartementCode.self, departement, of: table, problems: &problems),
                let seat = row.code(CommuneCode.self, seat, of: table, problems: &problems)
            else { continue }
            arrondissements[key] = Parent(
                name: row.fields[name].straightApostrophes, seat: seat, within: departement.rawValue)
        }
    }

    private mutating func readCommunes(_ table: SourceTable, _ problems: inout [SourceProblem]) {
        guard let type = table.column("TYPECOM", problems: &problems),
            let code = table.column("COM", problems: &problems), let region = table.column("REG", problems: &problems),
            let departement = table.column("DEP", problems: &problems),
            let arrondissement = table.column("ARR", problems: &problems),
            let name = table.column("LIBELLE", problems: &problems),
            let parent = table.column("COMPARENT", problems: &problems)
        else { return }
        let types = ["COM", "COMD", "COMA", "ARM"]
        for row in table.rows {
            guard let key = row.code(CommuneCode.self, code, of: table, problems: &problems) else { continue }
            switch row.fields[type] {
            case "COM":
                guard let region = row.code(RegionCode.self, region, of: table, problems: &problems),
                    let departement = row.code(DepartementCode.self, departement, of: table, problems: &problems)
                else { continue }
                if let first = communes[key] {
                    problems.append(
                        SourceProblem(
                            file: table.file, line: row.line,
                            .duplicate(key.rawValue, column: "COM", firstLine: first.line)))
                }
                communes[key] = Commune(
                    line: row.line, name: row.fields[name].straightApostrophes, region: region,
                    departement: departement, arrondissement: ArrondissementCode(rawValue: row.fields[arrondissement]))
            case "ARM": municipalArrondissements[key] = CommuneCode(rawValue: row.fields[parent])
            case let other where !types.contains(other):
                problems.append(
                    SourceProblem(
                        file: table.file, line: row.line,
                        .unexpectedValue(other, column: "TYPECOM", expected: .oneOf(types))))
            default: break
            }
        }
    }

    private mutating func readMovements(_ table: SourceTable, _ problems: inout [SourceProblem]) {
        guard let kind = table.column("MOD", problems: &problems),
            let date = table.column("DATE_EFF", problems: &problems),
            let before = MovementEndColumns("AV", table, &problems),
            let after = MovementEndColumns("AP", table, &problems)
        else { return }
        for row in table.rows {
            guard let number = Int(row.fields[kind]), let kind = CommuneMovement.Kind(rawValue: number) else {
                let known = CommuneMovement.Kind.allCases.map { String($0.rawValue) }
                problems.append(
                    SourceProblem(
                        file: table.file, line: row.line,
                        .unexpectedValue(row.fields[kind], column: "MOD", expected: .oneOf(known))))
                continue
            }
            guard let date = CivilDate(row.fields[date]) else {
                problems.append(
                    SourceProblem(
                        file: table.file, line: row.line,
                        .unexpectedValue(row.fields[date], column: "DATE_EFF", expected: .isoDate)))
                continue
            }
            let (before, after) = (before.end(in: row, of: table, &problems), after.end(in: row, of: table, &problems))
            // An arrondissement municipal takes no ground from its commune (Marseille, 1946).
            if before?.type == "ARM" || after?.type == "ARM" { continue }
            movements.append(CommuneMovement(kind: kind, date: date, before: before, after: after))
        }
    }
}

/// The three columns that describe one end of a movement.
private struct MovementEndColumns {
    let type: Int
    let code: Int
    let name: Int

    init?(_ suffix: String, _ table: SourceTable, _ problems: inout [SourceProblem]) {
        guard let type = table.column("TYPECOM_" + suffix, problems: &problems),
            let code = table.column("COM_" + suffix, problems: &problems),
            let name = table.column("LIBELLE_" + suffix, problems: &problems)
        else { return nil }
        (self.type, self.code, self.name) = (type, code, name)
    }

    func end(in row: CSVTable.Row, of table: SourceTable, _ problems: inout [SourceProblem]) -> CommuneMovement.End? {
        guard !row.fields[code].isEmpty,
            let key = row.code(CommuneCode.self, code, of: table, problems: &problems)
        else { return nil }
        return CommuneMovement.End(type: row.fields[type], code: key, name: row.fields[name].straightApostrophes)
    }
}
