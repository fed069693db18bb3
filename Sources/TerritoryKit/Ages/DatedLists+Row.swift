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
            try rows.compactMap { row in
                guard let from = CivilDate(row["valid_from"] as String) else { return nil }
                let source = FactSource(
                    label: LocalizedText(fr: row["label_fr"], en: row["label_en"]), title: row["title"],
                    publisher: row["publisher"], vintage: row["vintage"], from: from,
                    until: CivilDate(row, "valid_until"))
                return List(
                    source: source, standInMonths: row["stand_in_months"], fact: try fact(source.vintage))
            })
    }
}
