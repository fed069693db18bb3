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
        let table = try communeTable()
        var evaluation = try evaluation(of: text, on: date)
        let set = try evaluation.set(query.set)
        let items = table.items(of: query.subject, on: date)
        if query.subject != .territory(.commune) {
            for kind in items.kinds { evaluation.use(table.vintage(of: kind)) }
        }
        evaluation.use(table.populationVintage)
        let qpvAreas = query.subject == .territory(.qpv) ? table.qpvAreasByCode : [:]
        let rows = items.compactMap { item -> QueryAnswer.Row? in
            let isCertain = query.relation.holds(item.communes, set.certain)
            guard isCertain || query.relation.holds(item.communes, set.possible) else { return nil }
            let qpv = qpvAreas[item.subject.code]
            let whole = qpv?.totals(in: item.communes) ?? table.totals(of: item.communes)
            let covered = qpv?.totals(in: set.certain) ?? table.totals(of: item.communes & set.certain)
            return QueryAnswer.Row(
                kind: query.subject.word, code: item.subject.code, name: item.subject.name,
                territories: item.subject.territories, whole: whole, covered: covered,
                share: CommuneShares(covered, of: whole), isInScope: item.communes.intersects(table.scope),
                isUnknown: !isCertain)
        }
        return QueryAnswer(
            query: text, subject: query.subject.word, relation: query.relation.rawValue, on: date, rows: rows,
            set: table.totals(of: set.certain), outside: table.totals(of: set.certain - table.scope),
            unknownCommunes: set.unknown.count, vintages: evaluation.vintages, data: stamp)
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
