internal import GRDB
internal import TerritoryFormats

extension TerritoryDatabase {
    /// The greatest number of matches that a search gives.
    public static let searchLimit = 100

    /// Territories whose name has every word of the text, in any case and with or without accents.
    ///
    /// The whole name comes first, then names that begin so, then the others; larger populations first.
    public func search(_ text: String, limit: Int = 20) throws -> SearchAnswer {
        let words = NameFolding.fold(String(text.prefix(200))).split(separator: " ").prefix(8).map(String.init)
        let limit = min(max(limit, 1), Self.searchLimit)
        guard !words.isEmpty else { return SearchAnswer(asked: text, matches: [], isTruncated: false, data: stamp) }
        return try read { [stamp] db in
            let folded = words.joined(separator: " ")
            let rows = try Row.fetchAll(
                db, sql: Self.searchSQL(words: words.count),
                arguments: StatementArguments(
                    [folded, folded + " ", folded] + words.flatMap { ["\($0)%", "% \($0)%"] } + [String(limit + 1)]))
            let matches = try rows.prefix(limit).compactMap { try SearchAnswer.Match(db, $0) }
            return SearchAnswer(asked: text, matches: matches, isTruncated: rows.count > limit, data: stamp)
        }
    }

    /// Folded words are letters and digits only, so that no sign of theirs means anything to LIKE.
    private static func searchSQL(words: Int) -> String {
        let conditions = Array(repeating: "(folded LIKE ? OR folded LIKE ?)", count: words)
        return """
            SELECT search_name.kind AS kind, search_name.code AS code, search_name.name AS name,
                   commune.municipal_population AS municipal,
                   CASE WHEN folded = ? THEN 0 WHEN substr(folded || ' ', 1, length(?)) = ? || ' ' THEN 1 ELSE 2 END
                     AS distance
            FROM search_name LEFT JOIN commune ON commune.code = search_name.code
            WHERE \(conditions.joined(separator: " AND "))
            ORDER BY distance, search_name.kind = 'former_commune', commune.municipal_population DESC NULLS LAST, folded, kind, search_name.code
            LIMIT ?
            """
    }
}

extension SearchAnswer.Match {
    fileprivate init?(_ db: Database, _ row: Row) throws {
        let isFormer = row["kind"] == "former_commune"
        let own =
            isFormer
            ? try TerritoryReference.fetch(db, code: row["code"], kind: .commune)
            : TerritoryKind(rawValue: row["kind"]).map {
                TerritoryReference(kind: $0, code: row["code"], name: row["name"])
            }
        guard let own else { return nil }
        let isLarge = own.kind == .region || own.kind == .departement || own.kind == .grouping
        let departement =
            try isLarge
            ? nil
            : Row.fetchOne(
                db,
                sql: """
                    SELECT 'departement' AS kind, departement.code AS code, departement.name AS name, COUNT(*) AS communes
                    FROM territory_commune JOIN commune ON commune.code = territory_commune.commune
                      JOIN departement ON departement.code = commune.departement
                    WHERE territory_commune.kind = ? AND territory_commune.code = ?
                    GROUP BY departement.code ORDER BY communes DESC, departement.code LIMIT 1
                    """, arguments: [own.kind.rawValue, own.code]
            ).flatMap(TerritoryReference.init)
        self.init(
            kind: own.kind, code: own.code, name: own.name, departement: departement,
            municipalPopulation: row["municipal"], formerName: isFormer ? row["name"] : nil)
    }
}
