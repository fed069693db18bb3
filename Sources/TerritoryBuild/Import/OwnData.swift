internal import Foundation
public import TerritoryFormats
public import TerritoryKit

/// Adds to a package what its users know: the register of local pacts, and indicators of their own.
///
/// It goes to `data/own/`, which no import touches; the next build loads it.
public struct OwnData: Sendable {
    /// The folder that holds `geo/` and `data/`.
    public var package: String

    public init(package: String) { self.package = package }

    static let folder = "data/own"

    /// Loads a register of pacts in place of the former one.
    ///
    /// The file is a CSV with the columns `code`, `name`, `carrier`, `territories` (codes separated by spaces),
    /// `themes`, `valid_from`, `valid_until`, `state_amount`, `total_amount` and `source`.
    ///
    /// - Returns: How many pacts were loaded.
    /// - Throws: `ImportError` with every problem of every line; nothing is loaded then.
    public func loadPacts(from file: String) throws -> Int {
        let folder = try PackageFolder(package, for: .writing)
        let data = try DataPackage(in: folder, acceptsEdits: true)
        var problems: [SourceProblem] = []
        let register = PactRegister(
            CSVTable(file: file, bytes: try SourceFile.bytes(of: file), problems: &problems), in: data,
            problems: &problems)
        guard problems.isEmpty else { throw ImportError(problems) }
        try write(
            [
                ("pacts.csv", Tables.pact, register.pacts),
                ("pact_territories.csv", Tables.pactTerritory, register.territories),
            ], to: folder, scope: data.scope)
        return register.pacts.count
    }

    /// What an indicator of one’s own is, and how its values combine.
    public struct IndicatorDefinition: Sendable {
        public var code: String
        public var label: LocalizedText
        public var unit: LocalizedText
        public var period: String
        public var rule: AggregationRule.Kind
        /// Indicator that weights a mean.
        public var weight: String?

        public init(
            code: String, label: LocalizedText, unit: LocalizedText, period: String, rule: AggregationRule.Kind,
            weight: String? = nil
        ) {
            self.code = code
            self.label = label
            self.unit = unit
            self.period = period
            self.rule = rule
            self.weight = weight
        }
    }

    /// What loading an indicator did.
    public struct LoadedIndicator: Sendable {
        public var communes: Int
        /// The year of the code officiel géographique that the codes were found to follow.
        public var codeVintage: Int
        /// Rows that were carried over a merger, or could not be.
        public var notices: [SourceProblem]
    }

    /// Loads an indicator from a CSV with the columns `code` and `value`, and optionally `flag` (`s`, `nd`, `/`).
    ///
    /// - Throws: `ImportError` with every problem of every line; nothing is loaded then.
    public func loadIndicator(_ definition: IndicatorDefinition, from file: String) throws -> LoadedIndicator {
        let folder = try PackageFolder(package, for: .writing)
        let data = try DataPackage(in: folder, acceptsEdits: true)
        if let taken = data.rows(Tables.indicator).first(where: {
            $0.values[0] == definition.code && !$0.file.contains(Self.folder + "/")
        }) {
            throw ImportError([
                SourceProblem(
                    file: taken.file, line: taken.line,
                    .duplicate(definition.code, column: "code", firstLine: taken.line))
            ])
        }
        let values = try OwnIndicator(definition, file: file, in: data)
        func others(_ table: TableSchema, _ place: Int) -> [[String]] {
            data.rows(table).filter { $0.file.contains(Self.folder + "/") && $0.values[place] != definition.code }
                .map(\.values)
        }
        try write(
            [
                ("indicators.csv", Tables.indicator, others(Tables.indicator, 0) + [values.definitionRow]),
                ("indicator_values.csv", Tables.indicatorValue, others(Tables.indicatorValue, 0) + values.rows),
            ], to: folder, scope: data.scope)
        return values.outcome
    }

