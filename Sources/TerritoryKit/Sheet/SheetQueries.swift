internal import GRDB
internal import TerritoryFormats

extension TerritoryDatabase {
    /// What is known of the territory that a text names.
    ///
    /// - Parameter text: As ``Lookup`` reads it: a code, the code of a commune of the past, a name, or `kind:code`.
    /// - Returns: The sheet of the territory; none where a former code is ambiguous.
    /// - Throws: ``LookupError`` if the text names nothing in the file, or is a name that several territories bear.
    public func sheet(for text: String) throws -> TerritoryAnswer {
        let pacts = try pactTable()
        return try read { [stamp] db in
            let found = try Lookup.find(text, db, stamp)
            guard found.territory != nil || found.formerCommune != nil else {
                throw LookupError.ambiguous(found.asked, found.candidates, former: nil)
            }
            return TerritoryAnswer(
                asked: found.asked, territory: try found.territory.map { try TerritorySheet.fetch(db, $0, pacts) },
                formerCommune: found.formerCommune, data: stamp)
        }
    }
}

extension TerritorySheet {
    // `pacts` is `nil` where no register was loaded.
    static func fetch(_ db: Database, _ name: TerritoryReference, _ pacts: CommuneTable?) throws -> TerritorySheet {
        let members = try TerritoryMembers.fetch(db, name)
        let own = try KindRow.fetch(db, name)
        var sheet = TerritorySheet(
            kind: name.kind, code: name.code, name: name.name, nature: own.nature,
            parents: try TerritoryReference.parents(db, of: name), communes: members.count, isComplete: own.isComplete,
            outsideMembers: name.kind == .epci ? members.outside : [],
            population: own.isComplete && name.kind != .qpv ? try Population.fetch(db, name, members) : nil,
            areaInSquareKilometers: own.areaInSquareMeters.map { ($0).rounded() / 1e6 }, zonings: [], zoningShares: [],
            qpvs: try TerritoryReference.qpvs(db, in: name),
            areQPVsKnown: try own.isComplete && (members.outside.isEmpty || db.knownQPVRadius() != nil),
            codeSince: own.codeSince, perimeterSince: own.perimeterSince,
            formerPeriods: [], pacts: pacts?.reaches(over: name))
        switch name.kind {
        case .commune:
            sheet.zonings = try ZoningClass.fetch(db, commune: name.code)
            sheet.formerPeriods = try CommuneHistory.periods(db, of: CommuneCode(unchecked: name.code))
                .filter { $0.until != nil }
            sheet.postcodes = try db.postcodes(of: name.code)
        case .qpv: break
        default: sheet.zoningShares = own.isComplete ? try ZoningShare.fetch(db, name) : []
        }
        return sheet
    }
}

/// The communes of a territory.
struct TerritoryMembers {
    var count: Int
    var outside: [TerritoryReference]

    static func fetch(_ db: Database, _ name: TerritoryReference) throws -> TerritoryMembers {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT commune.code AS code, commune.name AS name, commune.in_scope AS in_scope
                FROM territory_commune JOIN commune ON commune.code = territory_commune.commune
                WHERE territory_commune.kind = ? AND territory_commune.code = ? ORDER BY commune.code
                """, arguments: [name.kind.rawValue, name.code])
        let outside = try rows.filter { !(try $0.value("in_scope") as Bool) }
            .map { try TerritoryReference(kind: .commune, code: $0.value("code"), name: $0.value("name")) }
        return TerritoryMembers(count: rows.count, outside: outside)
    }
}

/// What the table of a territory’s own kind says of it.
private struct KindRow {
    var isComplete = true
    var areaInSquareMeters: Double?
    var nature: EPCI.Nature?
    var codeSince: CivilDate?
    var perimeterSince: CivilDate?

    static func fetch(_ db: Database, _ name: TerritoryReference) throws -> KindRow {
        switch name.kind {
        case .grouping:
            let area = try Double.fetchOne(
                db,
                sql: """
                    SELECT SUM(part.area_m2) FROM grouping_member
                      JOIN (SELECT 'departement' AS kind, code, area_m2, is_complete FROM departement
                            UNION ALL SELECT 'epci', code, area_m2, is_complete FROM epci) AS part
                        ON part.kind = grouping_member.member_kind AND part.code = grouping_member.member
                    WHERE grouping_member.grouping = ? AND part.is_complete = 1
                    """, arguments: [name.code])
            return KindRow(areaInSquareMeters: area)
        default:
            // The table’s name is one of an enumeration of ours, never a text from outside.
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT own.*, territory.is_complete FROM \(name.kind.rawValue) AS own
                      JOIN territory ON territory.kind = ?1 AND territory.code = own.code WHERE own.code = ?2
                    """, arguments: [name.kind.rawValue, name.code])
            guard let row else { return KindRow() }
            return try KindRow(
                isComplete: row.value("is_complete"),
                areaInSquareMeters: row.area("area_m2"),
                nature: row.hasColumn("nature") ? row.word("nature") : nil,
                codeSince: row.hasColumn("code_since") ? CivilDate(row, "code_since") : nil,
                perimeterSince: row.hasColumn("perimeter_since") ? CivilDate(row, "perimeter_since") : nil)
        }
    }
}

