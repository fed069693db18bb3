internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry

/// What the columns of the layers are made of, read once.
struct LayerSources {
    let table: CommuneTable
    private let indicators: LayerIndicators
    /// By commune of the table.
    private let communes: [Commune]
    /// By kind and code, what the table of the kind says.
    private let territories: [TerritoryKind: [String: Own]]
    private let contractRows: [String: (kind: String, reference: String)]
    private let points: [(code: String, name: String, commune: String, format: String, position: Position)]

    private struct Commune {
        var arrondissement: String?
        var region: String
        var epci: String?
        var totalPopulation: Int?
    }

    private struct Own {
        var area: Double?
        var nature: String?
        var parent: String?
    }

    init(_ db: Database, _ table: CommuneTable) throws {
        self.table = table
        indicators = try LayerIndicators(db, table)
        var communes: [Commune] = []
        try db.makeStatement(sql: "SELECT arrondissement, region, epci FROM commune ORDER BY code").forEachRow { row in
            communes.append(Commune(arrondissement: row.text(0), region: try row.word(1), epci: row.text(2)))
        }
        guard communes.count == table.size else { throw DatabaseError.damaged }
        try db.makeStatement(sql: "SELECT commune, total FROM latest_population").forEachRow { row in
            guard let index = table.indexOf[try row.word(0)] else { return }
            communes[index].totalPopulation = try row.inhabitants(1)
        }
        self.communes = communes
        territories = try [
            (TerritoryKind.region, "NULL, NULL"), (.departement, "NULL, region"),
            (.arrondissement, "NULL, departement"),
            (.epci, "nature, NULL"), (.qpv, "NULL, NULL"),
        ].reduce(into: [:]) { found, source in
            let scope = source.0 == .qpv ? " WHERE in_scope = 1" : ""
            // The table’s name is one of an enumeration of ours.
            try db.makeStatement(sql: "SELECT code, area_m2, \(source.1) FROM \(source.0.rawValue)\(scope)")
                .forEachRow { row in
                    found[source.0, default: [:]][try row.word(0)] = Own(
                        area: try row.area(1), nature: row.text(2), parent: row.text(3))
                }
        }
        contractRows = try Row.fetchAll(db, sql: "SELECT code, kind, reference FROM contract").reduce(into: [:]) {
            try $0[$1.value("code")] = ($1.value("kind"), $1.value("reference"))
        }
        points = try Row.fetchAll(db, sql: "SELECT * FROM france_services ORDER BY code").map { row in
            let commune: String = try row.value("commune")
            return try (
                row.value("code"), row.value("name"), commune, row.value("format"),
                row.position("longitude", "latitude")
            )
        }
    }

    // MARK: Territories

    func layer(of kind: TerritoryKind, _ shapes: LayerShapes) -> Layer {
        let texts = LayerTexts.of(kind)
        let codes: [String]
        let sets: [CommuneSet]
        if kind == .commune {
            let indices = table.scope.indices
            codes = indices.map { table.codes[$0] }
            sets = indices.map { table.set([table.codes[$0]]) }
        } else {
            let known = (table.territories[kind] ?? [:]).filter {
                $0.value.isComplete && territories[kind]?[$0.key] != nil
            }
            codes = known.keys.sorted()
            sets = codes.compactMap { known[$0]?.communes }
        }
        let names =
            kind == .commune
            ? table.scope.indices.map { table.names[$0] }
            : codes.map { table.territories[kind]?[$0]?.reference.name ?? "" }
        let own = kind == .commune ? communeColumns() : territoryColumns(kind, codes, sets)
        return Layer(
            id: texts.id, title: texts.title, description: texts.description, geometry: .multiPolygon,
            columns: LayerTexts.identity(codes, names) + own + indicators.columns(for: kind, codes, sets), codes: codes,
            names: names, periods: nil, shapes: shapes.shapes(of: kind, codes))
    }

