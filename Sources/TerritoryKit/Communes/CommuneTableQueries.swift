internal import GRDB
internal import TerritoryFormats

extension TerritoryDatabase {
    /// Every commune with what covers it, read once.
    func communeTable() throws -> CommuneTable {
        try cached("communes") { try read { try CommuneTable.fetch($0) } }
    }
}

extension CommuneTable {
    fileprivate static func fetch(_ db: Database) throws -> CommuneTable {
        var table = CommuneTable()
        try table.fetchCommunes(db)
        try table.fetchTerritories(db)
        try table.fetchZonings(db)
        try table.fetchAgreements(db)
        try table.fetchQPVAreas(db)
        table.communeVintage = try Vintage.fetch(
            db, role: "cog_commune", LocalizedText(fr: "Communes", en: "Communes"))
        table.epciVintage = try Vintage.fetch(
            db, role: "epci", LocalizedText(fr: "Périmètres des EPCI", en: "EPCI perimeters"))
        table.qpvVintage = try Vintage.fetch(db, role: "qpv_commune", LocalizedText(fr: "QPV", en: "QPV"))
        table.populationVintage = try Vintage.fetch(
            db, role: "population", LocalizedText(fr: "Population municipale", en: "Municipal population"))
        return table
    }

    private mutating func fetchCommunes(_ db: Database) throws {
        let rows = try db.makeStatement(
            sql: """
                SELECT code, name, departement, municipal_population, area_m2, in_scope FROM commune ORDER BY code
                """)
        var inScope: [Int] = []
        try rows.forEachRow { row in
            let code = row.text(0) ?? ""
            indexOf[code] = codes.count
            if row.integer(5) == 1 { inScope.append(codes.count) }
            codes.append(code)
            names.append(row.text(1) ?? "")
            departements.append(row.text(2) ?? "")
            populations.append(try row.inhabitants(3))
            areas.append(try row.area(4))
        }
        scope = CommuneSet(size: size)
        for index in inScope { scope.insert(index) }
        qpvKnown = try db.knownQPVRadius() == nil ? scope : .all(size: size)
    }

    private mutating func fetchTerritories(_ db: Database) throws {
        for row in try Row.fetchAll(
            db, sql: "SELECT kind, code, name, is_complete FROM territory WHERE kind <> 'commune'")
        {
            let reference = try TerritoryReference(row)
            territories[reference.kind, default: [:]][reference.code] = Territory(
                reference: reference, isComplete: try row.value("is_complete"), communes: CommuneSet(size: size))
        }
        for kind in [TerritoryKind.epci, .arrondissement, .departement, .qpv] { try fetchMembers(of: kind, db) }
        // Régions and groupings are made of whole départements or EPCIs.
        for (kind, sql) in [
            (TerritoryKind.region, "SELECT region, code, 'departement' FROM departement"),
            (.grouping, "SELECT grouping, member, member_kind FROM grouping_member"),
        ] {
            for row in try Row.fetchAll(db, sql: sql) {
                let (whole, member): (String, String) = try (row.value(0), row.value(1))
                guard
                    let part = TerritoryKind(rawValue: try row.value(2)).flatMap({ territories[$0]?[member]?.communes }
                    ),
                    let known = territories[kind]?[whole]?.communes
                else { continue }
                territories[kind]?[whole]?.communes = known | part
            }
        }
    }

    /// Rows in the order of the territories come from an index, and a set is complete before the next begins.
    private mutating func fetchMembers(of kind: TerritoryKind, _ db: Database) throws {
        var (code, communes) = ([UInt8](), CommuneSet(size: size))
        func keep() { territories[kind]?[String(decoding: code, as: UTF8.self)]?.communes = communes }
        try db.makeStatement(sql: "SELECT code, commune FROM (\(kind.membersSQL)) ORDER BY code").forEachRow { row in
            if !code.elementsEqual(row.bytes(0)) {
                keep()
                (code, communes) = (Array(row.bytes(0)), CommuneSet(size: size))
            }
            if let index = indexOf[row.text(1) ?? ""] { communes.insert(index) }
        }
        keep()
    }

