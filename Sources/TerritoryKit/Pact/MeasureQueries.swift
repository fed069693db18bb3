internal import GRDB
internal import TerritoryFormats

extension TerritoryDatabase {
    /// Everything that the report says under a measure.
    ///
    /// - Parameter text: The number of a measure, or its identifier, such as `m20` or `mn-pactes-locaux`.
    /// - Returns: Its figures, statements, milestones and the findings about them.
    /// - Throws: ``LookupError`` if there is no such measure.
    public func measureSheet(of text: String) throws -> MeasureSheet {
        try read { [stamp] db in
            let measures = try PactMeasure.fetchAll(db)
            guard let measure = measures.first(where: { $0.code == text || $0.number.map(String.init) == text }) else {
                throw LookupError.noSuchMeasure(text)
            }
            let figures = try Figure.fetchAll(db).filter { $0.measure == measure.code }
            return MeasureSheet(
                measure: measure, figures: figures,
                statements: try PactSheet.Statement.fetch(db, measure: measure.code),
                milestones: try MeasureSheet.Milestone.fetch(db, measure.code),
                findings: try MeasureSheet.Finding.fetch(db, of: Set(figures.flatMap(\.findings))),
                document: Self.reportTitle, data: stamp)
        }
    }

    /// The contracts, those of the départements first, and what the report prints of them.
    public func contracts() throws -> ContractsAnswer {
        try read { [stamp] db in
            ContractsAnswer(
                contracts: try ContractsAnswer.Contract.fetchAll(db), facts: try ContractsAnswer.Fact.fetchAll(db),
                document: Self.reportTitle, data: stamp)
        }
    }
}

extension PactSheet.Statement {
    fileprivate static func fetch(_ db: Database, measure: String) throws -> [Self] {
        let headings = try ReportHeadings(db)
        return try Row.fetchAll(
            db, sql: "SELECT * FROM statement WHERE measure = ? ORDER BY line IS NULL, line, code",
            arguments: [measure]
        ).compactMap { try Self($0, headings) }
    }
}

extension MeasureSheet.Milestone {
    fileprivate static func fetch(_ db: Database, _ measure: String) throws -> [Self] {
        let headings = try ReportHeadings(db)
        return try Row.fetchAll(
            db, sql: "SELECT * FROM milestone WHERE measure = ? ORDER BY date, code", arguments: [measure]
        ).compactMap { row in
            try LocalizedText(row, "label").map {
                try Self(
                    code: row.value("code"), date: row.value("date"), label: $0, scope: row.value("scope"),
                    citation: headings.citation(of: row.value("line")), line: row.value("line"))
            }
        }
    }
}

extension MeasureSheet.Finding {
    fileprivate static func fetch(_ db: Database, of codes: Set<String>) throws -> [Self] {
        try fetchAll(db).filter { codes.contains($0.code) }
    }

    static func fetchAll(_ db: Database) throws -> [Self] {
        let headings = try ReportHeadings(db)
        return try Row.fetchAll(db, sql: "SELECT * FROM finding ORDER BY code").compactMap { row in
            guard let label = try LocalizedText(row, "label") else { return nil }
            let lines = try lineNumbers(row, "lines")
            return try Self(
                code: row.value("code"), kind: row.value("kind"), label: label,
                handling: LocalizedText(row, "handling"),
                isNeverAdded: row.value("is_never_added"), citations: headings.citations(of: lines), lines: lines)
        }
    }
}

extension ContractsAnswer.Contract {
    fileprivate static func fetchAll(_ db: Database) throws -> [Self] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT contract.*, territory.kind AS signatory_kind, territory.name AS name, epci.nature AS nature,
                       COUNT(*) AS communes,
                       CASE WHEN COUNT(commune.municipal_population) = COUNT(*)
                            THEN SUM(commune.municipal_population) END AS municipal
                FROM contract
                  JOIN territory ON territory.kind = contract.territory_kind AND territory.code = contract.territory
                  JOIN territory_commune ON territory_commune.kind = territory.kind
                    AND territory_commune.code = territory.code
                  JOIN commune ON commune.code = territory_commune.commune
                  LEFT JOIN epci ON contract.territory_kind = 'epci' AND epci.code = contract.territory
                GROUP BY contract.code ORDER BY contract.territory_kind, contract.territory, contract.code
                """
        ).map { row in
            try Self(
                code: row.value("code"), kind: row.value("kind"),
                signatory: TerritoryReference(
                    kind: row.word("signatory_kind"), code: row.value("territory"), name: row.value("name")),
                nature: (row.value("nature") as String?).flatMap(EPCI.Nature.init(rawValue:)),
                validFrom: row.day("valid_from"), validUntil: row.day("valid_until"), communes: row.value("communes"),
                municipalPopulation: row.value("municipal"),
                reference: row.value("reference"))
        }
    }
}

extension ContractsAnswer.Fact {
    fileprivate static func fetchAll(_ db: Database) throws -> [Self] {
        let headings = try ReportHeadings(db)
        return try Row.fetchAll(db, sql: "SELECT * FROM contract_fact ORDER BY line, code").compactMap { row in
            try LocalizedText(row, "label").map {
                try Self(
                    code: row.value("code"), label: $0, signatories: row.value("signatory"), theme: row.value("theme"),
                    value: row.value("value"), unit: row.value("unit"), figure: row.value("figure"),
                    citation: headings.citation(of: row.value("line")), line: row.value("line"))
            }
        }
    }
}
