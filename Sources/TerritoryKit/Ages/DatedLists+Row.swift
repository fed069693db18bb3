internal import GRDB

extension DatedLists {
    // The lists of a role of source; `fact` gives what a list of a vintage says.
    static func fetch(_ db: Database, role: String, fact: (String) throws -> Fact) throws -> Self {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT label_fr, label_en, title, publisher, vintage, valid_from, valid_until, stand_in_months
                FROM source WHERE role = ? AND valid_from IS NOT NULL
                """, arguments: [role])
        return Self(
            try rows.map { row in
                let source = try FactSource(
                    label: row.label(), title: row.value("title"),
                    publisher: row.value("publisher"), vintage: row.value("vintage"), from: row.day("valid_from"),
                    until: CivilDate(row, "valid_until"))
                return List(
                    source: source, standInMonths: try row.value("stand_in_months", in: Bounds.months),
                    fact: try fact(source.vintage))
            })
    }
}
