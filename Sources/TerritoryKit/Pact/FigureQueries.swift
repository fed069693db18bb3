internal import GRDB
internal import TerritoryFormats

/// Which figures to list; `nil` asks for all.
public struct FigureFilter: Sendable {
    public var measure: String?
    public var theme: String?
    public var scope: Figure.Scope?
    public var kind: Figure.Kind?
    /// A territory that a figure must name.
    public var territory: TerritoryReference?

    public init(
        measure: String? = nil, theme: String? = nil, scope: Figure.Scope? = nil, kind: Figure.Kind? = nil,
        territory: TerritoryReference? = nil
    ) {
        self.measure = measure
        self.theme = theme
        self.scope = scope
        self.kind = kind
        self.territory = territory
    }
}

extension TerritoryDatabase {
    /// The document that measures and figures come from.
    static let reportTitle = "Le Pacte des solidarités en Occitanie, bilan 2024 (préfet de la région Occitanie)"

    /// The measures of the Pact, and the chapters of its report, in the order of the report.
    ///
    /// - Parameters:
    ///   - axis: Number of an axis, 1 to 4; `nil` for all.
    ///   - status: Only measures of this status.
    /// - Returns: The measures that pass both, in the order of the report.
    /// - Throws: ``StorageError`` if the file cannot be read.
    public func measures(axis: Int? = nil, status: MeasureStatus? = nil) throws -> MeasuresAnswer {
        try read { [stamp] db in
            let measures = try PactMeasure.fetchAll(db).filter { measure in
                (axis == nil || measure.axis == axis) && (status == nil || measure.status == status)
            }
            return MeasuresAnswer(measures: measures, document: Self.reportTitle, data: stamp)
        }
    }

    /// The figures of the report, in the order of the report.
    ///
    /// - Throws: ``StorageError`` if the file cannot be read.
    public func figures(_ filter: FigureFilter = FigureFilter()) throws -> FiguresAnswer {
        try read { [stamp] db in
            let figures = try Figure.fetchAll(db).filter { figure in
                (filter.measure == nil || figure.measure == filter.measure)
                    && (filter.theme == nil || figure.theme == filter.theme)
                    && (filter.scope == nil || figure.scope == filter.scope)
                    && (filter.kind == nil || figure.kind == filter.kind)
                    && (filter.territory.map { figure.territories.contains($0) } ?? true)
            }
            return FiguresAnswer(figures: figures, document: Self.reportTitle, data: stamp)
        }
    }

    /// What several figures make together, or why they make nothing, whatever the order of their codes.
    ///
    /// - Throws: ``LookupError`` if there is no such figure.
    public func sum(of codes: [String]) throws -> Stamped<FigureTotal> {
        try read { [stamp] db in
            let all = try Figure.fetchAll(db)
            let known = Set(all.map(\.code))
            if let unknown = codes.first(where: { !known.contains($0) }) { throw LookupError.noSuchFigure(unknown) }
            let relations = FigureRelations(
                figures: all, controlTotals: try Reconciliation.fetchAll(db) { _ in nil },
                findings: try MeasureSheet.Finding.fetchAll(db))
            let asked = all.filter { codes.contains($0.code) }
            return Stamped(value: FigureTotal(of: asked, by: relations), data: stamp)
        }
    }

    /// A figure located by the territories of a kind, as far as the report locates it.
    ///
    /// - Throws: ``LookupError`` if there is no such figure.
    public func breakdown(of code: String, by level: TerritoryKind) throws -> Stamped<FigureBreakdown> {
        try read { [stamp] db in
            let all = try Figure.fetchAll(db)
            guard let figure = all.first(where: { $0.code == code }) else { throw LookupError.noSuchFigure(code) }
            let homes = try AggregationTerritory.fetchAll(db, .level(level, within: nil), stamp)
            var communes: [TerritoryReference: Set<String>] = [:]
            for name in Set(all.flatMap(\.territories)) {
                communes[name] = Set(try name.communes(db))
            }
            let breakdown = FigureBreakdown(of: figure, among: all, by: level) { name in
                guard let own = communes[name], !own.isEmpty else { return nil }
                return homes.first { own.isSubset(of: $0.communes) }?.reference
            }
            return Stamped(value: breakdown, data: stamp)
        }
    }

