internal import GRDB

/// A row of `search_name` that a search found, with what is shown of its territory and what ranks it.
struct FoundName {
    var kind: TerritoryKind
    var code: String
    /// The name of the territory today.
    var name: String
    /// The name of the past that was found; `nil` where today’s was.
    var formerName: String?
    var departement: TerritoryReference?
    var municipalPopulation: Int?

    var match: SearchAnswer.Match {
        SearchAnswer.Match(
            kind: kind, code: code, name: name, departement: departement, municipalPopulation: municipalPopulation,
            formerName: formerName)
    }
}

extension FoundName {
    /// One row for each territory: where its name of today and one of the past are both found, today’s counts, in the
    /// place of the better of the two.
    ///
    /// `condition` and `rank`, of which the lowest comes first, are SQL of ours on the columns of `search_name`, never a
    /// text from outside: that is bound.
    static func fetchAll(
        _ db: Database, where condition: String, rank: String = "0", arguments: StatementArguments, limit: Int
    ) throws -> [FoundName] {
        try Row.fetchAll(
            db,
            sql: """
                WITH found AS (
                  SELECT CASE kind WHEN 'former_commune' THEN 'commune' ELSE kind END AS kind, code, name, folded,
                         departement, kind = 'former_commune' AS is_former, \(rank) AS rank
                  FROM search_name WHERE \(condition)),
                place AS (
                  SELECT *, MIN(rank) OVER (PARTITION BY kind, code) AS best,
                         ROW_NUMBER() OVER (PARTITION BY kind, code ORDER BY is_former, rank, folded, name) AS place
                  FROM found)
                SELECT place.kind AS kind, place.code AS code, place.name AS name, place.is_former AS is_former,
                       commune.name AS commune_name, commune.municipal_population AS municipal,
                       departement.code AS departement_code, departement.name AS departement_name
                FROM place
                  LEFT JOIN commune ON place.kind = 'commune' AND commune.code = place.code
                  LEFT JOIN departement ON departement.code = place.departement
                WHERE place.place = 1
                ORDER BY best, is_former, municipal DESC NULLS LAST, folded, place.kind, place.code
                LIMIT ?
                """, arguments: arguments + [limit]
        ).map(FoundName.init)
    }

    private init(_ row: Row) throws {
        let isFormer: Bool = try row.value("is_former")
        try self.init(
            kind: row.word("kind"), code: row.value("code"), name: row.value("commune_name") ?? row.value("name"),
            formerName: isFormer ? row.value("name") : nil,
            departement: (row.value("departement_code") as String?).map {
                try TerritoryReference(kind: .departement, code: $0, name: row.value("departement_name"))
            }, municipalPopulation: row.value("municipal"))
    }
}