    /// Writes files of the folder, and its description with the other files that are there.
    private func write(
        _ tables: [(name: String, schema: TableSchema, rows: [[String]])], to folder: PackageFolder, scope: Scope
    ) throws {
        var files = tables.map { table in
            let rows = table.rows.sorted { $0.lexicographicallyPrecedes($1) }
            let bytes = CSVWriter.bytes(header: table.schema.fields.map(\.name), rows: rows)
            return (path: Self.folder + "/" + table.name, bytes: bytes)
        }
        let kept = PackageFile.all.filter { file in
            file.folder == Self.folder && !files.contains { $0.path == file.path }
                && FileManager.default.fileExists(atPath: package + "/" + file.path)
        }
        for file in kept { files.append((file.path, try SourceFile.bytes(of: package + "/" + file.path))) }
        let resources = PackageFile.all.filter { $0.folder == Self.folder }.compactMap { file in
            files.first { $0.path == file.path }.map { PackageWriter.resource(file, $0.bytes, sources: []) }
        }
        files.append(
            (
                Self.folder + "/datapackage.json",
                try PackageWriter.descriptor(of: Self.folder, resources, scope: scope)
            ))
        try folder.replace(files)
    }
}

/// A register of pacts, read and checked.
struct PactRegister {
    private(set) var pacts: [[String]] = []
    private(set) var territories: [[String]] = []

    init(_ csv: CSVTable, in data: DataPackage, problems: inout [SourceProblem]) {
        let columns = Tables.pact.fields.map(\.name)
        guard let places = Self.places(of: columns + ["territories"], in: csv, &problems) else { return }
        let kinds = TerritoryKinds(data)
        let cog = COG(data)
        var lines: [String: Int] = [:]
        for row in csv.rows {
            let values = columns.map { row.fields[places[$0] ?? 0] }
            var found = zip(Tables.pact.fields, values).compactMap { $0.problem(with: $1) }
            if let first = lines.updateValue(row.line, forKey: values[0]) {
                found.append(.duplicate(values[0], column: "code", firstLine: first))
            }
            for theme in values[3].split(separator: " ") where !Tables.pactThemes.contains(String(theme)) {
                found.append(
                    .unexpectedValue(String(theme), column: "themes", expected: .oneOf(Tables.pactThemes)))
            }
            found += RowOrder.all(of: Tables.pact).compactMap { $0.problem(Tables.pact, values) }
            let codes = row.fields[places["territories"] ?? 0].split(separator: " ").map(String.init)
            if codes.isEmpty { found.append(.unexpectedValue("", column: "territories", expected: .territoryCodes)) }
            for (place, code) in codes.enumerated() {
                if codes[..<place].contains(code) {
                    found.append(.twiceInCell(code, column: "territories"))
                } else if let kind = kinds.kind(of: code) {
                    territories.append([values[0], kind.rawValue, code])
                } else {
                    found.append(Self.unknown(code, cog))
                }
            }
            problems += found.map { SourceProblem(file: csv.file, line: row.line, $0) }
            pacts.append(values)
        }
    }

    /// A commune of the past is told with its successor: its pact names the ground of a day gone by.
    private static func unknown(_ code: String, _ cog: COG) -> LocalizedText {
        guard let commune = CommuneCode(rawValue: code) else {
            return .unknownReference(code, column: "territories", table: "data/")
        }
        return cog.history.formerCommune(commune) ?? cog.unknown(commune)
    }

    private static func places(
        of columns: [String], in csv: CSVTable, _ problems: inout [SourceProblem]
    ) -> [String: Int]? {
        let missing = columns.filter { csv.column($0) == nil }
        guard missing.isEmpty else {
            if !csv.header.isEmpty {
                problems += missing.map {
                    SourceProblem(file: csv.file, line: 1, .missingColumn($0, found: csv.header))
                }
            }
            return nil
        }
        return columns.reduce(into: [:]) { $0[$1] = csv.column($1) }
    }
}

/// Which kind of territory a code of the package names.
struct TerritoryKinds {
    private var kinds: [String: TerritoryKind] = [:]

    init(_ data: DataPackage) {
        let tables: [(TableSchema, TerritoryKind)] = [
            (Tables.region, .region), (Tables.arrondissement, .arrondissement), (Tables.departement, .departement),
            (Tables.epci, .epci), (Tables.commune, .commune), (Tables.qpv, .qpv), (Tables.grouping, .grouping),
        ]
        for (table, kind) in tables {
            for row in data.rows(table) { kinds[row.values[0]] = kind }
        }
    }

    func kind(of code: String) -> TerritoryKind? { kinds[code] }
}

