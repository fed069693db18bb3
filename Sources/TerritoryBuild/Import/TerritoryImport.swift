internal import TerritoryFormats
internal import TerritoryKit

// The administrative tables: communes and what they belong to, populations, EPCIs, events.

/// The communes that a package covers.
struct CommuneSelection: Sendable {
    var codes: Set<CommuneCode>
    /// Those of the scope itself, without the outside members of its EPCIs.
    var inside: Set<CommuneCode>

    init(codes: Set<CommuneCode>, inside: Set<CommuneCode>) {
        self.codes = codes
        self.inside = inside
    }

    init(scope: Scope, cog: COG, memberships: [EPCIMembership]) {
        inside = Set(cog.communes.filter { scope.covers($0.value.region) }.keys)
        codes = inside
        let touching = Set(memberships.filter { codes.contains($0.commune) }.map(\.epci))
        codes.formUnion(memberships.filter { touching.contains($0.epci) }.map(\.commune))
    }

    func contains(_ code: CommuneCode) -> Bool { codes.contains(code) }
}

enum COGTables {
    static func rows(_ cog: COG, _ selection: CommuneSelection) -> [(path: String, SourceRole, TableSchema, [[String]])]
    {
        let communes = cog.communes.filter { selection.contains($0.key) }
        let departements = cog.departements.filter { Set(communes.values.map(\.departement)).contains($0.key) }
        let regions = cog.regions.filter { Set(communes.values.map(\.region)).contains($0.key) }
        let arrondissements = cog.arrondissements.filter {
            Set(communes.values.compactMap(\.arrondissement)).contains($0.key)
        }
        return [
            ("data/regions.csv", .regions, Tables.region, rows(of: regions) { [$0.name, $0.seat.rawValue] }),
            (
                "data/departements.csv", .departements, Tables.departement,
                rows(of: departements) { [$0.name, $0.within, $0.seat.rawValue] }
            ),
            (
                "data/arrondissements.csv", .arrondissements, Tables.arrondissement,
                rows(of: arrondissements) { [$0.name, $0.within, $0.seat.rawValue] }
            ),
            (
                "data/communes.csv", .communes, Tables.commune,
                rows(of: communes) { [$0.name, $0.departement.rawValue, $0.arrondissement?.rawValue ?? ""] }
            ),
            ("data/commune_movements.csv", .movements, Tables.communeMovement, movements(cog, selection)),
        ]
    }

    private static func rows<Code: OfficialCode, Value>(
        of territories: [Code: Value], _ fields: (Value) -> [String]
    ) -> [[String]] {
        territories.sorted { $0.key < $1.key }.map { [$0.key.rawValue] + fields($0.value) }
    }

    /// The events of every commune that the selection’s ground ever belonged to.
    private static func movements(_ cog: COG, _ selection: CommuneSelection) -> [[String]] {
        var codes = selection.codes
        var known = 0
        while known != codes.count {
            known = codes.count
            for movement in cog.movements {
                guard let before = movement.before, let after = movement.after else { continue }
                if codes.contains(before.code) || codes.contains(after.code) {
                    codes.insert(before.code)
                    codes.insert(after.code)
                }
            }
        }
        return cog.movements.filter { movement in
            [movement.before, movement.after].contains { end in end.map { codes.contains($0.code) } ?? false }
        }
        .map { movement in
            [String(movement.kind.rawValue), movement.date.description] + fields(movement.before)
                + fields(movement.after)
        }
        .sorted { ($0[1], $0[0], $0[3], $0[6], $0[2], $0[5]) < ($1[1], $1[0], $1[3], $1[6], $1[2], $1[5]) }
    }

    private static func fields(_ end: CommuneMovement.End?) -> [String] {
        end.map { [$0.type, $0.code.rawValue, $0.name] } ?? ["", "", ""]
    }
}

/// Populations légales: those of INSEE, or the municipal ones that the DGCL prints beside the members of the EPCIs.
struct PopulationImport {
    private(set) var rows: [[String]] = []

    init(_ source: RawSource, _ cog: COG, _ selection: CommuneSelection, _ report: inout ImportReport) {
        let table = SourceTable(source, &report)
        guard let code = table.communeColumn(problems: &report.problems),
            let columns = Self.columns(of: table, &report.problems)
        else { return }
        let vintage = source.entry.vintage
        var lines: [CommuneCode: Int] = [:]
        var cities: [CommuneCode: Int] = [:]
        for row in table.rows {
            guard let key = row.code(CommuneCode.self, code, of: table, problems: &report.problems) else { continue }
            let city = cog.municipalArrondissements[key]
            guard selection.contains(city ?? key) else {
                report.noteIfUnknown(key, in: table, at: row.line, cog)
                continue
            }
            if let first = lines.updateValue(row.line, forKey: key) {
                report.problems.append(
                    SourceProblem(
                        file: table.file, line: row.line,
                        .duplicate(key.rawValue, column: table.csv.header[code], firstLine: first)))
            }
            let counts = columns.compactMap { row.count($0, of: table, problems: &report.problems) }
            guard counts.count == columns.count else { continue }
            if let city {
                cities[city, default: 0] += counts[0]
            } else {
                let missing = Array(repeating: "", count: 3 - counts.count)
                rows.append([key.rawValue, vintage] + counts.map(String.init) + missing)
            }
        }
        addCities(cities, vintage, known: lines)
        rows.sort { $0[0] < $1[0] }
        report.noteMissing(selection.codes.filter { lines[$0] == nil && cities[$0] == nil }, in: table.file)
    }

