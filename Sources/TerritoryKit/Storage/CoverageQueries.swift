internal import GRDB

extension TerritoryDatabase {
    /// The things of a kind that stand so to a set of communes.
    ///
    /// - Parameters:
    ///   - text: A query, such as `communes in epci:200067940 and frr minus qpv`; `docs/expressions.md` has the grammar.
    ///   - date: The day asked about; `nil` takes each data as it is.
    /// - Returns: The things in the order of their codes, and the set measured.
    /// - Throws: ``ExpressionError`` if the text cannot be read, or names what is not in the file.
    public func query(_ text: String, on date: CivilDate? = nil) throws -> QueryAnswer {
        let query = try TerritoryQuery(text)
        let atlas = try atlas()
        var evaluation = try evaluation(of: text, atlas, on: date)
        let set = try evaluation.set(query.set)
        let items = atlas.items(query.subject, on: date)
        if query.subject != .communes {
            for kind in kinds(of: items) { evaluation.use(atlas.vintage(of: kind)) }
        }
        evaluation.use(atlas.populationVintage)
        let districts = query.subject == .qpvs ? atlas.districtsByCode : [:]
        let rows = items.compactMap { item -> QueryAnswer.Row? in
            let isCertain = query.relation.holds(item.communes, set.certain)
            guard isCertain || query.relation.holds(item.communes, set.possible) else { return nil }
            let district = districts[item.subject.code]
            let whole = district?.measure(in: item.communes) ?? atlas.measure(item.communes)
            let covered =
                district?.measure(in: set.certain) ?? atlas.measure(item.communes & set.certain)
            return QueryAnswer.Row(
                kind: query.subject.singular, code: item.subject.code, name: item.subject.name,
                territories: item.subject.territories, whole: whole, covered: covered,
                share: CoverageShare(covered, of: whole), isInScope: item.communes.intersects(atlas.scope),
                isUnknown: !isCertain)
        }
        return QueryAnswer(
            query: text, subject: query.subject.rawValue, relation: query.relation.rawValue, on: date, rows: rows,
            set: atlas.measure(set.certain), outside: atlas.measure(set.certain - atlas.scope),
            unknownCommunes: set.unknown.count, vintages: evaluation.vintages, data: stamp)
    }

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
        let atlas = try atlas()
        var evaluation = try evaluation(of: over, atlas, on: date)
        let set = try evaluation.set(try SetExpression(over))
        let (items, uses) = try items(subjects, atlas, on: date)
        evaluation.use(uses)
        evaluation.use(atlas.populationVintage)
        let computation = CoverageComputation(
            atlas: atlas, over: set, isAboutDistricts: over.trimmingSpaces.lowercased() == "qpv", estimates: estimates)
        let together = items.reduce(CommuneSet(size: atlas.size)) { $0 | $1.communes }
        return CoverageAnswer(
            subjects: subjects, over: over, on: date, rows: computation.rows(items),
            together: atlas.measure(together), covered: atlas.measure(together & set.certain),
            coveredInScope: atlas.measure(together & set.certain & atlas.scope),
            wholeOver: atlas.measure(set.certain & atlas.scope), unknownCommunes: (together & set.unknown).count,
            timesCovered: computation.timesCovered(items),
            qpvs: computation.isAboutDistricts ? atlas.districts(in: together, estimates: estimates) : nil,
            definitions: try definitions(of: over, together, set, atlas, on: date), vintages: evaluation.vintages,
            data: stamp)
    }

    /// The communes that an expression describes, and the vintages that this rests on.
    func communes(of text: String, _ atlas: Atlas, on date: CivilDate?) throws -> (KnownSet, [VintageUse]) {
        var evaluation = try evaluation(of: text, atlas, on: date)
        let set = try evaluation.set(try SetExpression(text))
        return (set, evaluation.vintages)
    }

    private func items(
        _ text: String, _ atlas: Atlas, on date: CivilDate?
    ) throws -> ([CoverageComputation.Item], [VintageUse]) {
        if let subject = TerritoryQuery.Subject(rawValue: text.trimmingSpaces.lowercased()), subject != .communes {
            let items = atlas.items(subject, on: date)
            var evaluation = try evaluation(of: text, atlas, on: date)
            for kind in kinds(of: items) { evaluation.use(atlas.vintage(of: kind)) }
            return (items, evaluation.vintages)
        }
        let (set, vintages) = try communes(of: text, atlas, on: date)
        let named = try read { db in
            let code = text.split(separator: ":").last.map(String.init) ?? text
            return try TerritoryName.fetch(db, code: code)
        }
        let isWhole = named.map { text.lowercased() == "\($0.kind.rawValue):\($0.code)".lowercased() } ?? false
        let item = CoverageComputation.Item(
            subject: CoverageAnswer.Subject(
                code: text, name: isWhole ? named?.name ?? text : text,
                territories: isWhole ? [named].compactMap { $0 } : []),
            communes: set.certain)
        return ([item], vintages)
    }

    /// The kinds of territory that some things are made of.
    private func kinds(of items: [CoverageComputation.Item]) -> [TerritoryKind] {
        Set(items.flatMap(\.subject.territories).map(\.kind)).sorted { $0.rawValue > $1.rawValue }
    }

    /// What was asked about under each definition in use, as `data/reference/definitions.csv` lists them.
    private func definitions(
        of over: String, _ together: CommuneSet, _ asked: KnownSet, _ atlas: Atlas, on date: CivilDate?
    ) throws -> [CoverageAnswer.Definition] {
        let rows = try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM definition WHERE concept = ? ORDER BY rank",
                arguments: [over.trimmingSpaces.lowercased()]
            ).map { row -> DefinitionRow in
                DefinitionRow(
                    code: row["code"], label: Label(fr: row["label_fr"], en: row["label_en"]),
                    expression: row["expression"])
            }
        }
        var isMarked = false
        return try rows.map { row in
            var evaluation = try evaluation(of: row.expression, atlas, on: date)
            let set = try evaluation.set(try SetExpression(row.expression))
            // Two definitions may be of the same communes: the first is the one that is meant.
            let isDefault = !isMarked && set == asked
            isMarked = isMarked || isDefault
            return CoverageAnswer.Definition(
                code: row.code, label: row.label, expression: row.expression, isDefault: isDefault,
                whole: atlas.measure(set.certain & atlas.scope), covered: atlas.measure(together & set.certain),
                unknownCommunes: (together & set.unknown).count,
                added: atlas.measure((together & set.certain) - asked.certain),
                removed: atlas.measure((together & asked.certain) - set.certain), vintages: evaluation.vintages)
        }
    }

    private struct DefinitionRow: Sendable {
        var code: String
        var label: Label
        var expression: String
    }

    private func evaluation(of text: String, _ atlas: Atlas, on date: CivilDate?) throws -> SetEvaluation {
        SetEvaluation(
            atlas: atlas, date: date, text: text,
            eligible: { programme in try eligibleCommunes(programme, atlas, on: date) },
            near: { try communes(within: $1, of: $0, atlas) }, touching: { try communes(touching: $0, atlas) },
            heirs: { code in
                try read { db in
                    guard let code = CommuneCode(rawValue: code) else { return [] }
                    return try FormerCommune.fetch(db, code)?.successors.map(\.code) ?? []
                }
            })
    }

    /// Without a day, the one on which the communes of the file are.
    private func eligibleCommunes(_ programme: String, _ atlas: Atlas, on date: CivilDate?) throws -> KnownSet {
        let eligibility = try eligibility([programme])
        guard let day = date ?? atlas.communeVintage?.from else { return KnownSet(CommuneSet(size: atlas.size)) }
        let list = try eligibility.list(programme, of: atlas.codes, on: day, today: day)
        return KnownSet(
            certain: atlas.set(list.rows.lazy.filter { $0.verdict == .eligible }.map(\.code)),
            unknown: atlas.set(list.rows.lazy.filter { $0.verdict == .undetermined }.map(\.code)))
    }
}

extension TerritoryQuery.Relation {
    fileprivate func holds(_ communes: CommuneSet, _ set: CommuneSet) -> Bool {
        switch self {
        case .in: !communes.isEmpty && communes.isSubset(of: set)
        case .covering: communes.intersects(set)
        }
    }
}

extension TerritoryQuery.Subject {
    fileprivate var singular: String { String(rawValue.dropLast()) }
}
