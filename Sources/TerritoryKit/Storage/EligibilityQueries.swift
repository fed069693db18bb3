internal import GRDB

extension TerritoryDatabase {
    /// What the data say of a commune’s right to the canteen tariff aid, condition by condition.
    ///
    /// - Throws: ``LookupError`` if the code is that of no commune in the file.
    public func canteenReport(of text: String) throws -> CanteenReport {
        let answer = try answer(showing: text)
        guard let sheet = answer.territory else { throw LookupError.noSuchCode(answer.asked, stamp) }
        guard sheet.kind == .commune else {
            throw LookupError.notACommune(TerritoryName(kind: sheet.kind, code: sheet.code, name: sheet.name))
        }
        return try read { [stamp] db in
            let schools = try Int.fetchOne(
                db, sql: "SELECT public_elementary FROM school WHERE commune = ?", arguments: [sheet.code])
            let schoolVintage = try String.fetchOne(db, sql: "SELECT vintage FROM source WHERE role = 'school'")
            let criteria = [
                CanteenReport.dsr(sheet.zonings.first { $0.zoning == "dsr_perequation" }),
                CanteenReport.school(schools, vintage: schoolVintage), CanteenReport.competence,
            ]
            return CanteenReport(
                commune: TerritoryName(kind: .commune, code: sheet.code, name: sheet.name),
                verdict: Verdict(criteria.map(\.finding)), criteria: criteria, data: stamp)
        }
    }

    /// The communes that meet the conditions that the data know, by département of the scope.
    public func canteenCounts() throws -> CanteenCountsAnswer {
        try read { [stamp] db in
            let departements = try Row.fetchAll(
                db,
                sql: """
                    SELECT 'departement' AS kind, departement.code AS code, departement.name AS name,
                           COUNT(*) AS communes, SUM(dsr.class = 'eligible') AS dsr,
                           SUM(dsr.class = 'eligible' AND school.public_elementary > 0) AS with_school
                    FROM commune JOIN departement ON departement.code = commune.departement
                      LEFT JOIN commune_zoning AS dsr ON dsr.commune = commune.code AND dsr.zoning = 'dsr_perequation'
                      LEFT JOIN school ON school.commune = commune.code
                    WHERE commune.in_scope = 1 GROUP BY departement.code ORDER BY departement.code
                    """)
            let vintages = try Row.fetchAll(db, sql: "SELECT role, vintage FROM source").reduce(
                into: [String: String]()
            ) { $0[$1["role"]] = $1["vintage"] }
            return CanteenCountsAnswer(
                rows: try departements.compactMap { row in
                    guard let departement = TerritoryName(row) else { return nil }
                    return CanteenCountsAnswer.Row(
                        departement: departement, communes: row["communes"], dsrPerequation: row["dsr"] ?? 0,
                        withSchool: row["with_school"] ?? 0, examples: try canteenExamples(db, in: departement))
                }, dsrVintage: vintages["dsr"] ?? "", schoolVintage: vintages["school"] ?? "", data: stamp)
        }
    }
}

private func canteenExamples(_ db: Database, in departement: TerritoryName) throws -> [TerritoryName] {
    try Row.fetchAll(
        db,
        sql: """
            SELECT 'commune' AS kind, commune.code AS code, commune.name AS name
            FROM commune JOIN commune_zoning AS dsr ON dsr.commune = commune.code AND dsr.zoning = 'dsr_perequation'
                AND dsr.class = 'eligible'
              JOIN school ON school.commune = commune.code AND school.public_elementary > 0
              JOIN population ON population.commune = commune.code
            WHERE commune.departement = ? ORDER BY population.municipal DESC, commune.code LIMIT 3
            """, arguments: [departement.code]
    ).compactMap(TerritoryName.init)
}

extension CanteenReport {
    fileprivate static func dsr(_ zoning: ZoningClass?) -> Criterion {
        let finding: Finding =
            switch zoning?.membership {
            case .in: .met
            case .out: .notMet
            case .partly, nil: .unknown
            }
        let explanation: Label =
            switch finding {
            case .met:
                Label(
                    fr: "La commune est éligible à la fraction péréquation de la DSR.",
                    en: "The commune is eligible for the péréquation fraction of the DSR.")
            case .notMet:
                Label(
                    fr: "La commune n’est pas éligible à la fraction péréquation de la DSR.",
                    en: "The commune is not eligible for the péréquation fraction of the DSR.")
            case .unknown:
                Label(
                    fr: "Les données ne disent pas si la commune est éligible à la fraction péréquation de la DSR.",
                    en: "The data do not tell whether the commune is eligible for the péréquation fraction of the DSR.")
            }
        return Criterion(
            name: "dsr_perequation", finding: finding, explanation: explanation, vintage: zoning?.vintage)
    }

    /// A commune without an elementary school may have a nursery school, which the data do not count.
    fileprivate static func school(_ schools: Int?, vintage: String?) -> Criterion {
        guard let schools, schools > 0 else {
            let explanation =
                schools == nil
                ? Label(
                    fr: "Les données ne disent pas si la commune a une école publique.",
                    en: "The data do not tell whether the commune has a public school.")
                : Label(
                    fr:
                        "Aucune école élémentaire publique n’est recensée dans la commune\u{202F}; une école maternelle "
                        + "ou un regroupement restent possibles.",
                    en: "No public elementary school is listed in the commune; a nursery school or a grouping of "
                        + "communes remains possible.")
            return Criterion(
                name: "public_school", finding: .unknown, explanation: explanation,
                vintage: schools == nil ? nil : vintage)
        }
        return Criterion(
            name: "public_school", finding: .met,
            explanation: Label(
                fr: "Écoles élémentaires publiques dans la commune\u{202F}: \(schools).",
                en: "Public elementary schools in the commune: \(schools)."), vintage: vintage)
    }

    fileprivate static let competence = Criterion(
        name: "catering_competence", finding: .unknown,
        explanation: Label(
            fr: "Les données ne disent pas qui exerce la compétence de restauration scolaire\u{202F}: la commune, son "
                + "EPCI ou un syndicat.",
            en: "The data do not tell who is in charge of school catering: the commune, its EPCI or a syndicat."),
        vintage: nil)
}