extension Population {
    /// - Returns: `nil` if the population of one of the communes is unknown.
    fileprivate static func fetch(
        _ db: Database, _ name: TerritoryReference, _ members: TerritoryMembers
    ) throws -> Population? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT COUNT(*) AS known, SUM(municipal) AS municipal,
                       CASE WHEN COUNT(counted_apart) = COUNT(*) THEN SUM(counted_apart) END AS counted_apart,
                       SUM(total) AS total
                FROM territory_commune JOIN latest_population AS population ON population.commune = territory_commune.commune
                WHERE territory_commune.kind = ? AND territory_commune.code = ?
                """, arguments: [name.kind.rawValue, name.code])
        guard let row, try row.value("known") == members.count, members.count > 0 else { return nil }
        let vintage = try String.fetchOne(db, sql: "SELECT vintage FROM latest_list WHERE role = 'population'")
        return try Population(
            municipal: row.value("municipal"), countedApart: row.value("counted_apart"),
            total: name.kind == .commune ? row.value("total") : nil, vintage: vintage ?? "")
    }
}

extension TerritoryReference {
    /// The territories that a territory lies in, from the smallest.
    static func parents(_ db: Database, of name: TerritoryReference) throws -> [TerritoryReference] {
        switch name.kind {
        case .region, .grouping: return []
        case .departement, .arrondissement:
            return try holders(db, of: name, kinds: name.kind == .departement ? [.region] : [.departement, .region])
        case .epci: return try holders(db, of: name, kinds: [.departement, .region])
        case .commune: return try holders(db, of: name, kinds: [.epci, .arrondissement, .departement, .region])
        case .qpv:
            let communes = try Row.fetchAll(
                db,
                sql: """
                    SELECT 'commune' AS kind, commune.code AS code, commune.name AS name
                    FROM qpv_commune JOIN commune ON commune.code = qpv_commune.commune
                    WHERE qpv_commune.qpv = ? ORDER BY commune.code
                    """, arguments: [name.code]
            ).map(TerritoryReference.init)
            return try communes + holders(db, of: name, kinds: [.epci, .arrondissement, .departement, .region])
        }
    }

    /// The territories of some kinds that hold a commune of a territory, in the order of the kinds, then of the codes.
    private static func holders(
        _ db: Database, of name: TerritoryReference, kinds: [TerritoryKind]
    ) throws -> [TerritoryReference] {
        // The tables’ names are those of an enumeration of ours, never a text from outside.
        try kinds.flatMap { kind in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT '\(kind.rawValue)' AS kind, holder.code AS code, holder.name AS name
                    FROM \(kind.rawValue) AS holder
                    WHERE holder.code IN (SELECT member.code FROM (\(kind.membersSQL)) AS member
                                          JOIN (\(name.kind.membersSQL)) AS own ON own.commune = member.commune
                                          WHERE own.code = ?)
                    ORDER BY holder.code
                    """, arguments: [name.code]
            ).map(TerritoryReference.init)
        }
    }

    fileprivate static func qpvs(_ db: Database, in name: TerritoryReference) throws -> [TerritoryReference] {
        guard name.kind != .qpv else { return [] }
        return try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT 'qpv' AS kind, qpv.code AS code, qpv.name AS name
                FROM territory_commune JOIN qpv_commune ON qpv_commune.commune = territory_commune.commune
                  JOIN qpv ON qpv.code = qpv_commune.qpv
                WHERE territory_commune.kind = ? AND territory_commune.code = ? ORDER BY qpv.code
                """, arguments: [name.kind.rawValue, name.code]
        ).map(TerritoryReference.init)
    }
}

extension ZoningClass {
    fileprivate static func fetch(_ db: Database, commune: String) throws -> [ZoningClass] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT zoning.code AS zoning, zoning.label_fr AS zoning_fr, zoning.label_en AS zoning_en,
                       zoning_class.code AS code, zoning_class.label_fr AS label_fr, zoning_class.label_en AS label_en,
                       zoning_class.membership AS membership, zoning_class.effects_until AS effects_until, zoning.ends AS ends,
                       commune_class.carried_from AS carried_from, \(ZoningShare.listColumns)
                FROM commune_class JOIN zoning ON zoning.code = commune_class.zoning
                  JOIN zoning_class ON zoning_class.zoning = zoning.code AND zoning_class.code = commune_class.class
                  \(ZoningShare.list)
                WHERE commune_class.commune = ? ORDER BY zoning.rank, zoning.code
                """, arguments: [commune]
        ).map { row in
            try ZoningClass(
                zoning: row.value("zoning"), zoningLabel: row.label("zoning"),
                code: row.value("code"), label: row.label(),
                membership: row.word("membership"),
                validFrom: row.day("valid_from"),
                validUntil: CivilDate(row, "valid_until"), vintage: row.value("vintage"),
                ended: CivilDate(row, "ends"),
                effectsUntil: CivilDate(row, "effects_until"),
                carriedFrom: row.value("carried_from"))
        }
    }
}