    /// Municipal, counted apart and total; municipal alone where the table is that of the EPCIs.
    private static func columns(of table: SourceTable, _ problems: inout [SourceProblem]) -> [Int]? {
        if table.csv.header.contains(where: { $0.hasPrefix("pmun_") }) {
            return table.column(beginning: "pmun_", problems: &problems).map { [$0] }
        }
        let columns = ["PMUN", "PCAP", "PTOT"].compactMap { table.column($0, problems: &problems) }
        return columns.count == 3 ? columns : nil
    }

    /// Municipal populations of arrondissements add up to that of their city; those counted apart do not, as a person
    /// counted apart in one may live in another.
    private mutating func addCities(
        _ cities: [CommuneCode: Int], _ vintage: String, known lines: [CommuneCode: Int]
    ) {
        for (city, municipal) in cities where lines[city] == nil {
            rows.append([city.rawValue, vintage, String(municipal), "", ""])
        }
    }
}

/// That a commune belongs to an EPCI.
struct EPCIMembership: Sendable {
    var line: Int
    var epci: EPCICode
    var commune: CommuneCode
    var declaredPopulation: Int
}

struct EPCIImport: Sendable {
    struct EPCIRow: Sendable {
        var line: Int
        var name: String
        var nature: EPCI.Nature
        var financing: String
        var members: Int
        var population: Int
        var seat: DepartementCode
    }

    var epcis: [EPCICode: EPCIRow] = [:]
    var memberships: [EPCIMembership] = []

    init(_ source: RawSource, _ report: inout ImportReport) {
        let table = SourceTable(source, &report)
        guard let columns = Columns(table, &report.problems) else { return }
        var lines: [CommuneCode: Int] = [:]
        for row in table.rows {
            guard let epci = row.code(EPCICode.self, columns.epci, of: table, problems: &report.problems),
                let commune = row.code(CommuneCode.self, columns.commune, of: table, problems: &report.problems),
                let nature = nature(of: row, columns, table, &report.problems),
                let members = row.count(columns.members, of: table, problems: &report.problems),
                let total = row.count(columns.total, of: table, problems: &report.problems),
                let population = row.count(columns.population, of: table, problems: &report.problems),
                let seat = row.code(DepartementCode.self, columns.seat, of: table, problems: &report.problems)
            else { continue }
            if let first = lines.updateValue(row.line, forKey: commune) {
                report.problems.append(
                    SourceProblem(
                        file: table.file, line: row.line,
                        .duplicate(commune.rawValue, column: "insee", firstLine: first)))
            }
            memberships.append(
                EPCIMembership(line: row.line, epci: epci, commune: commune, declaredPopulation: population))
            guard epcis[epci] == nil else { continue }
            epcis[epci] = EPCIRow(
                line: row.line, name: row.fields[columns.name].straightApostrophes, nature: nature,
                financing: row.fields[columns.financing], members: members, population: total, seat: seat)
        }
        checkDeclaredMembers(table, &report)
    }

    private func nature(
        of row: CSVTable.Row, _ columns: Columns, _ table: SourceTable, _ problems: inout [SourceProblem]
    ) -> EPCI.Nature? {
        let text = row.fields[columns.nature]
        // The DGCL prints METRO where the law’s abbreviation is ME.
        if let nature = text == "METRO" ? .metropole : EPCI.Nature(rawValue: text) { return nature }
        problems.append(
            SourceProblem(
                file: table.file, line: row.line,
                .unexpectedValue(
                    text, column: "nature_juridique",
                    expected: .oneOf(["METRO"] + EPCI.Nature.allCases.map(\.rawValue)))))
        return nil
    }

    private func checkDeclaredMembers(_ table: SourceTable, _ report: inout ImportReport) {
        let counts = memberships.reduce(into: [:]) { $0[$1.epci, default: 0] += 1 }
        for (code, epci) in epcis.sorted(by: { $0.key < $1.key }) where counts[code] != epci.members {
            report.notices.append(
                SourceProblem(
                    file: table.file, line: epci.line,
                    .memberCount(code.rawValue, declared: epci.members, found: counts[code] ?? 0)))
        }
    }

    func epciRows(_ selection: CommuneSelection) -> [[String]] {
        let kept = Set(memberships.filter { selection.contains($0.commune) }.map(\.epci))
        return epcis.filter { kept.contains($0.key) }.sorted { $0.key < $1.key }.map { code, epci in
            [
                code.rawValue, epci.name, epci.nature.rawValue, epci.financing, String(epci.members),
                String(epci.population), epci.seat.rawValue,
            ]
        }
    }

    func memberRows(_ selection: CommuneSelection) -> [[String]] {
        memberships.filter { selection.contains($0.commune) }
            .map { [$0.epci.rawValue, $0.commune.rawValue, String($0.declaredPopulation)] }
            .sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    }

    private struct Columns {
        let epci: Int
        let name: Int
        let nature: Int
        let financing: Int
        let members: Int
        let total: Int
        let commune: Int
        let population: Int
        let seat: Int

        init?(_ table: SourceTable, _ problems: inout [SourceProblem]) {
            guard let epci = table.column("siren", problems: &problems),
                let name = table.column("raison_sociale", problems: &problems),
                let nature = table.column("nature_juridique", problems: &problems),
                let financing = table.column("mode_financ", problems: &problems),
                let members = table.column("nb_membres", problems: &problems),
                let total = table.column("total_pop_mun", problems: &problems),
                let commune = table.communeColumn(problems: &problems),
                let population = table.column(beginning: "pmun_", problems: &problems),
                let seat = table.column("dept", problems: &problems)
            else { return nil }
            (self.epci, self.name, self.nature, self.financing) = (epci, name, nature, financing)
            (self.members, self.total, self.commune, self.population) = (members, total, commune, population)
            self.seat = seat
        }
    }
}
