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
        let all = try read { try Programme.fetchAll($0) }
        for code in codes ?? [] where !all.contains(where: { $0.code == code }) {
            throw EligibilityError.noSuchProgramme(code, known: all.map(\.code))
        }
        let wanted = all.filter { codes?.contains($0.code) ?? true }
        let pacts = wanted.contains(where: \.asksForPacts) ? try pactTable() : nil
        return try read { [stamp] db in
            var eligibility = Eligibility(
                programmes: wanted, facts: try EligibilityFacts.fetch(db, for: wanted), data: stamp)
            eligibility.facts.pacts = pacts
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
    fileprivate var asksForPacts: Bool {
        criteria.contains { if case .pact = $0.condition { true } else { false } }
    }

    fileprivate static func fetchAll(_ db: Database) throws -> [Programme] {
        try String.fetchAll(db, sql: "SELECT rules FROM programme ORDER BY code").map {
            do { return try JSONDecoder().decode(Programme.self, from: Data($0.utf8)) } catch is DecodingError {
                throw DatabaseError.damaged
            }
        }
    }
}

extension EligibilityFacts {
    /// What the rules of some programmes ask for; what they do not is left out.
    fileprivate static func fetch(_ db: Database, for programmes: [Programme]) throws -> EligibilityFacts {
        var facts = EligibilityFacts()
        try facts.fetchTerritories(db)
        facts.populations = try .fetch(db, role: RuleEvaluation.populationRole) { vintage in
            var populations: [String: Int] = [:]
            populations.reserveCapacity(facts.communes.count)
            let rows = try db.makeStatement(sql: "SELECT commune, municipal FROM population WHERE vintage = ?")
            rows.setUncheckedArguments([vintage])
            try rows.forEachRow { row in if let code = row.text(0) { populations[code] = try row.inhabitants(1) } }
            return populations
        }
        let columns = try ZoningColumn.all(in: db)
        let codes = facts.communes.keys.sorted()
        for criterion in programmes.flatMap(\.criteria) {
            switch criterion.condition {
            case .zoning(let zoning) where facts.zonings[zoning.code] == nil:
                facts.zonings[zoning.code] = try Zoning.fetch(db, zoning.code) { vintage in
                    columns.first { $0.zoning == zoning.code && $0.vintage == vintage }?.classes(of: codes) ?? [:]
                }
            case .indicator(let indicator) where facts.indicators[indicator.code] == nil:
                facts.indicators[indicator.code] = try Indicator.fetch(db, indicator.code)
            case .competence where facts.competences.latest == nil: try facts.fetchCompetences(db)
            case .qpv where facts.qpvPerimeters.latest == nil: try facts.fetchQPVs(db)
            default: break
            }
        }
        return facts
    }

    private mutating func fetchTerritories(_ db: Database) throws {
        let areNeighboursKnown = try db.knownQPVRadius() != nil
        let rows = try db.makeStatement(
            sql: "SELECT code, name, departement, region, epci, in_scope FROM commune ORDER BY code")
        try rows.forEachRow { row in
            let code = try row.word(0)
            let commune = try Commune(
                name: row.word(1), departement: row.word(2), region: row.word(3), epci: row.text(4),
                areQPVsKnown: areNeighboursKnown || row.integer(5) == 1)
            communes[code] = commune
            if let epci = commune.epci { epcis[epci, default: Group(name: epci, members: [])].members.append(code) }
            departements[commune.departement, default: Group(name: "", members: [])].members.append(code)
        }
        for row in try Row.fetchAll(db, sql: "SELECT code, name FROM epci") {
            epcis[try row.value(0) as String]?.name = try row.value(1)
        }
        for row in try Row.fetchAll(db, sql: "SELECT code, name FROM departement") {
            departements[try row.value(0) as String]?.name = try row.value(1)
        }
        perimeters = try .fetch(db, role: "epci") { _ in }
    }

    private mutating func fetchCompetences(_ db: Database) throws {
        competences = try .fetch(db, role: "competence") { vintage in
            var held: [String: Set<String>] = [:]
            let rows = try db.makeStatement(sql: "SELECT epci, competence FROM epci_competence WHERE vintage = ?")
            try rows.setArguments([vintage])
            try rows.forEachRow { try held[$0.word(0), default: []].insert($0.word(1)) }
            return held
        }
        schoolSyndicats = try Row.fetchAll(
            db, sql: "SELECT name, departement FROM school_syndicat ORDER BY departement, code"
        ).map { try SchoolSyndicat(name: $0.value(0), departement: $0.value(1)) }
    }

    private mutating func fetchQPVs(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT qpv_commune.commune, qpv.code, qpv.name
                FROM qpv_commune JOIN qpv ON qpv.code = qpv_commune.qpv ORDER BY qpv.code
                """)
        while let row = try rows.next() {
            try qpvs[row.value(0), default: []].append(
                TerritoryReference(kind: .qpv, code: row.value(1), name: row.value(2)))
        }
        qpvPerimeters = try .fetch(db, role: "qpv_commune") { _ in }
        qpvPrecisionInMeters = try Double(db.precision(ofShapes: "qpv_shape")?.meters ?? 0)
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
                try PublishedFigure(
                    code: $0.value(0), label: LocalizedText(fr: $0.value(1), en: $0.value(2)), value: $0.value(3),
                    citation: headings.citation(of: $0.value(4)), line: $0.value(4))
            }
        }
    }
}

extension EligibilityFacts.Zoning {
    // `classes` gives the class of each commune by the list of a vintage.
    fileprivate static func fetch(
        _ db: Database, _ code: String, classes: (String) -> [String: String]
    ) throws -> Self? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM zoning WHERE code = ?", arguments: [code]) else {
            return nil
        }
        let role: String = try row.value("source")
        var zoning = try Self(
            label: row.label(), role: role,
            begins: CivilDate(row, "begins"),
            ends: CivilDate(row, "ends"), classes: [:],
            lists: .fetch(db, role: role, fact: classes))
        for row in try Row.fetchAll(db, sql: "SELECT * FROM zoning_class WHERE zoning = ?", arguments: [code]) {
            try zoning.classes[row.value("code")] = Class(
                label: row.label(), membership: row.word("membership"),
                rank: row.value("rank"), effectsUntil: CivilDate(row, "effects_until"))
        }
        return zoning
    }
}

extension EligibilityFacts.Indicator {
    /// Values of communes; a suppressed or missing one is unknown.
    fileprivate static func fetch(_ db: Database, _ code: String) throws -> Self? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM indicator WHERE code = ?", arguments: [code]),
            let role: String = try row.value("source")
        else { return nil }
        var values: [String: Double] = [:]
        let rows = try db.makeStatement(
            sql: "SELECT territory, value FROM indicator_value WHERE indicator = ? AND value IS NOT NULL")
        try rows.setArguments([code])
        try rows.forEachRow { row in values[try row.word(0)] = try row.double(1)?.within(Bounds.number) }
        // Values are those of the latest list of their source.
        let latest = try DatedLists.fetch(db, role: role) { _ in values }.latest
        return Self(label: try row.label(), lists: DatedLists(latest.map { [$0] } ?? []))
    }
}