    private func communeColumns() -> [LayerColumn] {
        let indices = table.scope.indices
        let own = indices.map { communes[$0] }
        let zonings = table.zonings.values.sorted { $0.code < $1.code }.map { zoning in
            let list = zoning.lists.latest?.fact
            var classes = [String?](repeating: nil, count: table.size)
            for (code, communes) in list?.communes ?? [:] { communes.forEach { classes[$0] = code } }
            return LayerColumn(
                zoning.code, LayerTexts.zoning(zoning.label, zoning.lists.latest?.source.vintage),
                .text(indices.map { classes[$0] }),
                choices: zoning.classes.map { LayerChoice(word: $0.code, label: $0.label) })
        }
        return [
            LayerColumn(
                "departement", LocalizedText(fr: "Département", en: "Département"),
                .text(indices.map { table.departements[$0] }), role: .reference),
            LayerColumn(
                "arrondissement", LocalizedText(fr: "Arrondissement", en: "Arrondissement"),
                .text(own.map(\.arrondissement)), role: .reference),
            LayerColumn(
                "region", LocalizedText(fr: "Région", en: "Région"), .text(own.map(\.region)), role: .reference),
            LayerColumn("epci", LocalizedText(fr: "EPCI", en: "EPCI"), .text(own.map(\.epci)), role: .reference),
            LayerTexts.population(indices.map { table.populations[$0] }),
            LayerColumn(
                "total_population", LocalizedText(fr: "Population totale", en: "Total population"),
                .integer(own.map(\.totalPopulation)), unit: LayerTexts.inhabitant),
            LayerTexts.area(indices.map { table.areas[$0].map { $0 / 1e6 } }),
        ] + zonings
    }

    private func territoryColumns(_ kind: TerritoryKind, _ codes: [String], _ sets: [CommuneSet]) -> [LayerColumn] {
        let own = codes.map { territories[kind]?[$0] ?? Own() }
        let areas = LayerTexts.area(own.map { $0.area.map { $0 / 1e6 } })
        if kind == .qpv {
            let places = sets.map { set in set.indices.map { table.codes[$0] } }
            return [
                LayerColumn(
                    "communes", LocalizedText(fr: "Communes où il s’étend", en: "Communes that it lies in"),
                    .list(places), role: .reference), areas,
            ]
        }
        var columns: [LayerColumn] = []
        if kind == .epci {
            columns.append(
                LayerColumn(
                    "nature", LocalizedText(fr: "Nature juridique", en: "Legal nature"), .text(own.map(\.nature)),
                    choices: Set(own.compactMap(\.nature)).sorted().map { LayerChoice(word: $0, label: .init($0)) }))
        }
        if own.contains(where: { $0.parent != nil }) {
            let name = kind == .departement ? "region" : "departement"
            columns.append(
                LayerColumn(
                    name,
                    LocalizedText(
                        fr: name == "region" ? "Région" : "Département", en: name == "region" ? "Région" : "Département"
                    ),
                    .text(own.map(\.parent)), role: .reference))
        }
        return columns + totals(sets).prefix(2) + [areas]
    }

    /// The communes of each set, their population and their area.
    private func totals(_ sets: [CommuneSet]) -> [LayerColumn] {
        let totals = sets.map { table.totals(of: $0) }
        return [
            LayerTexts.communes(totals.map { $0.communes }),
            LayerTexts.population(totals.map { $0.municipalPopulation }),
            LayerTexts.area(totals.map { $0.areaInSquareKilometers }),
        ]
    }

    // MARK: What covers them

