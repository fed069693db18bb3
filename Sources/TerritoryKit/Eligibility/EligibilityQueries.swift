internal import Foundation
internal import GRDB
internal import TerritoryFormats
public import TerritoryGeometry

extension TerritoryDatabase {
    /// The programmes of the file, with the facts that their rules ask for.
    ///
    /// - Parameter codes: The programmes wanted; all of them where it is `nil`.
    /// - Returns: Plain values that ask the file nothing more.
    /// - Throws: ``EligibilityError`` if one of these is no programme.
    public func eligibility(_ codes: [String]? = nil) throws -> Eligibility {
        try read { [stamp] db in
            let all = try Programme.fetchAll(db)
            for code in codes ?? [] where !all.contains(where: { $0.code == code }) {
                throw EligibilityError.noSuchProgramme(code, known: all.map(\.code))
            }
            let wanted = all.filter { codes?.contains($0.code) ?? true }
            var eligibility = Eligibility(
                programmes: wanted, facts: try EligibilityFacts.fetch(db, for: wanted), data: stamp)
            eligibility.published = try PublishedFigure.fetch(db, wanted.compactMap(\.reconciliation?.figure))
            return eligibility
        }
    }

    public func programmes() throws -> ProgrammesAnswer {
        try read { [stamp] in ProgrammesAnswer(programmes: try Programme.fetchAll($0), data: stamp) }
    }

    /// A territory, as rules ask.
    ///
    /// - Throws: ``EligibilityError`` for a kind of territory that no rule is for.
    public func eligibilitySubject(_ territory: TerritoryReference) throws -> EligibilitySubject {
        switch territory.kind {
        case .commune: return .commune(territory.code)
        case .epci: return .epci(territory.code)
        case .departement: return .departement(territory.code)
        case .qpv:
            let communes = try read { db in
                try String.fetchAll(
                    db, sql: "SELECT commune FROM qpv_commune WHERE qpv = ? ORDER BY commune",
                    arguments: [territory.code])
            }
            return .qpv(territory, communes: communes)
        case .arrondissement, .region, .grouping: throw EligibilityError.noSubject(territory)
        }
    }

    /// A place on the ground, as rules ask.
    public func eligibilitySubject(at position: Position) throws -> EligibilitySubject {
        let place = try place(at: position)
        return .position(
            EligibilitySubject.PlaceFacts(
                position: position, commune: place.commune?.code, areQPVsKnown: place.areQPVsKnown,
                nearestQPV: place.nearestQPV.map {
                    TerritoryReference(kind: .qpv, code: $0.code.rawValue, name: $0.name)
                }, isInside: place.nearestQPV?.isInside ?? false,
                distanceInMeters: place.nearestQPV?.distanceInMeters))
    }
}

extension Programme {
    fileprivate static func fetchAll(_ db: Database) throws -> [Programme] {
        try String.fetchAll(db, sql: "SELECT rules FROM programme ORDER BY code").map {
            try JSONDecoder().decode(Programme.self, from: Data($0.utf8))
        }
    }
}

extension EligibilityFacts {
    /// What the rules of some programmes ask for; what they do not is left out.
    fileprivate static func fetch(_ db: Database, for programmes: [Programme]) throws -> EligibilityFacts {
        var facts = EligibilityFacts()
        try facts.fetchTerritories(db)
        try facts.fetchPopulations(db)
        for criterion in programmes.flatMap(\.criteria) {
            switch criterion.condition {
            case .zoning(let zoning) where facts.zonings[zoning.code] == nil:
                facts.zonings[zoning.code] = try Zoning.fetch(db, zoning.code)
            case .indicator(let indicator) where facts.indicators[indicator.code] == nil:
                facts.indicators[indicator.code] = try Indicator.fetch(db, indicator.code)
            case .competence where facts.competenceSource == nil: try facts.fetchCompetences(db)
            case .qpv where facts.qpvSource == nil: try facts.fetchQPVs(db)
            default: break
            }
        }
        return facts
    }

    private mutating func fetchTerritories(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT code, name, departement, region, epci, in_scope FROM commune ORDER BY code")
        while let row = try rows.next() {
            let commune = Commune(
                name: row[1], departement: row[2], region: row[3], epci: row[4], areQPVsKnown: row[5])
            communes[row[0]] = commune
            if let epci = commune.epci { epcis[epci, default: Group(name: epci, members: [])].members.append(row[0]) }
            departements[commune.departement, default: Group(name: "", members: [])].members.append(row[0])
        }
        for row in try Row.fetchAll(db, sql: "SELECT code, name FROM epci") {
            epcis[row[0] as String]?.name = row[1]
        }
        for row in try Row.fetchAll(db, sql: "SELECT code, name FROM departement") {
            departements[row[0] as String]?.name = row[1]
        }
    }