    /// Whether a code is that of a figure of the report.
    public func hasFigure(_ code: String) throws -> Bool {
        try read { try Int.fetchOne($0, sql: "SELECT 1 FROM figure WHERE code = ?", arguments: [code]) != nil }
    }
}

extension PactMeasure {
    static func fetchAll(_ db: Database) throws -> [PactMeasure] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT measure.*, axis.number AS axis_number,
                       (SELECT COUNT(*) FROM figure WHERE figure.measure = measure.code) AS figures
                FROM measure LEFT JOIN axis ON axis.code = measure.axis
                ORDER BY measure.line IS NULL, measure.line, measure.code
                """
        ).map { row in
            try PactMeasure(
                code: row.value("code"), number: row.value("number"), axis: row.value("axis_number"),
                status: row.word("status"),
                isNew: row.value("is_new"), label: LocalizedText(row, "label") ?? LocalizedText(fr: "", en: ""),
                statusNote: LocalizedText(row, "status_note"), duplicateOf: row.value("duplicate_of"),
                figures: row.value("figures"), page: row.value("page"), lastPage: row.value("last_page"),
                line: row.value("line"))
        }
    }
}

extension Figure {
    /// Every figure, in the order of the report.
    static func fetchAll(_ db: Database) throws -> [Figure] {
        let territories = try Row.fetchAll(
            db,
            sql: """
                SELECT figure_territory.figure AS figure, territory.kind AS kind, territory.code AS code,
                       territory.name AS name
                FROM figure_territory JOIN territory ON territory.code = figure_territory.territory
                  AND territory.kind = CASE figure_territory.territory_kind WHEN 'academie' THEN 'grouping'
                                       ELSE figure_territory.territory_kind END
                ORDER BY figure_territory.figure, territory.kind, territory.code
                """
        ).reduce(into: [String: [TerritoryReference]]()) { all, row in
            try all[row.value("figure"), default: []].append(TerritoryReference(row))
        }
        let findings = try Row.fetchAll(db, sql: "SELECT figure, finding FROM finding_figure ORDER BY figure, finding")
            .reduce(into: [String: [String]]()) { try $0[$1.value("figure"), default: []].append($1.value("finding")) }
        let headings = try ReportHeadings(db)
        return try Row.fetchAll(db, sql: "SELECT * FROM figure ORDER BY line IS NULL, line, code").map { row in
            try Figure(
                row, territories: territories[row.value("code")] ?? [], findings: findings[row.value("code")] ?? [],
                citation: headings.citation(of: row.value("line")))
        }
    }

    fileprivate init(
        _ row: Row, territories: [TerritoryReference], findings: [String], citation: Citation?
    ) throws {
        let kind: Kind = try row.word("kind")
        let text: String = try row.value("value")
        try self.init(
            code: row.value("code"), measure: row.value("measure"), theme: row.value("theme"),
            label: LocalizedText(row, "label") ?? LocalizedText(fr: "", en: ""),
            value: kind == .date ? nil : Self.number(text),
            valueText: text, valueDenominator: row.value("value_denominator", in: 1...Int.max),
            valueMax: row.value("value_max"),
            unit: LocalizedText(row, "unit") ?? LocalizedText(fr: "", en: ""), kind: kind,
            qualifier: row.word("qualifier"),
            nature: row.word("nature"),
            periodStart: row.value("period_start"), periodEnd: row.value("period_end"), asOf: row.value("as_of"),
            periodNote: LocalizedText(row, "period_note"), scope: row.word("scope"),
            precision: row.word("precision"),
            isProvisional: row.value("is_provisional"), aggregation: row.word("aggregation"),
            aggregationTarget: row.value("aggregation_target"), weight: LocalizedText(row, "weight"),
            confidence: row.value("confidence"), note: LocalizedText(row, "note"), territories: territories,
            findings: findings, citation: citation, line: row.value("line"))
    }
    private static func number(_ text: String) throws -> Double {
        guard let number = Double(text), number.isFinite else { throw DatabaseError.damaged }
        return number
    }
}