/// An indicator of a user’s own, read and carried to the communes of today.
struct OwnIndicator {
    let definitionRow: [String]
    private(set) var rows: [[String]] = []
    private(set) var outcome: OwnData.LoadedIndicator

    init(_ definition: OwnData.IndicatorDefinition, file: String, in data: DataPackage) throws {
        let source = RawSource(
            entry: SourceList.Entry(
                role: .filosofi, file: file, label: definition.label, title: definition.label.en, publisher: "",
                license: "", vintage: "",
                date: .distantFuture),
            file: file, bytes: try SourceFile.bytes(of: file), hash: "")
        var report = ImportReport()
        let cog = COG(data)
        let values = IndicatorImport(
            source, cog, CommuneSelection(codes: Set(cog.communes.keys), inside: []), qpvs: [],
            specifications: [
                IndicatorImport.Specification(
                    code: definition.code, level: "commune", rule: definition.rule, column: "value", filter: nil,
                    absenceIsZero: false)
            ], &report)
        definitionRow = Self.row(definition)
        report.problems += zip(Tables.indicator.fields, definitionRow).compactMap { field, value in
            field.problem(with: value).map { SourceProblem(file: file, $0) }
        }
        guard report.problems.isEmpty else { throw ImportError(report.problems) }
        rows = values.rows
        outcome = OwnData.LoadedIndicator(
            communes: values.rows.count, codeVintage: values.codeVintage ?? 0, notices: report.notices)
    }

    private static func row(_ definition: OwnData.IndicatorDefinition) -> [String] {
        let values = [
            "code": definition.code, "label_fr": definition.label.fr, "label_en": definition.label.en, "theme": "own",
            "unit_fr": definition.unit.fr, "unit_en": definition.unit.en, "decimals": "2", "nature": "stock",
            "period": definition.period, "level": "commune", "aggregation": definition.rule.rawValue,
            "weight": definition.weight ?? "", "absence": "missing",
        ]
        return Tables.indicator.fields.map { values[$0.name] ?? "" }
    }
}

extension COG {
    /// The communes of a package and their history: what is needed to carry codes to today.
    init(_ data: DataPackage) {
        let communes = data.rows(Tables.commune).reduce(into: [CommuneCode: Commune]()) { communes, row in
            communes[CommuneCode(unchecked: row.values[0])] = Commune(
                line: row.line, name: row.values[1], region: RegionCode(unchecked: ""),
                departement: DepartementCode(unchecked: row.values[2]), arrondissement: nil)
        }
        let year = data.sources.lazy.flatMap(\.sources).first { $0.role == SourceRole.communes.rawValue }
            .flatMap { CivilDate($0.date) }
        self.init(communes: communes, movements: CommuneMovement.all(in: data), date: year ?? .distantFuture)
        for city in City.all where communes[city.code] != nil {
            for code in city.arrondissements { municipalArrondissements[CommuneCode(unchecked: "\(code)")] = city.code }
        }
        extent = Extent(of: data)
        history = CommuneHistory(movements: movements, current: communes.mapValues(\.name))
    }
}

extension COG.Extent {
    /// - Returns: `nil` for a package of all of France.
    fileprivate init?(of data: DataPackage) {
        guard case .region(let region) = data.scope else { return nil }
        let name = data.rows(Tables.region).first { $0.values[0] == region.rawValue }?.values[1]
        let departements = data.rows(Tables.departement).filter { $0.values[2] == region.rawValue }
        self.init(
            name: name ?? region.rawValue,
            departements: Set(departements.map { DepartementCode(unchecked: $0.values[0]) }))
    }
}

extension LocalizedText {
    fileprivate static func twiceInCell(_ code: String, column: String) -> LocalizedText {
        LocalizedText(
            fr:
                "\(code.inFrenchQuotes) est deux fois dans la colonne \(column.inFrenchQuotes)\u{202F}; une seule fois est "
                + "attendue",
            en: "\(code.inEnglishQuotes) stands twice in column \(column.inEnglishQuotes); once is expected")
    }

    static let territoryCodes = LocalizedText(
        fr: "un ou plusieurs codes de territoire, séparés par des espaces",
        en: "one or more codes of territories, separated by spaces")
}
