internal import GRDB
internal import TerritoryFormats

extension TerritoryDatabase {
    /// Every published control total beside the other figures, or beside what the database computes.
    public func reconciliation() throws -> ReconciliationAnswer {
        let pacts = try pactTable()?.pactCounts()
        return try read { [stamp] db in
            let figures = try Figure.fetchAll(db).reduce(into: [String: Double]()) { values, figure in
                if let value = figure.value { values[figure.code] = value / Double(figure.valueDenominator ?? 1) }
            }
            let counts = try DatabaseCounts.fetch(db, pacts)
            let rows = try Reconciliation.fetchAll(db) { figures[$0] ?? counts[$0] }
            return ReconciliationAnswer(rows: rows, document: Self.reportTitle, data: stamp)
        }
    }
}

extension Reconciliation {
    /// Every control total, with the values that names have.
    static func fetchAll(_ db: Database, names: @escaping (String) -> Double?) throws -> [Reconciliation] {
        let headings = try ReportHeadings(db)
        return try Row.fetchAll(db, sql: "SELECT * FROM control_total ORDER BY code").map {
            try Reconciliation($0, headings, names: names)
        }
    }

    private init(_ row: Row, _ headings: ReportHeadings, names: @escaping (String) -> Double?) throws {
        let relation: Relation = try row.word("operator")
        let side = { (text: String) -> Side in
            Side(expression: text, value: ArithmeticExpression.value(of: text, names: names))
        }
        let lines = try lineNumbers(row, "lines")
        let left = side(try row.value("left_expression"))
        let right = (try row.value("right_expression") as String?).map(side)
        let difference = left.value.flatMap { left in right?.value.map { left - $0 } }
        try self.init(
            code: row.value("code"), label: row.label(), left: left, relation: relation, right: right,
            difference: relation == .notComparable ? nil : difference,
            outcome: Self.outcome(left.value, relation, right?.value, tolerance: row.value("tolerance") ?? 0),
            explanation: row.label("explanation"), finding: row.value("finding"),
            citations: headings.citations(of: lines), lines: lines)
    }
}

/// What the database counts, under the names that control totals use.
private enum DatabaseCounts {
    // Without a register nothing is known of the pacts: they are not zero.
    static func fetch(_ db: Database, _ pacts: PactCounts?) throws -> [String: Double] {
        var counts = try queries.mapValues { try Double.fetchOne(db, sql: $0) ?? 0 }
        guard let pacts else { return counts }
        for (name, sql) in registerQueries { counts[name] = try Double.fetchOne(db, sql: sql) ?? 0 }
        counts["db.pacts"] = Double(pacts.pacts)
        // A count that leaves out pacts of which it is not known is not known either.
        if pacts.ruralUnknown == 0 { counts["db.pacts_rural"] = Double(pacts.rural) }
        if pacts.qpvUnknown == 0 { counts["db.pacts_qpv"] = Double(pacts.qpv) }
        return counts
    }

    private static let registerQueries = [
        "db.pacts_parenting": theme("parenting"),
        "db.pacts_rights": theme("access_to_rights"),
        "db.pacts_mobility": theme("mobility"),
    ]

    private static func theme(_ name: String) -> String {
        "SELECT COUNT(*) FROM pact WHERE ' ' || themes || ' ' LIKE '% \(name) %'"
    }

    private static let eligible = """
        FROM commune JOIN commune_class AS dsr ON dsr.commune = commune.code AND dsr.zoning = 'dsr_perequation'
          AND dsr.class = 'eligible'
        """

    private static let queries = [
        "db.communes": "SELECT COUNT(*) FROM commune WHERE in_scope = 1",
        "db.departements": "SELECT COUNT(*) FROM departement WHERE is_complete = 1",
        "db.arrondissements": "SELECT COUNT(*) FROM arrondissement WHERE is_complete = 1",
        "db.qpv": "SELECT COUNT(*) FROM qpv WHERE in_scope = 1",
        "db.contracts": "SELECT COUNT(*) FROM contract",
        "db.contracts_departements": "SELECT COUNT(*) FROM contract WHERE territory_kind = 'departement'",
        "db.contracts_epcis": "SELECT COUNT(*) FROM contract WHERE territory_kind = 'epci'",
        "db.metropoles_legal": "SELECT COUNT(*) FROM epci WHERE nature = 'ME'",
        "db.dsr_perequation": "SELECT COUNT(*) \(eligible)",
        "db.dsr_perequation_school":
            """
        SELECT COUNT(*) \(eligible)
          JOIN commune_class AS school ON school.commune = commune.code AND school.zoning = 'ecole_publique'
            AND school.class = 'elementaire'
        """,
        "db.dsr_cible":
            "SELECT COUNT(*) FROM commune_class WHERE zoning = 'dsr_cible' AND class = 'eligible'",
        "db.measures_numbered": "SELECT COUNT(*) FROM measure WHERE number IS NOT NULL",
        "db.measures_new": "SELECT COUNT(*) FROM measure WHERE is_new = 1",
    ]
}
