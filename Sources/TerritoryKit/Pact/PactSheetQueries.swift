internal import GRDB
internal import TerritoryFormats

extension TerritoryDatabase {
    /// Everything known of a territory.
    ///
    /// - Throws: ``LookupError`` if the territory is none of the file’s.
    public func pactSheet(of territory: TerritoryReference) throws -> PactSheet {
        let pacts = try pactTable()
        return try read { [stamp] db in
            let territory = try Lookup.existing(territory, db, stamp)
            let own = try AggregationTerritory(reference: territory, communes: Set(territory.communes(db)))
            let figures = try FiguresByPlace(db, own)
            return PactSheet(
                territory: try TerritorySheet.fetch(db, territory, pacts),
                contracts: try PactSheet.ContractReach.fetch(db, territory),
                indicators: try readings(db, [own]).map { PactSheet.Reading(indicator: $0.indicator, row: $0.rows[0]) },
                figures: figures.own, groupFigures: figures.group, figuresWithin: figures.within,
                figuresAbove: figures.above, nationalFigures: figures.national,
                statements: try PactSheet.Statement.fetch(db, territory), document: Self.reportTitle, data: stamp)
        }
    }

    /// The indicators of several territories side by side, with the larger territories that hold them all.
    ///
    /// - Throws: ``LookupError`` if a territory is none of the file’s.
    public func comparison(of asked: [TerritoryReference]) throws -> ComparisonAnswer {
        try read { [stamp] db in
            var territories = try asked.map { try Lookup.existing($0, db, stamp) }
            let parents = try territories.map { try TerritoryReference.parents(db, of: $0) }
            let shared = (parents.first ?? []).filter { parent in parents.allSatisfy { $0.contains(parent) } }
            territories += shared.filter { !territories.contains($0) }
            let members = try territories.map {
                AggregationTerritory(reference: $0, communes: Set(try $0.communes(db)))
            }
            return ComparisonAnswer(territories: territories, lines: try readings(db, members), data: stamp)
        }
    }
}

/// Every indicator over some territories.
private func readings(_ db: Database, _ territories: [AggregationTerritory]) throws -> [ComparisonAnswer.Line] {
    try Indicator.fetchAll(db).map { indicator in
        let values = try IndicatorValues(db, indicator)
        let rule = AggregationRule(indicator)
        return ComparisonAnswer.Line(
            indicator: indicator, rows: territories.map { values.row(for: $0, rule: rule) })
    }
}

/// The figures of the report, by how their territories lie to one.
private struct FiguresByPlace {
    private(set) var own: [Figure] = []
    private(set) var group: [Figure] = []
    private(set) var within: [Figure] = []
    private(set) var above: [Figure] = []
    private(set) var national: [Figure] = []

    init(_ db: Database, _ territory: AggregationTerritory) throws {
        let figures = try Figure.fetchAll(db)
        var communes: [TerritoryReference: Set<String>] = [:]
        for name in Set(figures.flatMap(\.territories)) {
            communes[name] = Set(try name.communes(db))
        }
        for figure in figures {
            if figure.scope == .national {
                national.append(figure)
            } else if figure.territories.contains(territory.reference) {
                if figure.territories.count > 1 { group.append(figure) } else { own.append(figure) }
            } else if Self.lies(territory.communes, inAll: figure.territories, communes) {
                above.append(figure)
            } else {
                let inside = figure.territories.filter { name in
                    communes[name].map { !$0.isEmpty && $0.isSubset(of: territory.communes) } ?? false
                }
                // A figure for several territories, of which some only lie within, is not this one’s.
                if inside.count == figure.territories.count, !inside.isEmpty {
                    within.append(figure)
                } else if !inside.isEmpty {
                    group.append(figure)
                }
            }
        }
    }

    private static func lies(
        _ own: Set<String>, inAll territories: [TerritoryReference], _ communes: [TerritoryReference: Set<String>]
    ) -> Bool {
        !own.isEmpty && territories.contains { name in communes[name].map { own.isSubset(of: $0) } ?? false }
    }
}

extension PactSheet.ContractReach {
    fileprivate static func fetch(_ db: Database, _ name: TerritoryReference) throws -> [Self] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT contract.code AS contract, territory.kind AS kind, territory.code AS code,
                       territory.name AS name, contract.valid_from AS valid_from, contract.valid_until AS valid_until,
                       COUNT(*) AS communes
                FROM territory_commune AS own
                  JOIN territory_commune AS reached ON reached.commune = own.commune
                  JOIN contract ON contract.territory_kind = reached.kind AND contract.territory = reached.code
                  JOIN territory ON territory.kind = reached.kind AND territory.code = reached.code
                WHERE own.kind = ? AND own.code = ?
                GROUP BY contract.code ORDER BY contract.territory_kind, contract.territory, contract.code
                """, arguments: [name.kind.rawValue, name.code]
        ).map { row in
            try Self(
                contract: row.value("contract"), signatory: TerritoryReference(row), validFrom: row.day("valid_from"),
                validUntil: row.day("valid_until"), communes: row.value("communes"))
        }
    }
}

extension PactSheet.Statement {
    fileprivate static func fetch(_ db: Database, _ name: TerritoryReference) throws -> [Self] {
        let kind = name.kind == .grouping ? "academie" : name.kind.rawValue
        let headings = try ReportHeadings(db)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT statement.* FROM statement JOIN statement_territory ON statement_territory.statement = statement.code
                WHERE statement_territory.territory_kind = ? AND statement_territory.territory = ?
                ORDER BY statement.line IS NULL, statement.line, statement.code
                """, arguments: [kind, name.code]
        ).compactMap { try Self($0, headings) }
    }

    init?(_ row: Row, _ headings: ReportHeadings) throws {
        guard let label = try LocalizedText(row, "label") else { return nil }
        try self.init(
            code: row.value("code"), measure: row.value("measure"), relation: row.value("relation"), label: label,
            citation: headings.citation(of: row.value("line")), line: row.value("line"))
    }
}
