internal import GRDB

extension TerritoryDatabase {
    /// The communes that an expression describes, and the vintages that this rests on.
    package func communes(of expression: SetExpression, text: String, on date: CivilDate?) throws -> (
        KnownSet, [VintageUse]
    ) {
        var evaluation = try evaluation(of: text, on: date)
        return (try evaluation.set(expression), evaluation.vintages)
    }

    // `text` is what errors quote.
    func evaluation(of text: String, on date: CivilDate?) throws -> SetEvaluation {
        let table = try communeTable()
        // An expression may ask for the same again and again: it is found out once.
        var decided: [String: KnownSet] = [:]
        var beside: [CommuneSet: CommuneSet] = [:]
        return SetEvaluation(
            table: table, date: date, text: text,
            eligible: { programme in
                if let known = decided[programme] { return known }
                let set = try eligibleCommunes(programme, table, on: date)
                decided[programme] = set
                return set
            },
            near: { try communes(within: $1, of: $0, table) },
            touching: { set in
                if let known = beside[set] { return known }
                let found = try communes(touching: set, table)
                beside[set] = found
                return found
            },
            lookup: { kind, text in try read { db in try Lookup.find(text, kind: kind, db) } })
    }

    /// Without a day, the one on which the communes of the file are.
    private func eligibleCommunes(_ programme: String, _ table: CommuneTable, on date: CivilDate?) throws -> KnownSet {
        let eligibility = try eligibility([programme])
        guard let day = date ?? table.communeVintage?.from else { return KnownSet(CommuneSet(size: table.size)) }
        let list = try eligibility.list(
            programme, of: table.codes.map(CommuneCode.init(unchecked:)), on: day, today: day)
        return KnownSet(
            certain: table.set(list.rows.lazy.filter { $0.verdict == .eligible }.map(\.code)),
            unknown: table.set(list.rows.lazy.filter { $0.verdict == .undetermined }.map(\.code)))
    }
}