    func zonings(_ shapes: LayerShapes) -> Layer {
        let rows = table.zonings.values.sorted { $0.code < $1.code }.flatMap { zoning in
            zoning.classes.compactMap { found -> (CommuneTable.Zoning, CommuneTable.Zoning.Class, CommuneSet)? in
                guard let communes = zoning.lists.latest?.fact.communes[found.code].map({ $0 & table.scope }),
                    !communes.isEmpty
                else { return nil }
                return (zoning, found, communes)
            }
        }.sorted { "\($0.0.code):\($0.1.code)" < "\($1.0.code):\($1.1.code)" }
        let sources = rows.map { $0.0.lists.latest?.source }
        let periods = zip(rows, sources).map { row, source in
            LayerPeriod(from: source?.from, until: source?.until ?? row.0.ends)
        }
        let codes = rows.map { "\($0.0.code):\($0.1.code)" }
        return LayerTexts.zonings.layer(
            codes, names: rows.map { "\($0.0.label.fr) – \($0.1.label.fr)" }, periods,
            [
                LayerColumn(
                    "zoning", LocalizedText(fr: "Zonage", en: "Zoning"), .text(rows.map { $0.0.code }),
                    choices: table.zonings.values.sorted { $0.code < $1.code }.map {
                        LayerChoice(word: $0.code, label: $0.label)
                    }),
                LayerColumn("class", LocalizedText(fr: "Classe", en: "Class"), .text(rows.map { $0.1.code })),
                LayerColumn(
                    "label_en", LocalizedText(fr: "Libellé anglais", en: "English label"),
                    .text(rows.map { "\($0.0.label.en) – \($0.1.label.en)" })),
                LayerColumn(
                    "membership", LocalizedText(fr: "Appartenance", en: "Membership"),
                    .text(rows.map { $0.1.membership.rawValue }),
                    choices: ZoningMembership.allCases.map { LayerChoice(word: $0.rawValue, label: .init($0.rawValue)) }
                ),
                LayerColumn(
                    "vintage", LocalizedText(fr: "Millésime de la liste", en: "Vintage of the list"),
                    .text(sources.map { $0?.vintage })),
            ] + totals(rows.map(\.2)), shapes.dissolved(rows.map(\.2)))
    }

    func contracts(_ shapes: LayerShapes) -> Layer {
        let rows = table.contracts.sorted { $0.code < $1.code }
        return LayerTexts.contracts.layer(
            rows.map(\.code), names: rows.map(\.name),
            rows.map { LayerPeriod(from: $0.validFrom, until: $0.validUntil) },
            [
                LayerColumn(
                    "kind", LocalizedText(fr: "Nature du contrat", en: "Kind of contract"),
                    .text(rows.map { contractRows[$0.code]?.kind })),
                LayerColumn(
                    "territory", LocalizedText(fr: "Territoire", en: "Territory"),
                    .text(rows.map { $0.territories.map { "\($0.kind.rawValue):\($0.code)" }.joined(separator: " ") }),
                    role: .reference),
                LayerColumn(
                    "reference", LocalizedText(fr: "Source", en: "Source"),
                    .text(rows.map { contractRows[$0.code]?.reference })),
            ] + totals(rows.map(\.communes)), shapes.dissolved(rows.map(\.communes)))
    }

    func pacts(_ shapes: LayerShapes) -> Layer {
        let rows = table.pacts.sorted { $0.code < $1.code }
        return LayerTexts.pacts.layer(
            rows.map(\.code), names: rows.map(\.name),
            rows.map { LayerPeriod(from: $0.validFrom, until: $0.validUntil) },
            [
                LayerColumn("carrier", LocalizedText(fr: "Porteur", en: "Carrier"), .text(rows.map(\.carrier))),
                LayerColumn(
                    "territories", LocalizedText(fr: "Territoires", en: "Territories"),
                    .list(rows.map { $0.territories.map { "\($0.kind.rawValue):\($0.code)" } }), role: .reference),
            ] + totals(rows.map(\.communes)), shapes.dissolved(rows.map(\.communes)))
    }

    func franceServices() -> Layer {
        var layer = LayerTexts.franceServices.layer(
            points.map(\.code), names: points.map(\.name), nil,
            [
                LayerColumn(
                    "commune", LocalizedText(fr: "Commune", en: "Commune"), .text(points.map(\.commune)),
                    role: .reference),
                LayerColumn(
                    "format", LocalizedText(fr: "Format", en: "Format"), .text(points.map(\.format)),
                    choices: Set(points.map(\.format)).sorted().map { LayerChoice(word: $0, label: .init($0)) }),
            ], points.reduce(into: PlanarShapes()) { $0.append(.point($1.position)) })
        layer.geometry = .point
        return layer
    }
}