extension ZoningShare {
    /// The latest list of a zoning, and the days for which it holds.
    static let list = """
        JOIN (SELECT DISTINCT source.role, source.vintage, source.valid_from, source.valid_until
              FROM source JOIN latest_list ON latest_list.role = source.role
                AND latest_list.vintage = source.vintage) AS list ON list.role = zoning.source
        """
    static let listColumns =
        "list.vintage AS vintage, list.valid_from AS valid_from, list.valid_until AS valid_until"

    fileprivate static func fetch(_ db: Database, _ name: TerritoryReference) throws -> [ZoningShare] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT zoning.code AS zoning, zoning.label_fr AS zoning_fr, zoning.label_en AS zoning_en,
                       zoning_class.code AS code, zoning_class.label_fr AS label_fr, zoning_class.label_en AS label_en,
                       COUNT(*) AS communes,
                       CASE WHEN COUNT(commune.municipal_population) = COUNT(*)
                            THEN SUM(commune.municipal_population) END AS municipal, zoning.ends AS ends, \(listColumns)
                FROM territory_commune JOIN commune ON commune.code = territory_commune.commune
                  CROSS JOIN zoning \(list)
                  LEFT JOIN commune_zoning ON commune_zoning.commune = territory_commune.commune
                    AND commune_zoning.zoning = zoning.code AND commune_zoning.vintage = list.vintage
                  LEFT JOIN zoning_class ON zoning_class.zoning = zoning.code
                    AND zoning_class.code = commune_zoning.class
                WHERE territory_commune.kind = ? AND territory_commune.code = ?
                GROUP BY zoning.code, zoning_class.code
                ORDER BY zoning.rank, zoning.code, zoning_class.rank IS NULL, zoning_class.rank
                """, arguments: [name.kind.rawValue, name.code]
        ).map { row in
            return try ZoningShare(
                zoning: row.value("zoning"), zoningLabel: row.label("zoning"),
                code: row.value("code"), label: LocalizedText(row, "label"), communes: row.value("communes"),
                municipalPopulation: row.value("municipal"),
                validFrom: row.day("valid_from"),
                validUntil: CivilDate(row, "valid_until"), vintage: row.value("vintage"),
                ended: CivilDate(row, "ends"))
        }
    }
}