    private mutating func fetchPopulations(_ db: Database) throws {
        let rows = try Row.fetchCursor(db, sql: "SELECT commune, municipal FROM population")
        while let row = try rows.next() { populations[row[0]] = row[1] }
        populationSource = try FactSource.fetch(db, role: "population")
        populationDate = try String.fetchOne(db, sql: "SELECT date FROM source WHERE role = 'population'")
            .flatMap { CivilDate($0) }
    }

    private mutating func fetchCompetences(_ db: Database) throws {
        let rows = try Row.fetchCursor(db, sql: "SELECT epci, competence FROM epci_competence")
        while let row = try rows.next() { competences[row[0], default: []].insert(row[1]) }
        competenceSource = try FactSource.fetch(db, role: "competence")
    }

    private mutating func fetchQPVs(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT qpv_commune.commune, qpv.code, qpv.name
                FROM qpv_commune JOIN qpv ON qpv.code = qpv_commune.qpv ORDER BY qpv.code
                """)
        while let row = try rows.next() {
            qpvs[row[0], default: []].append(TerritoryReference(kind: .qpv, code: row[1], name: row[2]))
        }
        qpvSource = try FactSource.fetch(db, role: "qpv_commune")
        qpvDate = try String.fetchOne(db, sql: "SELECT date FROM source WHERE role = 'qpv_commune'")
            .flatMap { CivilDate($0) }
    }
}

extension PublishedFigure {
    fileprivate static func fetch(_ db: Database, _ codes: [String]) throws -> [String: PublishedFigure] {
        let headings = try ReportHeadings(db)
        return try codes.reduce(into: [:]) { figures, code in
            figures[code] = try Row.fetchOne(
                db, sql: "SELECT code, label_fr, label_en, CAST(value AS INTEGER), line FROM figure WHERE code = ?",
                arguments: [code]
            ).map {
                PublishedFigure(
                    code: $0[0], label: LocalizedText(fr: $0[1], en: $0[2]), value: $0[3],
                    citation: headings.citation(of: $0[4]), line: $0[4])
            }
        }
    }
}

extension FactSource {
    fileprivate static func fetch(_ db: Database, role: String) throws -> FactSource? {
        try Row.fetchOne(
            db, sql: "SELECT title, publisher, vintage FROM source WHERE role = ? LIMIT 1", arguments: [role]
        ).map { FactSource(title: $0[0], publisher: $0[1], vintage: $0[2]) }
    }
}

extension EligibilityFacts.Zoning {
    fileprivate static func fetch(_ db: Database, _ code: String) throws -> Self? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM zoning WHERE code = ?", arguments: [code]),
            let from = CivilDate(row["valid_from"] as String),
            let source = try FactSource.fetch(db, role: row["source"])
        else { return nil }
        var zoning = Self(
            label: LocalizedText(fr: row["label_fr"], en: row["label_en"]), validFrom: from,
            validUntil: (row["valid_until"] as String?).flatMap { CivilDate($0) }, source: source, classes: [:])
        for row in try Row.fetchAll(db, sql: "SELECT * FROM zoning_class WHERE zoning = ?", arguments: [code]) {
            guard let membership = ZoningMembership(rawValue: row["membership"]) else { continue }
            zoning.classes[row["code"]] = Class(
                label: LocalizedText(fr: row["label_fr"], en: row["label_en"]), membership: membership,
                rank: row["rank"])
        }
        let rows = try Row.fetchCursor(
            db, sql: "SELECT commune, class FROM commune_zoning WHERE zoning = ?", arguments: [code])
        while let row = try rows.next() { zoning.classOf[row[0]] = row[1] }
        return zoning
    }
}

extension EligibilityFacts.Indicator {
    /// Values of communes; a suppressed or missing one is unknown.
    fileprivate static func fetch(_ db: Database, _ code: String) throws -> Self? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM indicator WHERE code = ?", arguments: [code]),
            let role: String = row["source"], let source = try FactSource.fetch(db, role: role)
        else { return nil }
        var indicator = Self(label: LocalizedText(fr: row["label_fr"], en: row["label_en"]), source: source)
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT territory, value FROM indicator_value WHERE indicator = ? AND value IS NOT NULL",
            arguments: [code])
        while let row = try rows.next() { indicator.valueOf[row[0]] = row[1] }
        return indicator
    }
}
