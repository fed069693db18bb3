internal import GRDB
internal import TerritoryFormats

/// What a text names: the one way from what a person writes to a territory, for every question.
///
/// A text is, in this order, `kind:code` or `kind:name`, a code, the code of a commune of the past, or a name. Letter
/// case does not matter; in names neither do accents, hyphens and apostrophes.
///
/// - A code of two digits can be that of a département and of a région (76 is Seine-Maritime and Occitanie): the one
///   that the file has whole is meant.
/// - The code or the name of a commune of the past leads to the commune that holds its ground today; a name that one
///   bears today means that one.
/// - A département behind a name, as in « Saint-Affrique (12) » or « Saint-Affrique, Aveyron », tells homonyms apart.
/// - An arrondissement bears the name of its seat: its name alone means the commune; write `arrondissement:Mende`.
public struct Lookup: Hashable, Sendable {
    /// The text, without white space around it.
    public var asked: String
    /// One, or several where the text is ambiguous; none where the ground of a former commune left the communes of
    /// France.
    public var candidates: [TerritoryReference]
    /// The commune of the past that the text is the code of; `nil` otherwise.
    public var formerCommune: FormerCommune?

    public init(asked: String, candidates: [TerritoryReference], formerCommune: FormerCommune? = nil) {
        self.asked = asked
        self.candidates = candidates
        self.formerCommune = formerCommune
    }

    /// The territory; `nil` where there are several candidates, or none.
    public var territory: TerritoryReference? { candidates.count == 1 ? candidates[0] : nil }
}

extension TerritoryDatabase {
    /// Finds what a text names.
    ///
    /// - Throws: ``LookupError`` if it names nothing in the file.
    public func lookup(_ text: String) throws -> Lookup { try read { [stamp] in try Lookup.find(text, $0, stamp) } }

    /// The one territory that a text names.
    ///
    /// - Throws: ``LookupError`` if it names nothing in the file, or several territories.
    public func territory(_ text: String) throws -> TerritoryReference {
        try read { [stamp] in try Lookup.territory(text, $0, stamp) }
    }
}

extension Lookup {
    static func territory(_ text: String, _ db: Database, _ stamp: DataStamp) throws -> TerritoryReference {
        let found = try find(text, db, stamp)
        guard let territory = found.territory else {
            throw LookupError.ambiguous(found.asked, found.candidates, former: found.formerCommune?.name)
        }
        return territory
    }

    /// The territory as the file has it.
    static func existing(
        _ territory: TerritoryReference, _ db: Database, _ stamp: DataStamp
    ) throws -> TerritoryReference {
        guard let found = try TerritoryReference.fetch(db, code: territory.code, kind: territory.kind) else {
            throw LookupError.noSuchCode(territory.code, stamp)
        }
        return found
    }

    static func find(_ text: String, _ db: Database, _ stamp: DataStamp) throws -> Lookup {
        let asked = text.trimmingSpaces
        let parts = asked.split(separator: ":", maxSplits: 1).map { String($0).trimmingSpaces }
        let kind = parts.count == 2 ? TerritoryKind(word: parts[0]) : nil
        if var found = try find(kind == nil ? asked : parts[1], kind: kind, db) {
            found.asked = asked
            return found
        }
        throw CodeForm.isKnown(asked) ? LookupError.noSuchCode(asked, stamp) : LookupError.noSuchName(asked, stamp)
    }

    /// - Returns: `nil` where the text names nothing.
    static func find(_ text: String, kind: TerritoryKind?, _ db: Database) throws -> Lookup? {
        guard !text.isEmpty else { return nil }
        if let territory = try TerritoryReference.fetch(db, code: text, kind: kind) {
            return Lookup(asked: text, candidates: [territory])
        }
        if kind == nil || kind == .commune, let code = CommuneCode(rawValue: text.uppercased()),
            let former = try FormerCommune.fetch(db, code)
        {
            return Lookup(asked: text, candidates: former.successors, formerCommune: former)
        }
        for reading in try QualifiedName.readings(of: text, db) {
            let named = try TerritoryReference.fetchAll(db, named: reading, kind: kind)
            if !named.isEmpty { return Lookup(asked: text, candidates: named) }
        }
        return nil
    }
}

extension TerritoryReference {
    /// The territory of a code, of any kind or of one.
    static func fetch(_ db: Database, code: String, kind: TerritoryKind? = nil) throws -> TerritoryReference? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT kind, code, name FROM territory WHERE code IN (?1, ?2) AND kind = ifnull(?3, kind)
                ORDER BY is_complete DESC, kind LIMIT 1
                """, arguments: [code, code.uppercased(), kind?.rawValue]
        ).map(TerritoryReference.init)
    }

    /// The territories of a name, or the communes of today on the ground of one of the past that bore it.
    fileprivate static func fetchAll(
        _ db: Database, named reading: QualifiedName, kind: TerritoryKind?
    ) throws -> [TerritoryReference] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT CASE kind WHEN 'former_commune' THEN 'commune' ELSE kind END AS kind, code,
                       kind = 'former_commune' AS is_former
                FROM search_name WHERE folded = ?1 AND (?2 IS NULL OR departement = ?2)
                ORDER BY is_former, kind, code
                """, arguments: [reading.name, reading.departement])
        let found = try rows.map { row in
            (try row.word("kind") as TerritoryKind, try row.value("code") as String, try row.value("is_former") as Bool)
        }
        .filter { kind == nil || $0.0 == kind }
        // What bears the name today comes before what bore it once, and a seat before its arrondissement.
        let today = found.contains { !$0.2 } ? found.filter { !$0.2 } : found
        let meant =
            kind == nil && today.contains { $0.0 != .arrondissement }
            ? today.filter { $0.0 != .arrondissement } : today
        return try meant.compactMap { try fetch(db, code: $0.1, kind: $0.0) }
            .uniqued()
    }
}

package enum CodeForm {
    /// Whether a text has the form of any official code.
    package static func isKnown(_ text: String) -> Bool {
        let text = text.uppercased()
        return CommuneCode(rawValue: text) != nil || EPCICode(rawValue: text) != nil || QPVCode(rawValue: text) != nil
            || DepartementCode(rawValue: text) != nil || ArrondissementCode(rawValue: text) != nil
            || RegionCode(rawValue: text) != nil
    }
}
