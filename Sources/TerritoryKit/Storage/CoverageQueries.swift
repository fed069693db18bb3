internal import GRDB

extension TerritoryDatabase {
    /// How much of a zoning each contract covers: those of the départements first, then those of the EPCIs.
    ///
    /// A commune is in the zoning if its class says so, wholly or for a part.
    ///
    /// - Throws: ``ExportError`` if the zoning is none of the file’s.
    public func contractCoverage(over zoning: String) throws -> ContractCoverageAnswer {
        try read { [stamp] db in
            let known = try String.fetchAll(db, sql: "SELECT code FROM zoning ORDER BY rank")
            let row = try Row.fetchOne(
                db, sql: "SELECT *, \(ZoningShare.vintageColumn) FROM zoning WHERE code = ?", arguments: [zoning])
            guard let row else { throw ExportError.unknownZoning(zoning, known: known) }
            return ContractCoverageAnswer(
                zoning: zoning, zoningLabel: Label(fr: row["label_fr"], en: row["label_en"]),
                vintage: row["vintage"] ?? "", rows: try ContractCoverageAnswer.Row.fetchAll(db, zoning),
                whole: try ContractCoverageAnswer.Measure.fetch(
                    db, zoning, from: "commune JOIN classes ON classes.commune = commune.code AND classes.is_in"),
                covered: try ContractCoverageAnswer.Measure.fetch(
                    db, zoning,
                    from: """
                        (SELECT DISTINCT territory_commune.commune AS code FROM contract
                         JOIN territory_commune ON territory_commune.kind = contract.territory_kind
                           AND territory_commune.code = contract.territory) AS reached
                        JOIN commune ON commune.code = reached.code
                        JOIN classes ON classes.commune = commune.code AND classes.is_in
                        """),
                data: stamp)
        }
    }
}

/// The communes of a zoning, with whether each is in it.
private let classes = """
    WITH classes AS (
      SELECT commune_zoning.commune AS commune, zoning_class.membership <> 'out' AS is_in
      FROM commune_zoning JOIN zoning_class ON zoning_class.zoning = commune_zoning.zoning
        AND zoning_class.code = commune_zoning.class
      WHERE commune_zoning.zoning = ?
    )
    """

extension ContractCoverageAnswer.Row {
    fileprivate static func fetchAll(_ db: Database, _ zoning: String) throws -> [Self] {
        try Row.fetchAll(
            db,
            sql: """
                \(classes)
                SELECT contract.code AS contract, contract.territory_kind AS kind, contract.territory AS code,
                       territory.name AS name, contract.valid_from AS valid_from, contract.valid_until AS valid_until,
                       COUNT(*) AS communes, SUM(population.municipal) AS municipal, SUM(commune.area_m2) AS area,
                       SUM(classes.is_in = 1) AS communes_in,
                       SUM(CASE WHEN classes.is_in THEN population.municipal ELSE 0 END) AS municipal_in,
                       SUM(CASE WHEN classes.is_in THEN commune.area_m2 ELSE 0 END) AS area_in,
                       SUM(classes.is_in IS NULL) AS unknown
                FROM contract
                  JOIN territory ON territory.kind = contract.territory_kind AND territory.code = contract.territory
                  JOIN territory_commune ON territory_commune.kind = contract.territory_kind
                    AND territory_commune.code = contract.territory
                  JOIN commune ON commune.code = territory_commune.commune
                  LEFT JOIN population ON population.commune = commune.code
                  LEFT JOIN classes ON classes.commune = commune.code
                GROUP BY contract.code ORDER BY contract.territory_kind, contract.territory, contract.code
                """, arguments: [zoning]
        ).compactMap { row in
            guard let name = TerritoryName(row), let from = CivilDate(row["valid_from"] as String),
                let until = CivilDate(row["valid_until"] as String)
            else { return nil }
            return Self(
                contract: row["contract"], territory: name, validFrom: from, validUntil: until,
                whole: ContractCoverageAnswer.Measure(row, suffix: ""),
                covered: ContractCoverageAnswer.Measure(row, suffix: "_in"), unknownCommunes: row["unknown"] ?? 0)
        }
    }
}

extension ContractCoverageAnswer.Measure {
    fileprivate init(_ row: Row, suffix: String) {
        self.init(
            communes: row["communes\(suffix)"] ?? 0, municipalPopulation: row["municipal\(suffix)"] ?? 0,
            areaInSquareKilometers: ((row["area\(suffix)"] ?? 0.0) as Double).rounded() / 1e6)
    }

    /// Sums over `source`, which is a text of ours, never one from outside.
    fileprivate static func fetch(_ db: Database, _ zoning: String, from source: String) throws -> Self {
        let row = try Row.fetchOne(
            db,
            sql: """
                \(classes)
                SELECT COUNT(*) AS communes, SUM(population.municipal) AS municipal, SUM(commune.area_m2) AS area
                FROM \(source) LEFT JOIN population ON population.commune = commune.code
                WHERE commune.in_scope = 1
                """, arguments: [zoning])
        return row.map { Self($0, suffix: "") }
            ?? Self(
                communes: 0, municipalPopulation: 0, areaInSquareKilometers: 0)
    }
}
