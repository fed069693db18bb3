internal import GRDB

extension TerritoryDatabase {
    /// What is known of the territory that a code names.
    ///
    /// The code of a commune of the past leads to the commune that holds its ground today.
    ///
    /// - Parameter text: An INSEE code, a SIREN, or an ANCT code, in either case; or the identifier of a grouping.
    /// - Returns: The sheet of the territory; none where a former code is ambiguous.
    /// - Throws: ``LookupError`` if the text is no code, or the code of nothing in the file.
    public func answer(showing text: String) throws -> TerritoryAnswer {
        let asked = text.trimmingSpaces
        return try read { [stamp] db in
            if let name = try TerritoryName.fetch(db, code: asked) {
                return TerritoryAnswer(
                    asked: asked, territory: try TerritorySheet.fetch(db, name), formerCommune: nil, data: stamp)
            }
            guard let code = CommuneCode(rawValue: asked.uppercased()), let former = try FormerCommune.fetch(db, code)
            else {
                throw CodeForm.isKnown(asked) ? LookupError.noSuchCode(asked, stamp) : LookupError.notACode(asked)
            }
            let only = former.successors.count == 1 ? former.successors[0] : nil
            return TerritoryAnswer(
                asked: asked, territory: try only.map { try TerritorySheet.fetch(db, $0) }, formerCommune: former,
                data: stamp)
        }
    }
}

/// A question about something that the file does not have.
public enum LookupError: Error, Hashable, Sendable, CustomStringConvertible {
    case notACode(String)
    case noSuchCode(String, DataStamp)
    case noSuchIndicator(String)
    case noSuchMeasure(String)
    case noShape(TerritoryName)

    public func sentence(in language: Language) -> String { phrase(language) }

    public var description: String { sentence(in: .english) }

    private var phrase: Phrase {
        switch self {
        case .notACode(let text):
            Phrase(
                fr: "«\u{202F}\(text)\u{202F}» n’est pas un code\u{202F}: commune (12145), EPCI (243100518), "
                    + "arrondissement (121), département (48), région (76) ou QPV (QN03016M) attendu\u{202F}; "
                    + "«\u{202F}territory search\u{202F}» cherche par nom",
                en: "“\(text)” is not a code: a commune (12145), EPCI (243100518), arrondissement (121), "
                    + "département (48), région (76) or QPV (QN03016M) is expected; “territory search” searches names")
        case .noShape(let name):
            Phrase(
                fr: "\(name.name) (\(name.code)) n’a pas de contour dans cette base",
                en: "\(name.name) (\(name.code)) has no shape in this database")
        case .noSuchMeasure(let text):
            Phrase(
                fr: "«\u{202F}\(text)\u{202F}» n’est ni le numéro ni l’identifiant d’une mesure\u{202F}; "
                    + "«\u{202F}territory measures\u{202F}» les liste",
                en: "“\(text)” is neither the number nor the identifier of a measure; “territory measures” lists them")
        case .noSuchIndicator(let code):
            Phrase(
                fr: "«\u{202F}\(code)\u{202F}» n’est le code d’aucun indicateur\u{202F}; «\u{202F}territory "
                    + "indicators\u{202F}» les liste",
                en: "“\(code)” is the code of no indicator; “territory indicators” lists them")
        case .noSuchCode(let text, let stamp):
            Phrase(
                fr: "«\u{202F}\(text)\u{202F}» n’est le code d’aucun territoire de cette base ("
                    + "\(stamp.scopeText), \(stamp.vintage))",
                en: "“\(text)” is the code of no territory in this database (\(stamp.scopeText), \(stamp.vintage))")
        }
    }
}

enum CodeForm {
    /// Whether a text has the form of any official code.
    static func isKnown(_ text: String) -> Bool {
        let text = text.uppercased()
        return CommuneCode(rawValue: text) != nil || EPCICode(rawValue: text) != nil || QPVCode(rawValue: text) != nil
            || DepartementCode(rawValue: text) != nil || ArrondissementCode(rawValue: text) != nil
            || RegionCode(rawValue: text) != nil
    }
}

extension String {
    var trimmingSpaces: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

extension TerritoryName {
    /// A code of two digits can be that of a département and of a région (76 is Seine-Maritime and Occitanie): the
    /// territory that the file has whole comes first, then the région of the file’s scope.
    static func fetch(_ db: Database, code: String) throws -> TerritoryName? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT kind, code, name FROM territory WHERE code IN (?, ?)
                ORDER BY CASE kind
                  WHEN 'departement' THEN (SELECT 1 - is_complete FROM departement WHERE departement.code = territory.code)
                  WHEN 'region' THEN (SELECT 1 - is_complete FROM region WHERE region.code = territory.code)
                  ELSE 0 END, kind
                LIMIT 1
                """, arguments: [code, code.uppercased()]
        ).flatMap(TerritoryName.init)
    }

    init?(_ row: Row) {
        guard let kind = TerritoryKind(rawValue: row["kind"]) else { return nil }
        self.init(kind: kind, code: row["code"], name: row["name"])
    }
}

extension FormerCommune {
    static func fetch(_ db: Database, _ code: CommuneCode) throws -> FormerCommune? {
        let history = try CommuneHistory.fetch(db)
        guard let life = history.lives(of: code).last, let lastDay = history.lastDay(of: code) else { return nil }
        let fate = history.fate(of: code, from: lastDay)
        let successors = try fate.successors.map { successor in
            try TerritoryName.fetch(db, code: successor.rawValue)
                ?? TerritoryName(
                    kind: .commune, code: successor.rawValue, name: history.lives(of: successor).last?.name ?? "")
        }
        return FormerCommune(
            code: code, name: life.name, lastDay: lastDay, events: fate.events, successors: successors)
    }
}

extension CommuneHistory {
    static func fetch(_ db: Database) throws -> CommuneHistory {
        let movements = try Row.fetchAll(db, sql: "SELECT * FROM commune_movement").compactMap(CommuneMovement.init)
        let current = try Row.fetchAll(db, sql: "SELECT code, name FROM commune").reduce(into: [CommuneCode: String]())
        {
            $0[CommuneCode(unchecked: $1["code"])] = $1["name"]
        }
        return CommuneHistory(movements: movements, current: current)
    }
}

extension CommuneMovement {
    init?(_ row: Row) {
        guard let number = Int(row["kind"] as String), let kind = Kind(rawValue: number),
            let date = CivilDate(row["date"] as String)
        else { return nil }
        self.init(kind: kind, date: date, before: End(row, "before"), after: End(row, "after"))
    }
}

extension CommuneMovement.End {
    fileprivate init?(_ row: Row, _ suffix: String) {
        guard let type: String = row["type_\(suffix)"], let code: String = row["code_\(suffix)"] else { return nil }
        self.init(type: type, code: CommuneCode(unchecked: code), name: row["name_\(suffix)"] ?? "")
    }
}