    private mutating func fetchZonings(_ db: Database) throws {
        var columns: [String: [String: Zoning.Classification]] = [:]
        for column in try ZoningColumn.all(in: db) {
            // The rows were read through one index and counted through another: damage can tell them apart.
            guard column.places.count == size else { throw DatabaseError.damaged }
            var classification = Zoning.Classification(known: CommuneSet(size: size))
            for (name, communes) in zip(column.classes, column.communes()) {
                classification.communes[name] = communes
                classification.known = classification.known | communes
            }
            columns[column.zoning, default: [:]][column.vintage] = classification
        }
        for row in try Row.fetchAll(db, sql: "SELECT * FROM zoning ORDER BY rank") {
            let code: String = try row.value("code")
            let lists = try DatedLists<Zoning.Classification?>.fetch(db, role: try row.value("source")) {
                columns[code]?[$0]
            }
            zonings[code] = try Zoning(
                code: code, label: row.label(),
                begins: CivilDate(row, "begins"),
                ends: CivilDate(row, "ends"), lists: lists.known())
        }
        for row in try Row.fetchAll(db, sql: "SELECT * FROM zoning_class ORDER BY zoning, rank") {
            let found = try Zoning.Class(
                code: row.value("code"), label: row.label(),
                membership: row.word("membership"))
            zonings[try row.value("zoning") as String]?.classes.append(found)
        }
    }

    private mutating func fetchAgreements(_ db: Database) throws {
        contracts = try Row.fetchAll(
            db, sql: "SELECT * FROM contract ORDER BY territory_kind, territory, code"
        ).map { row in
            try agreement(
                row.value("code"), name: nil, [(row.value("territory_kind"), row.value("territory"))],
                row.value("valid_from"),
                row.value("valid_until"))
        }
        let places = try Row.fetchAll(db, sql: "SELECT * FROM pact_territory ORDER BY territory_kind, territory")
            .reduce(into: [String: [(String, String)]]()) {
                try $0[$1.value("pact"), default: []].append(($1.value("territory_kind"), $1.value("territory")))
            }
        pacts = try Row.fetchAll(db, sql: "SELECT * FROM pact ORDER BY code").map { row in
            var pact = try agreement(
                row.value("code"), name: row.value("name"), places[row.value("code")] ?? [], row.value("valid_from"),
                row.value("valid_until"))
            pact.carrier = try row.value("carrier")
            return pact
        }
    }

    private func agreement(
        _ code: String, name: String?, _ places: [(kind: String, code: String)], _ from: String?, _ until: String?
    ) -> Agreement {
        let found = places.compactMap { place -> Territory? in
            guard let kind = TerritoryKind(rawValue: place.kind) else { return nil }
            if kind == .commune, let index = indexOf[place.code] {
                return Territory(reference: reference(of: index), communes: set([place.code]))
            }
            return territories[kind]?[place.code]
        }
        return Agreement(
            code: code, territories: found.map(\.reference),
            name: name ?? found.map(\.reference.name).joined(separator: ", "),
            communes: found.reduce(CommuneSet(size: size)) { $0 | $1.communes },
            wholeCommunes: found.filter { $0.reference.kind != .qpv }.reduce(CommuneSet(size: size)) {
                $0 | $1.communes
            },
            validFrom: from.flatMap { CivilDate($0) },
            validUntil: until.flatMap { CivilDate($0) })
    }

    private mutating func fetchQPVAreas(_ db: Database) throws {
        let populations = try Row.fetchAll(
            db, sql: "SELECT territory, value FROM indicator_value WHERE indicator = 'qpv_population'"
        ).reduce(into: [String: Int]()) {
            if let value: Double = try $1.value(1) { try $0[$1.value(0)] = try Int(value.rounded().within(0...1e9)) }
        }
        qpvPopulationVintage = try String.fetchOne(
            db, sql: "SELECT period FROM indicator WHERE code = 'qpv_population'")
        let parts = try Row.fetchAll(db, sql: "SELECT qpv, commune, area_m2 FROM qpv_commune ORDER BY qpv, commune")
            .reduce(into: [String: [(commune: Int, area: Double?)]]()) {
                if let index = indexOf[try $1.value(1) as String] {
                    try $0[$1.value(0), default: []].append((index, $1.area("area_m2")))
                }
            }
        qpvAreas = try Row.fetchAll(db, sql: "SELECT code, name, area_m2 FROM qpv ORDER BY code").map { row in
            let code: String = try row.value(0)
            return QPVArea(
                name: TerritoryReference(kind: .qpv, code: code, name: try row.value(1)), area: try row.area("area_m2"),
                parts: parts[code] ?? [], population: populations[code])
        }
    }
}

extension CommuneTable.Vintage {
    /// That of the latest list of a role.
    fileprivate static func fetch(_ db: Database, role: String, _ label: LocalizedText) throws -> Self? {
        try DatedLists<Void>.fetch(db, role: role) { _ in }.latest.map { list in
            Self(label: label, vintage: list.source.vintage, from: list.source.from, until: list.source.until)
        }
    }
}
