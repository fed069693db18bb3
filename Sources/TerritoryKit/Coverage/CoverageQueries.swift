internal import GRDB
internal import TerritoryFormats

extension TerritoryDatabase {
    /// How much of a set of communes each of some things covers.
    ///
    /// - Parameters:
    ///   - subjects: `contracts`, `pacts`, `epcis`, `departements`, `arrondissements`, `regions`, or any set.
    ///   - over: Any set; a set with several definitions in use, such as `rural`, is also told under each.
    ///   - date: The day asked about; `nil` takes each data as it is.
    ///   - estimates: Whether the inhabitants of QPV that lie in a subject in part are split by area.
    /// - Returns: One row a subject, and all of them together, each commune once.
    /// - Throws: ``ExpressionError`` if a text cannot be read, or names what is not in the file.
    public func coverage(
        of subjects: String, over: String, on date: CivilDate? = nil, estimates: Bool = false
    ) throws -> CoverageAnswer {
        let table = try communeTable()
        let expression = try SetExpression(over)
        var evaluation = try evaluation(of: over, on: date)
        let set = try evaluation.set(expression)
        let (items, uses) = try items(SetExpression(subjects), subjects, table, on: date)
        evaluation.use(uses)
        evaluation.use(table.populationVintage)
        let computation = CoverageComputation(
            table: table, over: set, isAboutQPVs: expression.bareName == "qpv", estimates: estimates)
        let together = items.reduce(CommuneSet(size: table.size)) { $0 | $1.communes }
        var answer = CoverageAnswer(
            subjects: subjects, over: over, on: date, rows: computation.rows(items),
            together: table.totals(of: together), covered: table.totals(of: together & set.certain),
            coveredInScope: table.totals(of: together & set.certain & table.scope),
            wholeOver: table.totals(of: set.certain & table.scope), unknownCommunes: (together & set.unknown).count,
            timesCovered: computation.timesCovered(items),
            qpvs: computation.isAboutQPVs ? table.qpvCoverage(in: together, estimates: estimates) : nil,
            definitions: try definitions(of: expression, together, set, table, on: date),
            vintages: evaluation.vintages, data: stamp)
        answer.kept = keptEffects(expression, table, on: date).map { table.totals(of: together & $0) }
        return answer
    }

    /// The communes that keep the effects of a zoning without being in it; `nil` for a set that is no bare zoning, or
    /// one without such classes.
    private func keptEffects(_ over: SetExpression, _ table: CommuneTable, on date: CivilDate?) -> CommuneSet? {
        guard let zoning = over.bareName.flatMap({ table.zonings[$0] }), let classes = zoning.classes(named: "kept"),
            !classes.isEmpty
        else { return nil }
        return table.communes(of: classes, in: zoning, on: date).0.certain
    }

    /// The things that an expression asks about: those of a kind, one territory, contract or pact, or a set.
    private func items(
        _ expression: SetExpression, _ text: String, _ table: CommuneTable, on date: CivilDate?
    ) throws -> ([CoveringItem], [VintageUse]) {
        if let subject = expression.bareName.flatMap(TerritoryQuery.Subject.init(word:)),
            subject != .territory(.commune), expression.bareName != "qpv"
        {
            let items = table.items(of: subject, on: date)
            var evaluation = try evaluation(of: text, on: date)
            for kind in items.kinds { evaluation.use(table.vintage(of: kind)) }
            return (items, evaluation.vintages)
        }
        let (set, vintages) = try communes(of: expression, text: text, on: date)
        let territory = try namedTerritory(expression)
        let item = CoveringItem(
            subject: CoverageAnswer.Subject(
                code: territory.map { "\($0.kind.rawValue):\($0.code)" } ?? text, name: territory?.name ?? text,
                territories: [territory].compactMap { $0 }),
            communes: set.certain)
        return ([item], vintages)
    }

    /// The territory that an expression is; `nil` for any other set, and for a commune that is no more.
    private func namedTerritory(_ expression: SetExpression) throws -> TerritoryReference? {
        guard let (name, code) = expression.namedThing, let kind = TerritoryKind(word: name) else { return nil }
        return try read { db in try Lookup.find(code, kind: kind, db)?.territory }
    }

    /// What was asked about under each definition in use, as `data/reference/definitions.csv` lists them.
    private func definitions(
        of over: SetExpression, _ together: CommuneSet, _ asked: KnownSet, _ table: CommuneTable, on date: CivilDate?
    ) throws -> [CoverageAnswer.Definition] {
        guard let concept = over.bareName else { return [] }
        let rows = try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM definition WHERE concept = ? ORDER BY rank", arguments: [concept])
                .map { row in
                    try DefinitionRow(
                        code: row.value("code"), label: row.label(),
                        expression: row.value("expression"))
                }
        }
        var isMarked = false
        return try rows.map { row in
            let (set, vintages) = try communes(of: SetExpression(row.expression), text: row.expression, on: date)
            // Two definitions may be of the same communes: the first is the one that is meant.
            let isDefault = !isMarked && set == asked
            isMarked = isMarked || isDefault
            return CoverageAnswer.Definition(
                code: row.code, label: row.label, expression: row.expression, isDefault: isDefault,
                whole: table.totals(of: set.certain & table.scope), covered: table.totals(of: together & set.certain),
                unknownCommunes: (together & set.unknown).count,
                added: table.totals(of: (together & set.certain) - asked.certain),
                removed: table.totals(of: (together & asked.certain) - set.certain), vintages: vintages)
        }
    }

    private struct DefinitionRow: Sendable {
        var code: String
        var label: LocalizedText
        var expression: String
    }
}
